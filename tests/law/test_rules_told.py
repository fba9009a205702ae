"""R-120, R-121, R-131, R-132: what is decided is what was told, concluded and approved, by content."""

from decimal import Decimal

import pytest

from enforcement import law
from enforcement.law import facts
from enforcement.law.findings import Level
from enforcement.law.rules import told

from .company import make_company_case
from .conftest import day, of
from .small_case import TOLD, make_small, parts

BLOCK, WARN = Level.BLOCK, Level.WARN
GATES = ["case.submit", "case.approve_review", "case.decide"]
ANOTHER = {"FACT": "占用人行道堆放货物120平方米", "PLACE": "大陈镇北街口", "ACTED_AT": "2026-09-11 10:00",
           "PARTY": "钱七", "MATTER": "乱倒垃圾", "BASIS": "第三十条", "BREACHED": "第九条"}  # fmt: skip


def now(*rows, **changes):
    return make_small(telling={"decided": parts(*rows)}).but(**changes)


def exchanged(kind, text):
    """Return what was told with the one part of `kind` replaced."""
    return [(kind, text) if row[0] == kind else row for row in TOLD]


def apart(asked, gate="case.submit"):
    return [each for each in of(law.check(asked, gate), "R-121", BLOCK) if "与告知的不同" in each.message]


@pytest.mark.parametrize("gate", GATES)
def test_T_121d_a_replaced_fact_needs_a_new_notice(gate):
    [found] = apart(now(*exchanged("FACT", ANOTHER["FACT"])), gate)
    assert "告知的是“当事人占道经营”，现在是“占用人行道堆放货物120平方米”" in found.message
    assert "补充调查" in found.remedy and "重新计算" in found.remedy
    assert not apart(make_small(), gate)


@pytest.mark.parametrize("kind", sorted(ANOTHER))
@pytest.mark.parametrize("gate", GATES)
def test_T_121d_whatever_was_told_is_compared(kind, gate):
    assert len(apart(now(*exchanged(kind, ANOTHER[kind])), gate)) == 1


@pytest.mark.parametrize("gate", GATES)
def test_T_121d_another_fact_or_piece_is_new(gate):
    assert "新增“另一次占道经营”" in apart(now(*TOLD, ("FACT", "另一次占道经营")), gate)[0].message
    [found] = apart(now(*TOLD, ("EVIDENCE", "材料p1", "Pp9")), gate)
    assert "证据" in found.message


def test_T_121d_a_piece_without_a_key_is_known_by_its_name():
    old = parts(*(row[:2] if row[0] == "EVIDENCE" else row for row in TOLD))
    asked = make_small(telling={"told": old})
    assert not apart(asked)
    assert apart(asked.but(telling={"decided": parts(*TOLD, ("EVIDENCE", "材料p1", "Pp9"))}))


@pytest.mark.parametrize(
    "rows",
    [
        TOLD[::-1],
        exchanged("FACT", "当事人 占道经营"),
        exchanged("PLACE", "大陈镇南街口。"),
        exchanged("REASONS", "危害较轻，当事人配合调查"),
        exchanged("ORDER", "责令于十日内清理"),
    ],
    ids=["order", "blanks", "full stop", "reasons", "order to correct"],
)
def test_T_121d_the_same_content_passes(rows):
    for gate in GATES:
        assert not of(law.check(now(*rows), gate), "R-121", BLOCK)


def test_T_121d_facts_told_in_one_sentence_are_the_same_facts():
    told_once = parts(("FACT", "未张挂登记证；拒不改正。"))
    now_twice = parts(("FACT", "拒不改正"), ("FACT", "未张挂登记证"))
    [one] = told.beside(told_once, now_twice)
    assert one.same
    [one] = told.beside(told_once, parts(("FACT", "未张挂登记证"), ("FACT", "承认")))
    assert (one.added, one.dropped) == (("承认",), ("拒不改正",))


def test_T_121d_nothing_told_and_nothing_imposed_is_not_compared():
    other = exchanged("FACT", ANOTHER["FACT"])
    assert not apart(now(*other, telling={"told": None}))
    assert not apart(now(*other, decision={"outcome": "NO_PENALTY"}))


def test_T_121d_what_was_told_is_unknown_and_asked():
    [found] = of(law.check(make_small(telling={"told": facts.UNKNOWN}), "case.decide"), "R-121", BLOCK)
    assert "告知的内容" in found.message


# -- lighter than told -----------------------------------------------------------------------------------
def lighter(**changes):
    return make_small(decision={"fine": Decimal(1000)}).but(**changes)


def adopted(yes, reason):
    return {"points": (facts.DefencePoint(text="初犯", adopted=yes, reason=reason),)}


def test_T_121_a_lower_amount_needs_its_reason():
    [found] = of(law.check(lighter(), "case.submit"), "R-121", WARN)
    assert "罚款由告知的 1,500 元改为 1,000 元" in found.message
    assert of(law.check(lighter(notice=adopted(False, "不成立")), "case.submit"), "R-121", WARN)
    assert not of(law.check(lighter(notice=adopted(True, "情节较轻")), "case.submit"), "R-121")
    assert not of(law.check(make_small(), "case.submit"), "R-121")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"decision": {"kinds": ("WARNING",), "fine": None}, "notice": {"kinds": ("WARNING", "FINE")}},
            "改为不罚款",
        ),
        ({"notice": {"kinds": ("WARNING", "FINE")}}, "不再处以警告"),
        (
            {"telling": {"decided": parts(*(row for row in TOLD if row[1] != "材料p2"))}},
            "不再认定证据“材料p2”",
        ),
    ],
    ids=["no fine", "no warning", "a piece fewer"],
)
def test_T_121_less_than_told_needs_its_reason(changes, words):
    [found] = of(law.check(make_small(**changes), "case.submit"), "R-121")
    assert (found.level, words in found.message) == (WARN, True)


def test_T_121_a_higher_amount_is_never_passed():
    asked = make_small(decision={"fine": Decimal(2000)}, notice=adopted(True, "情节较重"))
    for gate in GATES:
        assert of(law.check(asked, gate), "R-121", BLOCK)


# -- elements ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("gate", ["case.submit", "case.decide"])
def test_T_120a_a_served_notice_told_all_elements(gate):
    asked = make_small(notice={"elements": ("FACTS", "REASONS", "PENALTY", "RIGHTS")})
    [found] = of(law.check(asked, gate), "R-120", BLOCK)
    assert found.message == "告知书没有写明：依据"
    assert not of(law.check(asked.but(decision={"outcome": "NO_PENALTY"}), gate), "R-120")


# -- the discussion ------------------------------------------------------------------------------------------
def concluded(**changes):
    return of(law.check(make_company_case(**changes), "case.decide"), "R-131", BLOCK)


def test_T_131_the_decision_is_what_the_heads_concluded():
    assert not concluded()
    [found] = concluded(discussion={"fine": Decimal(50000)})
    assert found.message == "集体讨论的结论是“罚款 50,000 元”，拟作出的决定是“罚款 60,000 元”"
    assert "退回重新处理" in found.remedy
    assert concluded(discussion={"kinds": ("WARNING", "FINE")})
    assert concluded(discussion={"kinds": (), "fine": None})[0].message.startswith(
        "集体讨论的结论是“不予处罚”"
    )


def test_T_131_an_order_is_compared_where_one_was_concluded():
    assert not concluded(discussion={"order": " "}, decision={"order": "立即清运"})
    assert not concluded(discussion={"order": "立即清运。"}, decision={"order": "立即清运"})
    assert len(concluded(discussion={"order": "十日内清运"}, decision={"order": "立即清运"})) == 1


def test_T_131_minutes_that_kept_no_parts_are_asked_for():
    [found] = concluded(discussion={"kinds": facts.UNKNOWN, "fine": facts.UNKNOWN})
    assert "结论的处罚种类" in found.message
    assert not [
        each for each in concluded(discussion=facts.Discussion(held_on=None)) if "结论" in each.message
    ]


# -- the review ----------------------------------------------------------------------------------------------
AGREED = facts.Review(
    reviewer="8", name="赵八", first_review_on=day("2020-01-01"), qualification="A1", on_case_team=False,
    submitted_on=day("2026-10-09"), concluded_on=day("2026-10-10"), result="AGREE",
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text"), [("FINE", "1,000 元"), ("FACT", "另一事实"), ("REASONS", "情节较重")]
)
def test_T_132_what_is_decided_was_reviewed(kind, text):
    asked = make_small(reviewing=facts.Reviewing(rounds=(AGREED,)))
    assert not of(law.check(asked, "case.decide"), "R-132")
    changed = asked.but(telling={"decided": parts(*exchanged(kind, text))})
    [found] = of(law.check(changed, "case.decide"), "R-132", BLOCK)
    assert "与审核同意的内容不同" in found.message
    assert not of(law.check(changed.but(telling={"approved": None}), "case.decide"), "R-132")
