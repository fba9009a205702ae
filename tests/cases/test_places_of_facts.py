"""A finding about an unknown fact says where to enter it: each of those places is a page, and somebody may open it."""

from dataclasses import fields

import pytest
from django.urls import reverse

from cases.workflow import STEPS
from enforcement.law.known import Group
from enforcement.teams.roles import PERMISSIONS

# the first words of a place: the page with an address of its own, or the step whose page it is
PAGES = {
    "更正案件内容页": "cases:amend",
    "登记页": "cases:scene", "是否应罚页": "cases:weigh", "告知页": "cases:notice", "案件页": "cases:detail",
    "笔录页": "cases:record", "调查终结页": "cases:report", "陈述申辩页": "cases:defence", "文书页": "documents:detail",
    "文书预览页": "cases:preview", "证据页": "evidence:list", "法制审核页": "cases:reviews", "机构": "teams:people",
    "参数": "parameters:list", "权责清单": "lists:list",
}  # fmt: skip
STEP_PAGES = {
    "决定页": "decide", "立案审批表": "request_filing", "立案页": "request_filing", "延期审批表": "extend",
    "登记答复页": "answer_complaint",
    "当场收缴页": "collect", "缴款页": "record_payment", "备案页": "file_with_unit", "结案页": "request_closing",
    "登记送达地址页": "confirm_address", "送达页": "deliver", "公示页": "publish", "集体讨论页": "discuss",
}  # fmt: skip
ELSEWHERE = {"“补字形”页"}  # named by who added it, with its own test


def groups(kind=Group):
    for each in kind.__subclasses__():
        yield each
        yield from groups(each)


def places():
    found = set()
    for group in (each for each in groups() if each.__module__.startswith("enforcement.")):
        found |= {group.WHERE, *(field.metadata.get("where", "") for field in fields(group))}
    return sorted(found - {""} - ELSEWHERE)


@pytest.mark.parametrize("place", places())
def test_the_place_of_a_fact_is_a_page(place):
    known = [start for start in PAGES.keys() | STEP_PAGES.keys() if place.startswith(start)]
    assert known, f"{place} 不是任何一页"
    start = max(known, key=len)
    if start in STEP_PAGES:
        step = STEPS[STEP_PAGES[start]]
        assert step.common and any(step.permission in held for held in PERMISSIONS.values())
    else:
        name = PAGES[start]
        keys = {
            "evidence:list": [],
            "cases:reviews": [],
            "teams:people": [],
            "parameters:list": [],
            "lists:list": [],
        }
        assert reverse(name, args=keys.get(name, [1]))
