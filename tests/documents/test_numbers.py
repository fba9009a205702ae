"""Numbers follow each other without a gap, whoever asks and however many at once (R-906)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from enforcement.documents import services
from enforcement.documents.models import Document, NumberSeries
from enforcement.documents.numbers import validate_number, write_number
from enforcement.dossiers.models import Dossier
from enforcement.errors import Conflict, DomainError, Refused
from enforcement.journal import triggers
from tests.documents.making import AT, issue_no_penalty, issue_penalty, make_desk, make_penalty
from tests.factories import make_dossier, make_officer, make_team

ISSUES, WORKERS = 1000, 16


def serials(documents):
    return [int(document.number[-7:-1]) for document in documents]


@pytest.mark.django_db
def test_T_906a_a_voided_number_is_not_used_again():
    officer, dossier = make_desk()
    first = issue_penalty(officer, dossier)
    services.void(document=first, reason="当事人姓名写错", by=officer, at=AT)
    second = issue_penalty(officer, dossier)
    assert (first.number, second.number) == (
        "玉楚综执简罚决字〔2026〕第000001号",
        "玉楚综执简罚决字〔2026〕第000002号",
    )
    assert Document.objects.get(pk=first.pk).voided.reason == "当事人姓名写错"


@pytest.mark.django_db
def test_a_number_is_voided_once_and_with_a_reason():
    officer, dossier = make_desk()
    document = issue_penalty(officer, dossier)
    with pytest.raises(Refused, match="没有写作废理由"):
        services.void(document=document, reason="  ", by=officer, at=AT)
    services.void(document=document, reason="重复", by=officer, at=AT)
    with pytest.raises(Conflict):
        services.void(document=document, reason="重复", by=officer, at=AT)


@pytest.mark.django_db
def test_every_unit_kind_and_year_counts_for_itself():
    officer, dossier = make_desk()
    elsewhere = make_officer(team=make_team("331002101"))
    numbers = [
        issue_penalty(officer, dossier).number,
        issue_penalty(officer, dossier).number,
        issue_no_penalty(officer, dossier).number,
        issue_penalty(elsewhere, make_dossier(elsewhere)).number,
        issue_penalty(officer, dossier, day=date(2027, 1, 4)).number,
    ]
    assert numbers == [
        "玉楚综执简罚决字〔2026〕第000001号",
        "玉楚综执简罚决字〔2026〕第000002号",
        "玉楚综执不罚决字〔2026〕第000001号",
        "椒大综执简罚决字〔2026〕第000001号",
        "玉楚综执简罚决字〔2027〕第000001号",
    ]


@pytest.mark.django_db
def test_a_refused_issue_takes_no_number():
    officer, dossier = make_desk()
    issue_penalty(officer, dossier)
    with pytest.raises(Refused), transaction.atomic():
        issue_penalty(officer, dossier, content=make_penalty(basis=""))
    assert NumberSeries.objects.get().last == 1
    assert issue_penalty(officer, dossier).number.endswith("第000002号")


@pytest.mark.parametrize(
    "number",
    [
        "玉楚综执简罚决字[2026]第000001号",
        "玉楚综执简罚决字【2026】第000001号",
        "玉楚综执简罚决字(2026)第000001号",
        "玉楚综执简罚决字〔2026〕第1号",
        "玉楚综执简罚决〔2026〕第000001号",
        "",
    ],
)
def test_T_906d_other_brackets(number):
    with pytest.raises(ValidationError):
        validate_number(number)


def test_a_number_is_written_in_the_pattern_of_its_place():
    pattern = "{mark}{type}字〔{year}〕第{serial:06d}号"
    number = write_number(pattern, mark="玉楚综执", word="简罚决", year=2026, serial=123)
    assert number == "玉楚综执简罚决字〔2026〕第000123号"
    validate_number(number)
    for broken in ("{mark}{none}", "{serial:x6}", "{", "{mark.x}"):
        with pytest.raises(DomainError, match="文号格式"):
            write_number(broken, mark="玉", word="罚", year=2026, serial=1)


@pytest.fixture
def flushable(transactional_db):
    """Take the append-only triggers away before the tables are emptied; migrating puts them back."""
    yield
    with connection.cursor() as cursor:
        for rule in triggers.present():
            for statement in triggers.dropping(rule):
                cursor.execute(statement)


@pytest.mark.usefixtures("flushable")
def test_T_906b_a_thousand_issues_by_sixteen_workers():
    officer, one = make_desk()
    files = {"team": one.team, "path": one.path, "opened_at": AT, "opened_by": officer}
    dossiers = Dossier.objects.bulk_create(Dossier(**files) for _ in range(ISSUES))
    content = make_penalty()

    def work(mine):
        try:
            for dossier in mine:
                issue_penalty(officer, dossier, content=content, signatures=(REFUSAL,))
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, [dossiers[worker::WORKERS] for worker in range(WORKERS)]))

    assert sorted(serials(Document.objects.all())) == list(range(1, ISSUES + 1))
    assert NumberSeries.objects.get().last == ISSUES


REFUSAL = {"role": "PARTY", "name": "王喆镕", "refused": True, "refusal_note": "拒绝签名，已录像"}
