"""The rulebook itself: every rule complete, unknown facts, digests, loading without Django."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from enforcement import law
from enforcement.law import facts, findings, kinds
from enforcement.law.clauses import HOUSE, PENALTY, Clause, numeral
from enforcement.law.facts import UNKNOWN, CaseFacts, UnknownFact, digest
from enforcement.law.findings import Level

from .conftest import make_facts, of
from .registered import GATES, RULES

HERE = Path(__file__).parent
SUMMARY = {
    "case.register", "case.weigh", "case.issue", "case.propose_exemption", "case.confirm_exemption",
    "case.return_exemption", "case.convert", "case.withdraw", "case.collect", "case.hand_in",
    "case.record_payment", "case.file_with_unit", "case.deliver", "case.close", "document.issue",
}  # fmt: skip
ORDINARY = {
    "case.request_filing", "case.file", "case.refuse_filing", "case.transfer_out", "case.sign_record",
    "case.conclude", "case.reopen", "case.give_notice", "case.serve_notice", "case.record_defence",
    "case.submit", "case.take_review", "case.approve_review", "case.return_review", "case.send_back",
    "case.discuss", "case.decide", "case.attempt", "case.execute", "case.publish", "case.request_closing",
    "case.answer_complaint", "case.approve_closing", "case.defer", "case.note_review", "case.amend", "case.assign",
    "case.ask_recusal", "case.rule_recusal", "case.confirm_address", "case.extend_clue", "case.dispute", "case.dismiss",
    "case.exclude", "case.extend", "case.report", "case.defence", "case.vet", "case.norms", "case.tell_remedies",
    "case.answer_remark", "case.disagree", "case.release_review", "case.recall_review", "case.extend_review",
    "case.assign_review",
    "case.return_decision", "case.return_closing",
}  # fmt: skip


def ids_in_tests():
    return set(re.findall(r"T_(\d+)", "".join(path.read_text() for path in HERE.glob("test_*.py"))))


TESTED = ids_in_tests()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id} {rule.test.__name__}")
def test_every_rule_is_complete(rule):
    assert re.fullmatch(r"R-\d+", rule.id)
    assert rule.clause.article or rule.clause.statute == HOUSE
    assert rule.remedy
    assert rule.title.endswith(".")
    assert rule.gates and set(rule.gates) <= SUMMARY | ORDINARY
    assert rule.id.removeprefix("R-") in TESTED


def test_gates_are_steps_of_the_two_procedures():
    assert SUMMARY <= set(GATES) <= SUMMARY | ORDINARY


def test_explain_names_article_and_remedy():
    assert any("《行政处罚法》第五十一条" in line and "转普通程序" in line for line in law.explain("R-126"))
    assert law.explain("R-999") == []


def test_all_findings_at_once_blocks_first():
    asked = make_facts(
        decision={"fine": None, "receipt": "NONE"},
        item={"fine_max": None, "subject": "ORGANISATION"},
        party={"kind": "INDIVIDUAL_BUSINESS"},
    )
    levels = [found.level for found in law.check(asked, ("case.register", "case.issue"))]
    assert levels == sorted(levels, key=list(Level).index)
    assert len(levels) > 2


def test_an_unknown_fact_becomes_a_finding():
    asked = make_facts(decision={"fine": UNKNOWN})
    found = [each for each in law.check(asked, "case.issue") if each.facts == ("decision.fine",)]
    assert len(found) == 1
    assert found[0].message == "还没有登记罚款数额，无法判断是否合法"
    assert found[0].remedy == "在决定页填写后重试"
    assert found[0].level is Level.BLOCK


def test_an_unknown_group_becomes_a_finding():
    found = law.check(make_facts(officers=UNKNOWN), "case.register")
    assert [each.message for each in found] == ["还没有登记执法人员，无法判断是否合法"]
    assert all("登记页" in each.remedy for each in found)


def test_findings_before_the_unknown_fact_are_kept():
    helper = facts.Officer(key="1", name="甲", auxiliary=True)
    half = make_facts(officers={"acting": (helper, facts.Officer(key="2", name="乙"))})
    messages = [each.message for each in law.check(half, "case.register")]
    assert "甲是辅助人员，不能调查、检查或者签署决定" in messages
    assert "还没有登记执法人员是否辅助人员，无法判断是否合法" in messages


def test_nothing_known_nothing_decided():
    for gate in GATES:
        found = law.check(CaseFacts(), gate)
        assert found
        assert {each.level for each in found} == {Level.BLOCK}


def test_unknown_has_no_truth_value():
    with pytest.raises(TypeError):
        bool(UNKNOWN)
    with pytest.raises(UnknownFact) as raised:
        _ = facts.Party(kind="PERSON").born_on
    assert (raised.value.name, raised.value.label) == ("party.born_on", "当事人出生日期")


def test_a_changed_copy_leaves_the_original():
    lawful = make_facts()
    other = lawful.but(party={"name": "钱七"})
    assert (lawful.party.name, other.party.name) == ("赵六", "钱七")
    assert other.but(party={"name": "赵六"}) == lawful


def test_digest_follows_the_named_facts_only():
    lawful = make_facts()
    names = ("decision.fine", "item.fine_max", "officers.acting", "registration")
    assert digest(lawful, names) == digest(lawful.but(party={"name": "钱七"}), names)
    assert digest(lawful, names) == digest(
        lawful.but(decision={"fine": lawful.decision.fine + 0}), reversed(names)
    )
    assert digest(lawful, names) != digest(lawful.but(decision={"fine": None}), names)
    assert digest(lawful, names) != digest(lawful.but(registration={"filed_on": UNKNOWN}), names)


def test_every_fact_named_by_a_finding_exists():
    groups = "|".join(each.name for each in fields(CaseFacts))
    for gate in GATES:
        for found in law.check(CaseFacts(), gate):
            for name in found.facts:
                make_facts().raw(name)
    for path in sorted((Path(law.__file__).parent / "rules").glob("*.py")):
        for name in re.findall(rf'"((?:{groups})\.[a-z_]+)"', path.read_text()):
            if name != "document.issue":
                make_facts().raw(name)


def test_words_of_clauses_and_findings():
    assert str(Clause(PENALTY, 51, 1)) == "《行政处罚法》第五十一条第一款"
    assert str(Clause(PENALTY, 57, 1, 2)) == "《行政处罚法》第五十七条第一款第（二）项"
    assert str(Clause(HOUSE)) == "内部规定"
    assert [numeral(n) for n in (3, 10, 15, 20, 99, 105, 110, 1055, 1206)] == [
        "三", "十", "十五", "二十", "九十九", "一百零五", "一百一十", "一千零五十五", "一千二百零六",
    ]  # fmt: skip
    bare = findings.block("还没有签名")
    assert str(bare) == "还没有签名。"
    assert Level.WARN.label == "要说明理由"


def test_kinds_by_their_words():
    assert kinds.BasisLevel.labelled("地方性法规") is kinds.BasisLevel.LOCAL_REGULATION
    with pytest.raises(ValueError):
        kinds.BasisLevel.labelled("通知")


def test_the_law_loads_without_django():
    program = (
        "import sys\n"
        "for name in ('django', 'celery', 'rest_framework'): sys.modules[name] = None\n"
        "from enforcement import law\n"
        "from enforcement.law.facts import CaseFacts\n"
        "assert law.gates() and law.check(CaseFacts(), 'case.issue')\n"
        "assert not [name for name in sys.modules if name.startswith('django.')]\n"
    )
    root = Path(law.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_no_rule_of_another_id_speaks():
    assert of(law.check(make_facts(), "case.issue"), "R-126") == []
