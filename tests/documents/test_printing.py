"""The papers: every character, the same bytes always, the right measures, and what they are not allowed to say."""

import io
import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

from enforcement.documents import glyphs, printing, services, sheets
from enforcement.documents.register import papers
from enforcement.documents.tasks import render_document
from enforcement.errors import DomainError
from tests.documents.making import (
    AT,
    REFUSED,
    issue_no_penalty,
    issue_penalty,
    make_desk,
    make_no_penalty,
    make_party,
    make_penalty,
)
from tests.documents.ordinary import MAKERS, make_slip

FONTS = Path(printing.__file__).parent / "fonts"
RARE = "镕喆龑堃頔珺垚犇骉昇祎"
MILLIMETRE = 72 / 25.4
CONTENTS = {"ON_THE_SPOT": make_penalty, "NO_PENALTY": make_no_penalty, "LOAN_SLIP": make_slip} | MAKERS
PAPERS = [(kind, layout) for kind in CONTENTS for layout in papers()[kind].layouts]


def text_of(pdf):
    """Return what a PDF says, without any white space."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def embedded_fonts(pdf):
    """Return the base fonts of a PDF without their subset tags."""
    names = set()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            names.add(str(font.get_object()["/BaseFont"]).rpartition("+")[2])
    return names


def made(kind, layout, *, mark="", number="玉楚综执简罚决字〔2026〕第000001号", **given):
    form = papers()[kind]
    data = sheets.sheet(form, CONTENTS[kind](**given), layout, number=number, mark=mark)
    return printing.compile_sheet(form.template, data, AT)


def test_every_paper_has_an_example_that_is_printed():
    assert set(papers()) == set(CONTENTS), "a lawful example stands in tests/documents/ordinary.py"


def test_the_coverage_file_is_that_of_the_fonts():
    from enforcement.documents.fonts import build

    assert glyphs.COVERAGE.read_bytes() == build.bitmap(build.covered(*build.RARE.values()))


def test_rare_names_are_covered():
    assert glyphs.missing_in(RARE) == []
    assert glyphs.missing_in("〔〕第号¥·—（）《》") == []


@pytest.mark.parametrize(("kind", "layout"), PAPERS)
def test_rare_names_are_printed(kind, layout):
    pdf = made(kind, layout, party=make_party(name=f"王{RARE}"))
    assert f"王{RARE}" in text_of(pdf)
    assert embedded_fonts(pdf) <= {
        "FandolFang-Regular-Identity-H", "FandolSong-Bold-Identity-H", "NotoSerifSC-Regular", "HanaMinA", "HanaMinB",
    }  # fmt: skip


def test_a_name_that_no_font_has_is_kept_and_shown_as_code_point():
    name = "张𱁬"
    document_text = text_of(made("ON_THE_SPOT", "A5", party=make_party(name=name)))
    assert "张〔U+3106C〕" in document_text
    assert "以统一码代码点标出：U+3106C" in document_text


@pytest.mark.parametrize(("kind", "layout"), PAPERS)
def test_names_of_the_national_list_are_printed_as_on_the_card(kind, layout):
    """The characters of findings/public 08: extensions A to F, and the sign for cubic metres."""
    pdf = made(kind, layout, party=make_party(name="卢𫰠", address="㭎溪路𠮷里3号张䶮家门前12㎥"))
    text = text_of(pdf)
    assert "卢𫰠" in text and "〔U+" not in text


def test_level_three_of_gb_18030_is_covered_as_far_as_a_font_has_it():
    """Extensions A to F whole; of what a later standard added, nothing is claimed."""
    blocks = [(0x4E00, 0x9FA5), (0x3400, 0x4DB5), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D),
              (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0)]  # fmt: skip
    lacking = [
        point for low, high in blocks for point in range(low, high + 1) if not glyphs.printable(chr(point))
    ]
    assert lacking == []


@pytest.mark.django_db
def test_a_rare_name_stays_itself_in_the_register():
    officer, dossier = make_desk()
    document = issue_penalty(officer, dossier, content=make_penalty(party=make_party(name="张㙦")))
    assert document.content["party"]["name"] == "张㙦"
    assert "张㙦" in text_of(services.render(document, "A5"))


def test_markup_in_a_name_is_only_text():
    name = '#eval("1") *粗* $x$ <a> \\ _斜_'
    assert name.replace(" ", "") in text_of(made("ON_THE_SPOT", "A5", party=make_party(name=name))).replace(
        " ", ""
    )


@pytest.mark.parametrize(("kind", "layout"), PAPERS)
def test_the_same_paper_is_the_same_bytes(kind, layout):
    assert made(kind, layout) == made(kind, layout)


def test_another_process_makes_the_same_bytes(tmp_path):
    form = papers()["ON_THE_SPOT"]
    data = sheets.sheet(form, make_penalty(), "A5", number="玉楚综执简罚决字〔2026〕第000001号")
    sheet = tmp_path / "sheet.json"
    sheet.write_text(json.dumps(data))
    program = (
        "import json, sys, datetime; from enforcement.documents import printing; "
        "data = json.load(open(sys.argv[1])); at = datetime.datetime.fromisoformat(sys.argv[2]); "
        "sys.stdout.buffer.write(printing.compile_sheet('on_the_spot.typ', data, at))"
    )
    there = subprocess.run(
        [sys.executable, "-c", program, str(sheet), AT.isoformat()],
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=True,
    )
    assert there.stdout == printing.compile_sheet(form.template, data, AT)


def test_a_missing_font_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "odd.typ").write_text('#set text(font: "FangSong_GB2312")\n你好')
    monkeypatch.setattr(printing, "FORMS", tmp_path)
    printing.compiler.cache_clear()
    try:
        with pytest.raises(printing.PrintingFailed, match="unknown font family"):
            printing.compile_sheet("odd.typ", {}, AT)
    finally:
        printing.compiler.cache_clear()


@pytest.mark.parametrize(("layout", "width"), [("A4", 210), ("A5", 148), ("ROLL80", 80)])
def test_papers_have_their_width(layout, width):
    for kind in (each for each in CONTENTS if layout in papers()[each].layouts):
        page = PdfReader(io.BytesIO(made(kind, layout))).pages[0]
        assert float(page.mediabox.width) / MILLIMETRE == pytest.approx(width, abs=0.1)


def test_a_roll_is_one_page_however_long():
    long = make_penalty().act * 20
    assert len(PdfReader(io.BytesIO(made("ON_THE_SPOT", "ROLL80", act=long))).pages) == 1


def test_the_paper_says_what_was_decided():
    text = text_of(made("ON_THE_SPOT", "A5"))
    for words in (
        "当场行政处罚决定书",
        "玉楚综执简罚决字〔2026〕第000001号",
        "罚款人民币贰佰元整（¥200.00）",
        "最迟2026年10月9日",
        "每日可以按罚款数额的百分之三加处罚款",
        "先向玉环市人民政府申请行政复议",
        "2026年9月24日",
        "3310 8326 0924 0001 2345",
        "张三",
        "浙2",
    ):
        assert words.replace(" ", "") in text


def test_a_warning_alone_has_no_payment():
    text = text_of(made("ON_THE_SPOT", "A5", kinds=("WARNING",), fine=None, pay_code="", pay_by=None))
    assert "警告" in text
    assert "履行方式" not in text
    assert "缴款码" not in text


def test_both_penalties_are_numbered():
    text = text_of(made("ON_THE_SPOT", "A5", kinds=("WARNING", "FINE"), fine=Decimal("50.50")))
    assert "1．警告。" in text
    assert "2．罚款人民币伍拾元伍角整（¥50.50）。" in text


def test_a_fine_taken_on_the_spot_names_its_receipt():
    text = text_of(
        made("ON_THE_SPOT", "A5", ground="SMALL", receipt_number="浙财0001", pay_code="", fine=Decimal(100))
    )
    assert "第六十八条第（一）项" in text
    assert "票据号：浙财0001" in text


@pytest.mark.parametrize("layout", ["A4", "A5", "ROLL80"])
def test_a_preview_says_so_and_has_no_number(layout):
    pdf = services.preview("ON_THE_SPOT", make_penalty(), layout)
    text = text_of(pdf)
    if layout == "ROLL80":  # along a roll the words are a pattern, which is drawn and not read
        assert "/Pattern" in PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]
    else:
        assert "预览无编号" in text
    assert "（无编号）" in text
    assert "第000" not in text


def test_an_unknown_layout_is_refused():
    with pytest.raises(DomainError, match="没有“A3”版式"):
        services.preview("NO_PENALTY", make_no_penalty(), "A3")


@pytest.mark.django_db
def test_the_worker_makes_all_files_and_may_run_twice():
    officer, dossier = make_desk()
    for document in (issue_penalty(officer, dossier), issue_no_penalty(officer, dossier)):
        render_document(at=AT, document=document.pk)
        render_document(at=AT, document=document.pk)
        kept = {each.layout: each for each in document.renderings.all()}
        assert set(kept) == set(document.form.layouts)
        for layout, rendering in kept.items():
            pdf = services.render(document, layout)
            assert (len(pdf), services.storage.sha256(pdf)) == (rendering.size, rendering.sha256)


@pytest.mark.django_db
def test_a_refusal_is_printed_with_its_note():
    document = issue_penalty(signatures=(REFUSED,))
    text = text_of(services.render(document, "A5"))
    assert "拒绝签收" in text
    assert "当事人拒绝签名，已全程录像。见证人：赵六。" in text


@pytest.mark.django_db
def test_a_signature_is_printed_as_picture():
    plain = PdfReader(io.BytesIO(services.preview("ON_THE_SPOT", make_penalty(), "A5")))
    signed = PdfReader(io.BytesIO(services.render(issue_penalty(), "A5")))
    assert sum(len(page.images) for page in plain.pages) == 0
    assert sum(len(page.images) for page in signed.pages) == 1


def test_papers_are_for_long_keeping():
    assert b"pdfaid" in made("ON_THE_SPOT", "A5") or "pdfaid" in str(
        PdfReader(io.BytesIO(made("ON_THE_SPOT", "A5"))).xmp_metadata.rdf_root.toxml()
    )


def test_no_template_names_an_article():
    for template in (Path(printing.__file__).parent / "typst").glob("*.typ"):
        said = [line for line in template.read_text().splitlines() if not line.lstrip().startswith("//")]
        assert "条" not in "".join(said), template.name


def test_a_content_may_be_replaced_but_not_changed():
    content = make_penalty()
    with pytest.raises(AttributeError):
        content.fine = Decimal(1)
    assert services.content_digest(
        "ON_THE_SPOT", replace(content, fine=Decimal(1))
    ) != services.content_digest("ON_THE_SPOT", content)


def test_a_moment_between_two_seconds_is_printed_too():
    form = papers()["ON_THE_SPOT"]
    number = "玉楚综执简罚决字〔2026〕第000001号"
    data = sheets.sheet(form, make_penalty(), "A5", number=number, mark="")
    pdf = printing.compile_sheet(form.template, data, AT.replace(microsecond=250_000))
    assert pdf == printing.compile_sheet(form.template, data, AT.replace(microsecond=0))
