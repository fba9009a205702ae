"""R-318: who an individual business is, and how papers name it."""

import pytest

from enforcement import law
from enforcement.law.findings import Level
from enforcement.law.rules.parties import named_in_court, named_in_reconsideration

from .conftest import make_facts, of

SHOP = {"kind": "INDIVIDUAL_BUSINESS", "name": "某餐饮店", "operator": "张三"}


def test_T_318a_a_reply_in_reconsideration_names_the_operator():
    assert named_in_reconsideration(make_facts(party=SHOP).party) == "张三"
    assert (
        named_in_reconsideration(make_facts(party={"kind": "ORGANISATION", "name": "甲公司"}).party)
        == "甲公司"
    )


def test_T_318b_a_court_paper_names_the_shop_with_its_operator():
    assert named_in_court(make_facts(party=SHOP).party) == "某餐饮店（经营者张三）"
    assert named_in_court(make_facts(party={"name": "周小明"}).party) == "周小明"


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({}, ""),
        ({"operator": " "}, "没有写明经营者"),
        ({"name": "张三"}, "填的是经营者姓名"),
        ({"kind": "PERSON", "operator": ""}, ""),
        ({"kind": "ORGANISATION", "operator": ""}, ""),
    ],
)
def test_T_318a_a_shop_without_operator_is_refused(given, fault):
    for gate in ("case.register", "case.request_filing"):
        found = of(law.check(make_facts(party=SHOP | given), gate), "R-318", Level.BLOCK)
        assert [fault in each.message for each in found] == ([True] if fault else [])
