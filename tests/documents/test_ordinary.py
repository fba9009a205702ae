"""The papers of the ordinary procedure: what they state, how they are issued, how records are signed."""

import io
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from cases.decision.papers.discussion_minutes import View
from cases.investigation.papers.inquiry_record import Answer
from cases.review.papers.review_opinion import Examined
from enforcement.documents import services
from enforcement.documents.contents import Point
from enforcement.documents.facts import document_facts
from enforcement.documents.models import Document, NumberSeries
from enforcement.documents.register import papers
from enforcement.errors import Refused
from enforcement.law import facts as law
from tests.documents import ordinary
from tests.documents.making import AT, BODY, drawing, make_desk, party_signed
from tests.documents.ordinary import MAKERS, OFFICERS, make_company, make_person
from tests.factories import make_officer

RARE = "镕喆龑堃頔珺垚犇骉昇祎"
SIGNERS = {"INQUIRY_RECORD": "赵六", "INSPECTION_RECORD": "赵六", "SERVICE_RECEIPT": "王喆镕"}
NUMBERS = {
    "FILING_APPROVAL": "玉楚综执立字〔2026〕第000001号",
    "PRIOR_NOTICE": "玉楚综执罚告字〔2026〕第000001号",
    "REVIEW_OPINION": "玉楚综执法审字〔2026〕第000001号",
    "DECISION": "玉楚综执罚决字〔2026〕第000001号",
    "SERVICE_RECEIPT": "玉楚综执回证字〔2026〕第000001号",
}
TOLD = {
    "FILING_APPROVAL": [
        "立案审批表", "日常巡查发现", "第五十四条第二款", "未超过二年", "建议立案调查", "2026年7月11日", "周八",
    ],
    "INQUIRY_RECORD": [
        "询问笔录", "（第1次）", "2026年7月13日9时05分至10时20分", "张三（浙J2026001）", "第四十三条第二款",
        "是否申请回避",
        "陈述和申辩", "问：", "篷布坏了", "以上笔录我已看过", "被询问人：", "询问人：", "记录人：",
    ],
    "INSPECTION_RECORD": [
        "现场检查（勘验）笔录", "浙JT1234号自卸货车", "是否申请回避", "长约12米", "编号ZP-001", "见证人：", "检查人：",
    ],
    "INVESTIGATION_REPORT": [
        "调查终结报告", "一、案件来源", "三、违法事实", "1．现场检查（勘验）笔录一份", "证明当事人的主体资格",
        "六、裁量理由", "罚款人民币壹万贰仟元整（¥12,000.00）。", "调查人员：张三",
    ],
    "PRIOR_NOTICE": [
        "行政处罚事先告知书", "第四十四条", "罚款人民币壹万贰仟元整（¥12,000.00）。", "五个工作日内", "有权要求听证",
        "不承担组织听证的费用", "联系人：张三", "（印章）", "2026年8月3日",
    ],
    "REVIEW_OPINION": ["法制审核意见书", "7违法行为是否涉嫌犯罪", "合格", "同意。", "A20183310020001", "2026年8月18日"],
    "DISCUSSION_MINUTES": [
        "集体讨论笔录", "主持人周八", "张三（承办人）", "参加表决3人：同意3人", "四、讨论结论", "出席、列席人员签名",
    ],
    "DECISION": [
        "一、案件来源和办案经过", "二、违法事实", "三、证据", "四、告知和陈述、申辩", "五、违法行为的性质",
        "六、裁量理由", "七、处罚依据和决定", "八、履行方式、期限和逾期后果", "九、救济途径和公开", "责令立即改正",
        "百分之三加处罚款",
        "六十日内向玉环市人民政府申请行政复议", "六个月内依法向人民法院提起行政诉讼", "不停止执行",
        "申请人民法院强制执行",
        "公示平台上公开", "3310 8326 0924 0001 2345", "（印章）", "本决定书一式三份", "予以采纳", "不予采纳",
    ],
    "SERVICE_RECEIPT": [
        "送达回证", "玉楚综执罚决字〔2026〕第000003号", "直接送达", "王喆镕（法定代表人）", "2026年8月25日10时05分",
        "送达人签名",
    ],
    "CLOSING_APPROVAL": [
        "结案审批表", "人民币壹万贰仟元整", "12,000.00", "浙财0000131", "人民币壹万贰仟叁佰陆拾元整", "12,360.00",
        "2026年9月1日复查", "未申请行政复议", "执行完毕", "同意结案",
    ],
}  # fmt: skip


def pages(pdf):
    """Return what each page of a PDF says, without white space."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def text(pdf):
    return "".join(pages(pdf))


def printed(kind, **given):
    return services.preview(kind, MAKERS[kind](**given), "A4")


def signatures(kind):
    """Return who signs a paper of this kind, as the services take it."""
    return (party_signed(name=SIGNERS[kind]),) if kind in SIGNERS else ()


def case_facts(officer, dossier, kind, content):
    """Return what a case tells beside its paper: no benchmark published, no defence, no discussion."""
    told = document_facts(
        form=papers()[kind], content=content, team=dossier.team, government=BODY, by=officer, day=content.day,
        number=None, signed=(),
    )  # fmt: skip
    return told.but(
        benchmark=law.Benchmark(bands=()), notice=law.Notice(), discussion=law.Discussion(held_on=None),
        clock=law.Clock(day=content.day),
    )  # fmt: skip


def issue(officer, dossier, kind, content=None, **given):
    content = content or MAKERS[kind]()
    values = {
        "dossier": dossier,
        "kind": kind,
        "title": papers()[kind].title,
        "content": content,
        "team": dossier.team,
        "by": officer,
        "at": AT,
        "day": content.day,
        "signatures": signatures(kind),
        "facts": case_facts(officer, dossier, kind, content),
    }
    return services.issue(**values | given)


def obstacles(kind, content):
    officer, dossier = make_desk()
    found = services.obstacles(
        kind=kind,
        content=content,
        team=dossier.team,
        by=officer,
        day=content.day,
        number=NUMBERS.get(kind),
        facts=case_facts(officer, dossier, kind, content),
    )
    return [finding.message for finding in found]


@pytest.mark.parametrize("kind", MAKERS)
def test_a_paper_says_what_it_must(kind):
    said = text(printed(kind))
    for words in TOLD[kind]:
        assert words.replace(" ", "") in said, words


@pytest.mark.parametrize("kind", MAKERS)
def test_poppler_reads_it_too(kind, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(printed(kind))
    read = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, check=True
    ).stdout.decode()
    assert papers()[kind].title in "".join(read.split())


@pytest.mark.parametrize("kind", MAKERS)
def test_every_element_that_the_law_asks_for_is_filled(kind):
    elements = MAKERS[kind]().elements() | {"receipt": "签名"}
    for element in papers()[kind].elements:
        if element.when != "minor":
            assert elements[element.code].strip(), element.label


@pytest.mark.django_db
@pytest.mark.parametrize("kind", MAKERS)
def test_a_paper_is_issued_and_comes_back_as_it_was(kind):
    officer, dossier = make_desk()
    document = issue(officer, dossier, kind)
    assert document.number == NUMBERS.get(kind, "")
    assert document.name == NUMBERS.get(kind) or document.name == papers()[kind].title
    fresh = Document.objects.get(pk=document.pk)
    assert fresh.form.read(fresh.full_content()) == MAKERS[kind]()
    assert services.verify_document(fresh) == []
    assert text(services.render(fresh, "A4"))


@pytest.mark.django_db
def test_papers_without_number_do_not_collide_and_take_none():
    officer, dossier = make_desk()
    for _ in range(2):
        issue(officer, dossier, "INVESTIGATION_REPORT")
    assert [document.number for document in Document.objects.all()] == ["", ""]
    assert not NumberSeries.objects.exists()


@pytest.mark.django_db
def test_numbers_of_notice_and_decision_follow_each_other_by_kind():
    officer, dossier = make_desk()
    numbers = [issue(officer, dossier, kind).number for kind in ("PRIOR_NOTICE", "DECISION", "DECISION")]
    assert numbers == [
        "玉楚综执罚告字〔2026〕第000001号",
        "玉楚综执罚决字〔2026〕第000001号",
        "玉楚综执罚决字〔2026〕第000002号",
    ]


EMPTY = [
    ("FILING_APPROVAL", {"limitation": ""}, "时效审查"),  # T-909b
    ("FILING_APPROVAL", {"criteria": ()}, "立案标准"),
    ("INQUIRY_RECORD", {"recusal": ""}, "回避"),  # T-910a
    ("INQUIRY_RECORD", {"answers": ()}, "问答"),
    ("INQUIRY_RECORD", {"person": make_person(minor=True)}, "监护人"),
    ("INSPECTION_RECORD", {"findings": ()}, "现场情况"),
    ("INVESTIGATION_REPORT", {"evidence": ()}, "证据"),
    ("PRIOR_NOTICE", {"fine": None}, "罚款数额"),  # T-913a
    ("PRIOR_NOTICE", {"contact": ""}, "联系方式"),
    ("REVIEW_OPINION", {"points": ()}, "逐项审核意见"),
    ("DISCUSSION_MINUTES", {"views": ()}, "每个人的意见"),
    ("DECISION", {"history": ()}, "案件来源和办案经过"),
    ("DECISION", {"benchmark": ""}, "裁量理由"),
    ("SERVICE_RECEIPT", {"received_at": None}, "送达时间"),
    ("CLOSING_APPROVAL", {"correction": ""}, "改正复查情况"),  # T-917b
]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "change", "label"), EMPTY, ids=lambda part: str(part)[:24])
def test_R_907_nothing_mandatory_is_missing(kind, change, label):
    assert any(
        "还缺" in each and label in each for each in obstacles(kind, replace(MAKERS[kind](), **change))
    )


@pytest.mark.django_db
def test_T_909a_the_head_does_not_decide_before_the_officers():
    late = ordinary.opinion("建议立案", date(2026, 7, 12), "张三", "李四")
    assert any(
        "早于承办人意见" in each for each in obstacles("FILING_APPROVAL", ordinary.make_filing(proposal=late))
    )


@pytest.mark.django_db
def test_T_911a_an_absent_party_needs_a_witness():
    absent = ordinary.make_inspection(person=None, absence="当事人经通知未到场", witness="")
    assert any("还缺" in each for each in obstacles("INSPECTION_RECORD", absent))
    seen = replace(absent, witness="吴九")
    assert not any("还缺" in each for each in obstacles("INSPECTION_RECORD", seen))
    assert "由见证人核对" in text(services.preview("INSPECTION_RECORD", seen, "A4"))


@pytest.mark.django_db
def test_T_916b_nothing_is_received_before_it_was_sent():
    early = ordinary.make_receipt(sent_on=date(2026, 8, 26))
    assert any("早于送出日期" in each for each in obstacles("SERVICE_RECEIPT", early))


def test_only_forms_with_a_series_have_a_word_for_it():
    assert {kind for kind in MAKERS if not papers()[kind].word} == {
        "INQUIRY_RECORD", "INSPECTION_RECORD", "INVESTIGATION_REPORT", "DISCUSSION_MINUTES", "CLOSING_APPROVAL",
    }  # fmt: skip


@pytest.mark.django_db
def test_R_302_the_decision_tells_both_routes():
    lawful = ordinary.make_decision()
    assert not [each for each in obstacles("DECISION", lawful) if "行政诉讼" in each]
    one = replace(lawful, remedies="可以自收到本决定书之日起六十日内向玉环市人民政府申请行政复议。")
    assert "没有告知可以提起行政诉讼" in obstacles("DECISION", one)


def test_R_915_the_ten_parts_stand_in_their_order():
    said = text(printed("DECISION"))
    heads = [words for words in TOLD["DECISION"] if words[1:2] == "、"]
    places = [said.index(words) for words in ("统一社会信用代码", *heads, "本决定书一式")]
    assert len(heads) == 9
    assert places == sorted(places)


AMOUNTS = {"50000": "人民币伍万元整（¥50,000.00）", "10000.50": "人民币壹万元伍角整（¥10,000.50）"}


@pytest.mark.parametrize("kind", ["INVESTIGATION_REPORT", "PRIOR_NOTICE", "DECISION"])
@pytest.mark.parametrize("fine", AMOUNTS)
def test_figures_and_capitals_agree(kind, fine):
    assert AMOUNTS[fine] in text(printed(kind, fine=Decimal(fine)))


def test_forfeited_gains_and_goods_are_told():
    kinds = ("FINE", "FORFEIT_GAINS", "FORFEIT_GOODS")
    said = text(printed("DECISION", kinds=kinds, gains=Decimal(800), goods="铁铲三把"))
    assert "1．没收违法所得人民币捌佰元整（¥800.00）。" in said
    assert "2．没收铁铲三把。" in said
    assert "3．罚款人民币壹万贰仟元整（¥12,000.00）。" in said


def test_a_decision_without_fine_has_no_payment_but_a_warning():
    said = text(printed("DECISION", kinds=("WARNING",), fine=None, pay_code="", pay_by=None))
    assert "加处罚款" not in said
    assert "缴款码" not in said
    assert "申请人民法院强制执行" in said


def test_no_hearing_no_offer_of_one():
    assert "听证" not in text(printed("PRIOR_NOTICE", hearing=False))
    assert "十个工作日内" in text(printed("PRIOR_NOTICE", statement_days=10))


@pytest.mark.parametrize("matter", ["占道经营", "涉嫌占道经营案"])
def test_a_matter_is_called_once_suspected_and_once_a_case(matter):
    assert "关于你（单位）涉嫌占道经营一案，" in text(printed("PRIOR_NOTICE", matter=matter))
    assert "当事人占道经营一案，" in text(printed("DECISION", matter=matter))
    assert "涉嫌占道经营一案，现已调查终结" in text(printed("INVESTIGATION_REPORT", matter=matter))


def test_silence_and_waiver_are_told_apart():
    assert "未提出陈述、申辩意见" in text(printed("DECISION", points=()))
    assert "书面放弃陈述、申辩权利" in text(printed("DECISION", points=(), waived=True))
    one = text(printed("DECISION", points=(Point(said="请求从轻", answer="不予采纳"),)))
    assert "当事人陈述、申辩：请求从轻。复核意见：不予采纳。" in one
    assert "1．当事人陈述" not in one


def test_a_point_that_fails_is_shown_with_its_remark():
    points = (Examined(point="程序合法", sound=False, remark="缺少送达回证"),)
    said = text(printed("REVIEW_OPINION", points=points, result="退回", remarks="补齐送达回证", returned=1))
    assert "有问题缺少送达回证" in said
    assert "此前退回1次" in said


@pytest.mark.parametrize("kind", MAKERS)
def test_rare_names_are_printed(kind):
    name = f"王{RARE}"
    given = (
        {"person": make_person(name=name)} if kind.endswith("_RECORD") else {"party": make_company(name=name)}
    )
    assert name in text(printed(kind, **given))


LONG = tuple(
    Answer(question=f"第{n}个问题？", answer="这是一段很长的回答，说明当时的情况。" * 6) for n in range(30)
)


@pytest.mark.parametrize(
    ("kind", "given", "places"),
    [
        ("INQUIRY_RECORD", {"answers": LONG}, ("被询问人：", "询问人：", "记录人：")),
        (
            "INSPECTION_RECORD",
            {"findings": tuple(each.answer for each in LONG)},
            ("当事人（现场负责人）：", "见证人：", "检查人：", "记录人："),
        ),
        ("DISCUSSION_MINUTES", {"report": "汇报内容。" * 500}, ("主持人：", "记录人：")),
    ],
)
def test_R_910_everybody_signs_every_page(kind, given, places):
    said = pages(printed(kind, **given))
    assert len(said) > 3
    for serial, page in enumerate(said, 1):
        assert f"第{serial}页共{len(said)}页" in page
        for place in places:
            assert place in page
    assert all(f"{papers()[kind].title}（续页）" in page for page in said[1:])


def drawn(page):
    """Return how many pictures a page shows."""
    return page.get_contents().get_data().count(b" Do")


@pytest.mark.django_db
def test_a_signature_is_drawn_on_every_page_of_a_record():
    officer, dossier = make_desk()
    clerk = make_officer(team=dossier.team)
    given = (
        party_signed(name="赵六"),
        *(
            {"role": "OFFICER", "officer": clerk, "name": each.name, "picture": drawing()}
            for each in OFFICERS
        ),
    )
    content = ordinary.make_inquiry(answers=LONG)
    document = issue(officer, dossier, "INQUIRY_RECORD", content, signatures=given)
    for page in PdfReader(io.BytesIO(services.render(document, "A4"))).pages:
        assert drawn(page) == 4  # the person, two officers, one of whom is the recorder too


@pytest.mark.django_db
def test_a_refusal_stands_on_every_page_and_its_note_at_the_end():
    officer, dossier = make_desk()
    refused = {
        "role": "PARTY",
        "name": "赵六",
        "refused": True,
        "refusal_note": "拒绝签名，已录像",
        "witness": "吴九",
    }
    content = ordinary.make_inquiry(answers=LONG)
    document = issue(officer, dossier, "INQUIRY_RECORD", content, signatures=(refused,))
    said = pages(services.render(document, "A4"))
    assert all("被询问人：拒绝签名" in page for page in said)
    assert "赵六拒绝签名：拒绝签名，已录像。见证人：吴九。" in said[-1]
    assert "以上笔录我已看过" not in said[-1]


@pytest.mark.django_db
def test_an_unsigned_record_is_not_issued():
    officer, dossier = make_desk()
    with pytest.raises(Refused, match="被询问人签名或者拒签注明"):
        issue(officer, dossier, "INQUIRY_RECORD", signatures=())


@pytest.mark.django_db
def test_a_witness_signs_an_inspection():
    officer, dossier = make_desk()
    witness = {"role": "WITNESS", "name": "吴九", "picture": drawing()}
    content = ordinary.make_inspection()
    document = issue(
        officer, dossier, "INSPECTION_RECORD", content, signatures=(party_signed(name="赵六"), witness)
    )
    assert [each.get_role_display() for each in document.signed()] == ["当事人", "见证人"]
    for page in PdfReader(io.BytesIO(services.render(document, "A4"))).pages:
        assert drawn(page) == 2


@pytest.mark.django_db
def test_no_number_of_a_person_stays_in_clear_even_in_an_answer():
    officer, dossier = make_desk()
    told = Answer(question="你的身份证号码和电话？", answer="33102119900307701X，电话13987654321。")
    content = ordinary.make_inquiry(answers=(told,))
    document = issue(officer, dossier, "INQUIRY_RECORD", content)
    stored = str(Document.objects.values().get())
    assert "33102119900307701X" not in stored
    assert "13987654321" not in stored
    assert document.content["answers"][0]["answer"] == "331021********701X，电话139****4321。"
    fresh = Document.objects.get(pk=document.pk)
    assert fresh.form.read(fresh.full_content()) == content
    masked = text(services.copy(fresh, "A4", masked=True))
    assert "33102119900307701X" not in masked
    assert "脱敏副本" in masked


OLD = "本案适用一般程序"
PLACES = [
    ("FILING_APPROVAL", {"proposal": ordinary.opinion(OLD, date(2026, 7, 10), "张三")}),
    ("INQUIRY_RECORD", {"answers": (Answer(question="还有吗？", answer=OLD),)}),
    ("INSPECTION_RECORD", {"remark": OLD}),
    ("INVESTIGATION_REPORT", {"section": ordinary.opinion(OLD, date(2026, 7, 31), "孙七")}),
    ("PRIOR_NOTICE", {"contact": OLD}),
    ("REVIEW_OPINION", {"points": (Examined(point="程序合法", sound=True, remark=OLD),)}),
    ("DISCUSSION_MINUTES", {"views": (View(name="周八", said=OLD),)}),
    ("DECISION", {"points": (Point(said=OLD, answer="不予采纳"),)}),
    ("SERVICE_RECEIPT", {"note": OLD}),
    ("CLOSING_APPROVAL", {"performance": OLD}),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "given"), PLACES, ids=[kind for kind, _ in PLACES])
def test_R_133_no_outdated_text_stands_anywhere(kind, given):
    assert "“一般程序”现称普通程序" in obstacles(kind, MAKERS[kind](**given))


def test_pages_show_what_a_content_says():
    lines = dict(ordinary.make_decision().lines())
    assert lines["罚款数额"] == "人民币壹万贰仟元整（¥12,000.00）"
    assert lines["证据"].startswith("现场检查（勘验）笔录一份、现场照片六张，证明2026年7月10日")
    lines = dict(ordinary.make_closing().lines())
    assert lines["负责人决定"] == "同意结案。周八，2026年9月11日"
    assert "浙财0000123" in lines["缴款记录"]
    assert dict(ordinary.make_inquiry().lines())["问答"].startswith("问：请说明你的身份和职务。答：")
