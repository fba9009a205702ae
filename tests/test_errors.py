"""A refusal in one line, as a program reads it and a row of many is told: whole sentences, whoever spoke them."""

from enforcement.errors import Refused, Said
from enforcement.law.findings import block


def test_reasons_follow_one_another_as_sentences():
    found = block("还没有登记认定的事实", "登记事实，并对应证据")
    said = str(Refused("调查终结", [found, block("没有询问笔录", "制作笔录")]))
    assert said == "不能调查终结：还没有登记认定的事实。登记事实，并对应证据。没有询问笔录。制作笔录。"


def test_what_no_rule_speaks_is_told_in_its_own_words():
    said = str(Refused("报机关备案", [Said("还没有填", "填写日期。")]))
    assert said == "不能报机关备案：还没有填。填写日期。"
