"""Money in capitals, one rounding, and the check digits of identity numbers."""

from datetime import date
from decimal import Decimal

import pytest

from enforcement.law import amounts, identity


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        ("1500", "人民币壹仟伍佰元整"),
        ("200", "人民币贰佰元整"),
        ("3000.01", "人民币叁仟元零壹分"),
        ("1500.50", "人民币壹仟伍佰元伍角整"),
        ("1409.53", "人民币壹仟肆佰零玖元伍角叁分"),
        ("0.50", "人民币伍角整"),
        ("0.05", "人民币伍分"),
        ("0", "人民币零元整"),
        ("10", "人民币壹拾元整"),
        ("10000", "人民币壹万元整"),
        ("10005", "人民币壹万零伍元整"),
        ("100500", "人民币壹拾万零伍佰元整"),
        ("12345678.90", "人民币壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角整"),
        ("100000001", "人民币壹亿零壹元整"),
        ("100100000", "人民币壹亿零壹拾万元整"),
        ("1000000000000", "人民币壹万亿元整"),
    ],
)
def test_capitals(amount, capitals):
    assert amounts.in_capitals(Decimal(amount)) == capitals


def test_no_capitals_for_a_negative_amount():
    with pytest.raises(ValueError):
        amounts.in_capitals(Decimal(-1))


def test_one_rounding_half_up():
    assert amounts.yuan("1.005") == Decimal("1.01")
    assert amounts.yuan(Decimal("2.675")) == Decimal("2.68")
    assert amounts.shown(Decimal("9800")) == "9,800"
    assert amounts.shown(Decimal("9800.5")) == "9,800.50"


@pytest.mark.parametrize("number", ["11010519491231002X", "11010519491231002x", " 440524188001010014 "])
def test_a_right_citizens_number(number):
    assert identity.id_card(number).number == number.strip().upper()


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("110105194912310021", "校验位"),
        ("11010519491231002", "18位"),
        ("１10105194912310021", "18位"),
        ("", "18位"),
    ],
)
def test_a_wrong_citizens_number(number, fault):
    with pytest.raises(identity.IdentityError, match=fault):
        identity.id_card(number)


def test_an_impossible_birth_date_is_found_behind_a_right_check_digit():
    stem = "11010520010230002"
    total = sum(int(digit) * weight for digit, weight in zip(stem, identity.ID_WEIGHTS, strict=True))
    with pytest.raises(identity.IdentityError, match="出生日期不存在"):
        identity.id_card(stem + identity.ID_CHECKS[total % 11])


def test_birth_date_and_region():
    card = identity.id_card("11010519491231002X")
    assert (card.born_on, card.region) == (date(1949, 12, 31), "110105")


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91350100m000100y43"])
def test_a_right_credit_code(code):
    assert identity.credit_code(code) == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("code", "fault"), [("91350100M000100Y44", "校验位"), ("91350100I000100Y43", "18位")]
)
def test_a_wrong_credit_code(code, fault):
    with pytest.raises(identity.IdentityError, match=fault):
        identity.credit_code(code)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2012-09-10", "2026-09-10", 13),
        ("2012-09-10", "2026-09-11", 14),
        ("2012-02-29", "2026-02-28", 13),
        ("2012-02-29", "2026-03-01", 14),
    ],
)
def test_age_is_reached_the_day_after_the_birthday(born, day, age):
    assert identity.age_on(date.fromisoformat(born), date.fromisoformat(day)) == age
