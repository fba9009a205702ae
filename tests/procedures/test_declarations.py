"""A step is one declaration: what is wrong in it stops the start, and everything that is asked of it stands in it."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cases.workflow import STEPS, State
from enforcement.procedures import checks, steps
from enforcement.procedures.explaining import explained

CONCLUDE = STEPS["conclude"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"sources": frozenset({"NOWHERE"})}, "状态 NOWHERE 不存在"),
        ({"target": "NOWHERE"}, "状态 NOWHERE 不存在"),
        ({"sources": frozenset()}, "没有起始状态"),
        ({"permission": ""}, "没有岗位有权限 （空）"),
        ({"permission": "cases.fly"}, "没有岗位有权限 cases.fly"),
        ({"crew": "two officers"}, "没有写明由谁办理（crew）"),
        ({"form": None}, "没有表单（form）或者办理（act）"),
        ({"act": None}, "没有表单（form）或者办理（act）"),
        ({"asks": ("gain.",)}, "填写的事实 gain. 不存在"),
        ({"template": "cases/_nothing.html"}, "模板 cases/_nothing.html 不存在"),
    ],
)
def test_a_declaration_that_names_what_is_not_there_stops_the_start(wrong, said):
    assert list(checks.faults_of(replace(CONCLUDE, **wrong), State)) == [said]


def test_every_declaration_of_the_product_is_whole():
    assert checks.every_step_is_whole(None) == [] and checks.every_gate_exists(None) == []
    assert list(checks.faults_of(CONCLUDE, State)) == []


def test_a_rule_at_a_gate_that_nothing_has_stops_the_start(monkeypatch):
    monkeypatch.setattr(steps, "_gates", set())
    assert [one.msg for one in checks.every_gate_exists(None)] == [
        "规则所守的关口 document.issue 不在任何步骤表里"
    ]


def test_every_step_has_rules_or_a_reason_why_the_law_asks_nothing():
    assert checks.every_step_meets_the_law(None) == []
    declare, guarded = STEPS["declare"], {CONCLUDE.gate}
    assert declare.no_rule and checks.unguarded(declare, STEPS, guarded) == ""
    assert "没有规则把关" in checks.unguarded(replace(declare, no_rule=""), STEPS, guarded)
    assert "又写了不设规则的理由" in checks.unguarded(replace(CONCLUDE, no_rule="没有"), STEPS, guarded)
    assert dict(explained("case.declare"))["规则"] == f"不设：{declare.no_rule}"


def test_a_table_takes_each_name_once():
    with pytest.raises(ValueError, match=r"two steps case\.conclude"):
        STEPS.step("conclude", "调查终结", {State.LEAD}, None, "cases.handle", crew=steps.ANYONE)
    with pytest.raises(ValueError, match="two tables of case"):
        steps.Table("case", states=State, noun="案件")


def test_a_step_is_taken_as_the_procedure_of_its_row_takes_it():
    row = type("Row", (), {"lane": "GENERAL"})
    assert STEPS["deliver"].on(row).form.__name__ == "AttemptForm"
    row.lane = "SUMMARY"
    assert STEPS["deliver"].on(row).form.__name__ == "DeliverForm"


def test_explain_says_all_of_a_step():
    told = dict(explained("case.conclude"))
    assert told["步骤"] == "case.conclude 调查终结" and told["人员"] == "本案办案人员"
    assert told["从"] == "INVESTIGATING（调查取证）" and told["到"] == "CONCLUDED（调查终结）"
    assert told["表单"].endswith("ReportForm") and "R-122" in told["规则"]


def test_explain_says_all_of_a_rule():
    told = explained("R-118")
    assert ("依据", "《行政处罚法》第四十二条第一款") in told
    assert any(name == "关口" and "case.register 登记案件" in value for name, value in told)
    assert any(name == "事实" and "officers.days" in value for name, value in told)
    [tests] = [value for name, value in told if name == "测试"]
    assert "test_T_118a" in tests and "test_T_119" not in tests


def test_explain_names_the_facts_of_a_group_that_the_rule_has_given_a_name():
    asked = "；".join(value for said, value in explained("R-321") if said == "事实")
    assert "complaint.own_interest 是否为维护自身合法权益" in asked
    assert "complaint.answered_on 答复日期（登记答复页）" in asked and "clock.day" in asked


def test_explain_at_the_command_line():
    out = StringIO()
    call_command("explain", "case.decide", stdout=out)
    assert "没有参加过本案调查的负责人" in out.getvalue()
    with pytest.raises(CommandError, match=r"没有步骤、规则或者文书 case\.fly"):
        call_command("explain", "case.fly")
