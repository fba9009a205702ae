"""Nothing is issued that lacks what the law asks for, and nothing is left behind by a refusal."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from enforcement.documents import services
from enforcement.documents.models import Document, NumberSeries, Signature
from enforcement.dossiers.services import lock_dossier
from enforcement.errors import DomainError, Refused
from enforcement.jobs.models import Job
from enforcement.journal.models import Entry
from enforcement.law.facts import CaseFacts
from tests.documents.making import (
    AT,
    DAY,
    IDENTITY,
    REFUSED,
    issue_no_penalty,
    issue_penalty,
    make_desk,
    make_no_penalty,
    make_party,
    make_penalty,
    party_signed,
    shared,
)

pytestmark = pytest.mark.django_db


def refused_rules(issue, **given):
    """Return the rules that refuse an issue, and see that it left nothing behind."""
    officer, dossier = make_desk()
    with pytest.raises(Refused) as refused, transaction.atomic():
        issue(officer, dossier, **given)
    assert not Document.objects.exists()
    assert not NumberSeries.objects.exists()
    assert not Signature.objects.exists()
    assert not Entry.objects.filter(verb="document.issue").exists()
    assert not Job.objects.exists()
    return {finding.rule for finding in refused.value.findings}


def test_a_lawful_decision_is_issued():
    document = issue_penalty()
    assert document.number == "玉楚综执简罚决字〔2026〕第000001号"
    assert [each.name for each in document.signed()] == ["王喆镕"]
    assert services.verify_document(document) == []
    [job] = Job.objects.all()
    assert (job.kind, job.arguments, job.due) == ("documents.render", {"document": document.pk}, AT)
    [entry] = Entry.objects.filter(verb="document.issue")
    assert entry.data["number"] == document.number
    assert entry.data["sha256"] == document.sha256


def test_a_no_penalty_decision_is_issued_by_the_head():
    document = issue_no_penalty()
    assert document.number == "玉楚综执不罚决字〔2026〕第000001号"
    assert services.verify_document(document) == []


def test_a_no_penalty_decision_by_an_officer_waits_for_the_head():
    officer, dossier = make_desk()
    with pytest.raises(Refused) as refused:
        issue_no_penalty(officer, dossier, by=officer)
    assert "负责人确认" in str(refused.value)


EMPTY_PENALTY = ["act", "place", "evidence", "basis", "defence", "remedies", "agency"]
EMPTY_NO_PENALTY = ["act", "evidence", "breached", "reasons", "prior_query", "order", "education", "remedies"]


def test_T_908a_no_article():
    assert "R-908" in refused_rules(
        issue_penalty, content=make_penalty(basis="浙江省城市市容和环境卫生管理条例")
    )


@pytest.mark.parametrize("name", EMPTY_PENALTY)
def test_T_908a_nothing_mandatory_is_missing(name):
    empty = () if name == "evidence" else ""
    assert "R-908" in refused_rules(issue_penalty, content=replace(make_penalty(), **{name: empty}))


def test_T_908b_one_officer():
    content = replace(make_penalty(), officers=shared()["officers"][:1])
    assert "R-908" in refused_rules(issue_penalty, content=content)


def test_R_908_neither_signed_nor_refused():
    assert "R-908" in refused_rules(issue_penalty, signatures=())


def test_T_127d_a_refusal_needs_its_note():
    assert "R-908" in refused_rules(issue_penalty, signatures=(REFUSED | {"refusal_note": " "},))
    officer, dossier = make_desk()
    assert issue_penalty(officer, dossier, signatures=(REFUSED,)).signed()[0].refused


def test_T_920a_no_limb():
    assert "R-920" in refused_rules(issue_no_penalty, content=make_no_penalty(limb=None))


def test_T_920b_first_offence_without_a_look_up():
    assert "R-920" in refused_rules(issue_no_penalty, content=make_no_penalty(prior_query=""))
    officer, dossier = make_desk()
    assert issue_no_penalty(officer, dossier, content=make_no_penalty(limb="MINOR", prior_query=""))


@pytest.mark.parametrize("name", EMPTY_NO_PENALTY)
def test_R_920_nothing_mandatory_is_missing(name):
    empty = () if name == "evidence" else ""
    rules = refused_rules(issue_no_penalty, content=replace(make_no_penalty(), **{name: empty}))
    assert "R-920" in rules


def test_T_127a_a_form_without_number_is_not_issued():
    officer, dossier = make_desk()
    findings = services.obstacles(
        kind="ON_THE_SPOT", content=make_penalty(), team=dossier.team, by=officer, day=DAY, number=None
    )
    assert "文书没有编号，不能出具" in [finding.message for finding in findings]


def test_a_unit_without_mark_cannot_number():
    officer, dossier = make_desk()
    dossier.team.mark = ""
    dossier.team.save()
    with pytest.raises(Refused, match="没有机关代字"):
        issue_penalty(officer, dossier)


def test_T_127b_the_party_may_not_be_sent_to_court_at_once():
    lawful = make_penalty()
    sentence = "也可以在六个月内直接向人民法院起诉。"
    assert "R-127" in refused_rules(
        issue_penalty, content=replace(lawful, remedies=lawful.remedies + sentence)
    )


def test_T_133b_the_superior_department_no_longer_reconsiders():
    lawful = make_penalty()
    words = "如不服本决定，应当在六十日内先向玉环市人民政府或者台州市综合行政执法局申请行政复议。"
    assert "R-133" in refused_rules(issue_penalty, content=replace(lawful, remedies=words))


@pytest.mark.parametrize(
    "act",
    [
        "依《行政处罚法》第五十一条加处罚款",
        "公告六十日视为送达",
        "本案适用一般程序",
        "违反《大气污染防治法》",
    ],
)
def test_R_133_outdated_texts(act):
    assert "R-133" in refused_rules(issue_penalty, content=make_penalty(act=act))


def test_R_303_another_body_than_the_units():
    assert "R-303" in refused_rules(
        issue_penalty, content=make_penalty(reconsideration_body="台州市人民政府")
    )


def test_R_907_no_content_of_another_kind():
    officer, dossier = make_desk()
    with pytest.raises(ValueError, match="SEIZURE"):
        issue_penalty(officer, dossier, kind="SEIZURE")
    with pytest.raises(ValueError, match="DECISION 的内容不能是 SummaryPenaltyContent"):
        issue_penalty(officer, dossier, kind="DECISION")


def test_the_facts_of_the_case_win_over_the_paper():
    officer, dossier = make_desk()
    told = issue_penalty(officer, dossier)
    other = case_facts(officer, dossier, party_name="另一人")
    with pytest.raises(Refused, match="与案件当事人另一人不一致"):
        issue_penalty(officer, dossier, facts=other)
    assert Document.objects.get() == told


def case_facts(officer, dossier, party_name):
    from enforcement.documents.facts import document_facts
    from enforcement.documents.register import paper_of

    built = document_facts(
        form=paper_of("ON_THE_SPOT", DAY), content=make_penalty(), team=dossier.team, government="玉环市人民政府",
        by=officer, day=DAY, number=None, signed=(),
    )  # fmt: skip
    assert isinstance(built, CaseFacts)
    return built.but(party={"name": party_name})


def test_a_closed_file_takes_no_document():
    officer, dossier = make_desk()
    lock_dossier(dossier=dossier, by=officer, at=AT)
    with pytest.raises(DomainError, match="封存"):
        issue_penalty(officer, dossier)


def test_the_database_holds_no_identity_number_in_clear():
    document = issue_penalty()
    stored = str(Document.objects.values().get())
    assert IDENTITY not in stored
    assert "13812345678" not in stored
    assert document.content["party"]["identity"] == "331021********701X"
    assert document.full_content()["party"]["identity"] == IDENTITY


def test_a_credit_code_is_no_secret():
    party = make_party(
        kind="ORGANISATION", identity_kind="CREDIT_CODE", identity="91331021MA2DTEST0X", representative="王五"
    )
    document = issue_penalty(
        content=None or make_penalty(party=party), signatures=(party_signed(name="王五"),)
    )
    assert document.content["party"]["identity"] == "91331021MA2DTEST0X"


def test_a_content_comes_back_from_the_register_as_it_was():
    for document, content in (
        (issue_penalty(), make_penalty()),
        (issue_no_penalty(), make_no_penalty()),
    ):
        fresh = Document.objects.get(pk=document.pk)
        assert fresh.form.read(fresh.full_content()) == content


def test_a_new_version_names_the_one_it_replaces():
    officer, dossier = make_desk()
    first = issue_penalty(officer, dossier)
    services.void(document=first, reason="当事人姓名写错", by=officer, at=AT + timedelta(hours=1))
    second = issue_penalty(officer, dossier, replaces=first, content=make_penalty(fine=Decimal(100)))
    assert second.replaces == first
    assert list(Document.objects.standing()) == [second]
    assert services.verify_document(second) == []
