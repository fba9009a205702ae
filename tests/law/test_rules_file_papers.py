"""R-907, R-909, R-916: what the papers inside the file state, and in what order of days."""

import pytest

from enforcement import law
from enforcement.documents.register import papers
from enforcement.law.findings import Level

from .conftest import make_facts, of, of_the_register

BLOCK = Level.BLOCK
OWN = {"ON_THE_SPOT", "PRIOR_NOTICE", "DECISION", "NO_PENALTY"}
INTERNAL = [kind for kind in papers() if kind not in OWN]


def paper(kind, **changes):
    """Return the facts of a complete paper of this kind, with some of its contents changed."""
    filled = {element.code: element.label for element in papers()[kind].elements}
    days = {code: "2026-09-24" for code in filled if code.endswith("_on")}
    contents = filled | days | {"party_name": "赵六"} | changes
    return make_facts(
        document=of_the_register(kind)
        | {"number": None, "contents": contents, "text": "\n".join(contents.values())}
    )


def objections(facts, rule):
    return of(law.check(facts, "document.issue"), rule, BLOCK)


@pytest.mark.parametrize("kind", INTERNAL)
def test_T_907c_a_complete_paper_passes(kind):
    assert not objections(paper(kind), "R-907")


@pytest.mark.parametrize(
    ("kind", "code"),
    [(kind, each.code) for kind in INTERNAL for each in papers()[kind].elements if not each.when],
)
def test_T_907c_every_mandatory_content_is_asked_for(kind, code):
    [found] = objections(paper(kind, **{code: " "}), "R-907")
    assert found.message.startswith(f"{papers()[kind].title}还缺：")


def test_R_910_a_minor_needs_his_guardian():
    adult = paper("INQUIRY_RECORD", guardian="")
    assert not objections(adult, "R-907")
    assert objections(paper("INQUIRY_RECORD", guardian="", minor="是"), "R-907")


@pytest.mark.parametrize("kind", ["FILING_APPROVAL", "CLOSING_APPROVAL"])
def test_T_909a_the_head_decides_after_the_officers(kind):
    assert not objections(paper(kind, approved_on="2026-09-24"), "R-909")
    [found] = objections(paper(kind, approved_on="2026-09-23"), "R-909")
    assert "2026-09-23早于承办人意见的日期2026-09-24" in found.message


def test_T_916b_received_after_it_was_sent():
    kind = "SERVICE_RECEIPT"
    assert not objections(paper(kind, received_on="2026-09-24"), "R-916")
    assert objections(paper(kind, received_on="2026-09-23"), "R-916")


def test_R_906_a_paper_of_the_file_needs_no_number():
    assert not objections(paper("INVESTIGATION_REPORT"), "R-127")
    assert objections(paper("FILING_APPROVAL"), "R-127")


def test_R_303_only_a_decision_names_the_government():
    assert not objections(paper("REVIEW_OPINION"), "R-303")
    assert objections(paper("DECISION", reconsideration_body=""), "R-303")
