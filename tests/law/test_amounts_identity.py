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
        ("１10105194912310021", "校验位"),
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


# as people paste them: a photocopy, an input method left full-width, a chat, a right-to-left mark, a lower-case x
PASTED = (
    "331003 19900307 701X",
    "３３１００３１９９００３０７７０１Ｘ",
    "33100319900307701X\u200b",
    "\u202a33100319900307701X",
    "33100319900307701x",
    "331003\u00a019900307\u3000701X",
    "\ufeff331003-19900307-701X\ufe0f",
    "33100319900307701X\r\n",
)


@pytest.mark.parametrize("number", PASTED, ids=ascii)
def test_a_pasted_number_is_taken(number):
    card = identity.id_card(number)
    assert (card.number, card.born_on) == ("33100319900307701X", date(1990, 3, 7))


@pytest.mark.parametrize(
    "code", ["９１３５０１００ｍ０００１００ｙ４３", "91350100 M000100Y43\u200d", "91350100-M000100Y4-3"]
)
def test_a_pasted_credit_code_is_taken(code):
    assert identity.credit_code(code) == "91350100M000100Y43"


def test_a_wrong_number_says_what_is_wrong():
    with pytest.raises(identity.IdentityError, match="现在是17位。"):
        identity.id_card("331003 19900307 701")
    with pytest.raises(identity.IdentityError, match="“O”不能出现"):
        identity.id_card("33100319900307O01X")
    with pytest.raises(identity.IdentityError, match="现在是18位，其中“I”不能出现"):
        identity.credit_code("91350100I000100Y43")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (" 139 0000 0000 ", "13900000000"),
        ("＋８６－１３９００００００００", "13900000000"),
        ("0086 139-0000-0000", "13900000000"),
        ("\u202d13900000000\u202c", "13900000000"),
        ("(0576)88880000", "0576-88880000"),
        ("0576—88880000—801", "0576-88880000-801"),
        ("88880000", "88880000"),
        ("400-820-8820", "400-820-8820"),
        ("+852 2123 4567", "+85221234567"),
    ],
)
def test_a_telephone_as_it_is_kept(typed, kept):
    assert identity.phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("139", "现在是3位"),
        ("139000000000", "现在是12位"),
        ("12900000000", "第二位"),
        ("一三九", "数字以外"),
        ("0576", "不完整"),
        ("13900000000/13900000001", "数字以外"),
    ],
)
def test_a_wrong_telephone_says_what_is_wrong(typed, fault):
    with pytest.raises(identity.IdentityError, match=fault):
        identity.phone(typed)
