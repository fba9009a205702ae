"""Masks, amounts, and one tone for each word."""

from decimal import Decimal

import pytest

from enforcement.templatetags.marks import CHIPS, MARKS, WORDS, masked_id, masked_name, masked_phone, money


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Decimal("1500"), "¥1,500.00"), (0, "¥0.00"), (None, "--"), ("", "--"),
        (Decimal("1234567.5"), "¥1,234,567.50"), ("30", "¥30.00"),
    ],
)  # fmt: skip
def test_money(amount, written):
    assert money(amount) == written


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("331002199001011234", "331002********1234"), ("91331000MA2ABCDE1X", "913310********DE1X"),
        ("12345", "*****"), ("", ""), (None, ""),
    ],
)  # fmt: skip
def test_masked_id(number, shown):
    assert masked_id(number) == shown
    assert len(shown) == len(number or "")


@pytest.mark.parametrize(
    ("number", "shown"),
    [("13812345678", "138****5678"), ("88880000", "888*0000"), ("1234", "****"), ("", "")],
)
def test_masked_phone(number, shown):
    assert masked_phone(number) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"),
        ("李小明", "李*明"),
        ("欧阳小明", "欧**明"),
        ("阿依古丽·买买提", "阿******提"),
        ("王", "*"),
        ("", ""),
        (None, ""),
    ],
)
def test_masked_name(name, shown):
    assert masked_name(name) == shown


def test_every_word_has_one_tone_and_every_tone_a_mark():
    words = [word for said in WORDS.values() for word in said.split()]
    assert len(words) == len(set(words)) == len(CHIPS)
    assert set(WORDS) <= set(MARKS)
