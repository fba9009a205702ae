"""The register of papers: one file a paper, found; versions are kept; a declaration that is wrong stops the start."""

import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from pypdf import PdfReader
from rest_framework.test import APIClient

from enforcement.documents import checks, register, services
from enforcement.documents.described import page_of
from enforcement.documents.management.commands import papers as command
from enforcement.documents.models import Document, NumberSeries
from enforcement.documents.register import paper_of, papers
from enforcement.errors import Refused
from enforcement.law.contents import Element
from tests.documents.making import AT, DAY, issue_penalty, make_desk, make_penalty
from tests.documents.test_printing import CONTENTS
from tests.procedures.loan.papers import slip

ROOT = Path(command.PAGE).parent.parent
ROOMS = ("enforcement", "cases", "lists", "evidence", "supervision", "templates")


def of_the_product():
    return [one for one in papers().values() if not one.content.__module__.startswith("tests.")]


@pytest.fixture
def declared(monkeypatch):
    """Let a test declare papers of its own."""
    monkeypatch.setattr(register, "_declared", dict(register.versions()))


def test_the_page_is_what_the_command_makes(monkeypatch, tmp_path, capsys):
    assert command.PAGE.read_text("utf-8") == page_of(of_the_product()), "manage.py papers"
    monkeypatch.setattr(command, "PAGE", tmp_path / "papers.md")
    call_command("papers")
    assert (tmp_path / "papers.md").read_text("utf-8") == page_of(papers().values())
    assert f"{len(papers())} 种文书" in capsys.readouterr().out


def test_the_papers_stand_in_the_order_of_a_volume():
    assert [one.kind for one in of_the_product() if one.kind in CONTENTS] == [
        "DECISION", "NO_PENALTY", "ON_THE_SPOT", "FILING_APPROVAL", "INSPECTION_RECORD", "INQUIRY_RECORD",
        "INVESTIGATION_REPORT", "PRIOR_NOTICE", "REVIEW_OPINION", "DISCUSSION_MINUTES", "SERVICE_RECEIPT",
        "CLOSING_APPROVAL",
    ]  # fmt: skip
    stations = {one.kind: one.volume for one in of_the_product()}
    assert stations["INQUIRY_RECORD"] < register.EVIDENCE < stations["INVESTIGATION_REPORT"]
    assert stations["SERVICE_RECEIPT"] < register.PAYMENTS < stations["CLOSING_APPROVAL"]


# -- one file a paper ----------------------------------------------------------------------------------------------
def test_a_paper_is_one_file_and_nothing_of_the_product_names_it():
    files = [
        path for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in (".py", ".html", ".typ")
    ]
    assert len(files) > 500
    assert [path for path in files if slip.PAPER.kind in path.read_text("utf-8")] == []


@pytest.mark.django_db
def test_a_paper_more_is_a_choice_more_and_no_migration():
    assert (slip.PAPER.kind, "装备交接单") in Document._meta.get_field("kind").choices
    assert Document(kind=slip.PAPER.kind).get_kind_display() == "装备交接单"
    assert NumberSeries(kind=slip.PAPER.kind).get_kind_display() == "装备交接单"
    call_command("makemigrations", "documents", check=True, dry_run=True, stdout=io.StringIO())


@pytest.mark.django_db
def test_a_paper_more_is_asked_for_by_programs():
    officer, _ = make_desk()
    client = APIClient()
    client.force_authenticate(officer)
    schema = client.get("/api/schema/?format=json").json()
    [kinds] = [
        one["schema"]["items"]["enum"]
        for one in schema["paths"]["/api/documents/"]["get"]["parameters"]
        if one["name"] == "kind"
    ]
    assert set(kinds) == set(papers())
    assert client.get("/api/documents/?kind=LOAN_SLIP").json()["results"] == []
    assert client.get("/api/documents/?kind=NOTHING").status_code == 400


def test_explain_tells_a_paper():
    said = io.StringIO()
    call_command("explain", "LOAN_SLIP", stdout=said)
    for words in (
        "装备交接单",
        "第1版",
        "借装",
        "编号",
        "table.typ",
        "借用人、交付人",
        "tests/procedures/loan/papers/slip.py",
    ):
        assert words in said.getvalue(), words


# -- versions ------------------------------------------------------------------------------------------------------
def another(one, **given):
    return register.paper(**{name: getattr(one, name) for name in one.__dataclass_fields__} | given)


def test_a_version_holds_from_its_day(declared):
    first, day = papers()["ON_THE_SPOT"], date(2027, 1, 1)
    second = another(first, version=2, since=day)
    assert paper_of("ON_THE_SPOT", day) is second and papers()["ON_THE_SPOT"] is second
    assert paper_of("ON_THE_SPOT", day - timedelta(days=1)) is first
    assert paper_of("ON_THE_SPOT", date(1999, 1, 1)) is first
    with pytest.raises(ValueError, match="NOTHING"):
        paper_of("NOTHING", day)


@pytest.mark.django_db
def test_what_was_issued_is_read_and_printed_by_its_own_version_for_ever(declared):
    officer, dossier = make_desk()
    old = issue_penalty(officer, dossier)
    another(papers()["ON_THE_SPOT"], version=2, since=DAY, title="当场处罚决定书（新）")
    new = issue_penalty(officer, dossier, title="")
    assert [each.form_version for each in (old, new)] == [1, 2] and new.title == "当场处罚决定书（新）"
    for document, title in ((old, "当场行政处罚决定书"), (new, "当场处罚决定书（新）")):
        fresh = Document.objects.get(pk=document.pk)
        assert services.verify_document(fresh) == []
        assert fresh.form.read(fresh.full_content()) == make_penalty()
        assert title in "".join(
            PdfReader(io.BytesIO(services.render(fresh, "A5"))).pages[0].extract_text().split()
        )


@pytest.mark.django_db
def test_a_paper_out_of_use_is_issued_no_more(monkeypatch):
    officer, dossier = make_desk()
    issue_penalty(officer, dossier)
    ended = replace(papers()["ON_THE_SPOT"], until=DAY - timedelta(days=1))
    monkeypatch.setattr(register, "_declared", register.versions() | {("ON_THE_SPOT", 1): ended})
    with pytest.raises(Refused, match="当场行政处罚决定书已经停用"):
        issue_penalty(officer, dossier)
    [kept] = Document.objects.all()
    assert services.verify_document(kept) == [] and services.render(kept, "A5").startswith(b"%PDF")


def test_a_version_is_declared_once(declared):
    with pytest.raises(ValueError, match="ON_THE_SPOT 第 1 版登记了两次"):
        another(papers()["ON_THE_SPOT"])


@pytest.mark.django_db
def test_a_paper_that_is_not_served_has_no_delivery():
    officer, dossier = make_desk()
    document = issue_penalty(officer, dossier)
    document.kind = "CLOSING_APPROVAL"
    with pytest.raises(Refused, match="不送达"):
        services.deliver(
            document=document, method="DIRECT", day=DAY, moment=AT, recipient="王喆镕", servers=[officer], by=officer,
            at=AT, issued_now=True,
        )  # fmt: skip


# -- the start -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"kind": "A" * 21}, "代码长于 20 个字符"),
        ({"template": "nowhere.typ"}, "版面 nowhere.typ 不存在"),
        ({"layouts": ("A3",)}, "纸张 A3 不存在"),
        ({"layouts": ()}, "没有写明印在什么纸张上"),
        ({"elements": ()}, "没有写明应当载明什么"),
        ({"elements": (Element("thing", "装备", "rainy"),)}, "内容的条件 rainy 不存在"),
        ({"adverse": True}, "应当载明救济途径和行政复议机关"),
        ({"signers": (register.Signer("客人", "GUEST", list),)}, "签名人身份 GUEST 不存在"),
        ({"rules": ("R-99999",)}, "规则 R-99999 不存在"),
        ({"volume": register.EVIDENCE}, "是证据或者票据的位置"),
        ({"until": date(2020, 1, 1)}, "停用日早于启用日"),
    ],
)
def test_a_wrong_declaration_is_told(given, fault):
    assert list(checks.faults_of(slip.PAPER)) == []
    [told] = checks.faults_of(replace(slip.PAPER, **given))
    assert fault in told


def test_a_wrong_declaration_stops_the_start(declared):
    assert checks.every_paper_is_whole(None) == []
    another(slip.PAPER, kind="LOAN_COPY", template="nowhere.typ")
    told = [one.msg for one in checks.every_paper_is_whole(None)]
    assert told == ["文书 LOAN_COPY 第 1 版：版面 nowhere.typ 不存在", "文书 文号类型字“借装”用于几种文书"]


def test_a_paper_that_the_law_names_is_declared(monkeypatch):
    others = {key: one for key, one in register.versions().items() if key[0] != "DECISION"}
    monkeypatch.setattr(register, "_declared", others)
    assert [one.msg for one in checks.every_paper_is_whole(None)] == [
        "文书 法律所称的行政处罚决定书没有登记，或者名称不同"
    ]
