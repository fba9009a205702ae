"""What an officer found wrong on printed papers, each fault as a test."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from enforcement.documents import sheets
from enforcement.documents.register import papers
from enforcement.documents.sheets.prose import happened
from tests.documents.making import make_no_penalty, make_party, make_penalty
from tests.documents.ordinary import MAKERS, make_notice
from tests.documents.test_ordinary import obstacles
from tests.documents.test_printing import made, text_of

PLACE = "人民路12号门前"


def told(act, **given):
    return happened(make_penalty(act=act, place=PLACE, **given))


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (f"在{PLACE}乱扔烟蒂", f"当事人在{PLACE}乱扔烟蒂。"),
        (f"09月24日在{PLACE}乱扔烟蒂", f"当事人在{PLACE}乱扔烟蒂。"),
        (f"2026年9月24日，在{PLACE}乱扔烟蒂", f"当事人在{PLACE}乱扔烟蒂。"),
        ("乱扔烟蒂。。", f"当事人在{PLACE}乱扔烟蒂。"),
        ("当事人乱扔烟蒂", f"在{PLACE}，当事人乱扔烟蒂。"),
        (f"群众举报发现，当事人在{PLACE}乱扔烟蒂", f"群众举报发现，当事人在{PLACE}乱扔烟蒂。"),
        ("王喆镕乱扔烟蒂", f"在{PLACE}，王喆镕乱扔烟蒂。"),
        ("9月23日乱扔烟蒂", f"当事人在{PLACE}9月23日乱扔烟蒂。"),
    ],
)
def test_facts_name_who_and_where_once(act, said):
    assert told(act) == f"2026年9月24日10时15分，{said}"


@pytest.mark.parametrize("kind", ["ON_THE_SPOT", *MAKERS])
def test_no_paper_stops_twice(kind):
    given = {"benchmark": "按一般情形处罚。。"} if kind in ("ON_THE_SPOT", "DECISION", "PRIOR_NOTICE") else {}
    text = text_of(made(kind, papers()[kind].layouts[0], **given))
    assert "。。" not in text and "；。" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["设计默认：法律未规定", "一般情形（待确认）", "按基准处罚（待核对）"])
def test_R_133_notes_on_our_own_settings_are_not_printed(words):
    found = obstacles("DECISION", replace(MAKERS["DECISION"](), benchmark=words))
    assert any("内部标注" in each for each in found)
    assert not any("内部标注" in each for each in obstacles("DECISION", MAKERS["DECISION"]()))


# -- T-133e ------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("bank", "address", "said"),
    [
        ("中国农业银行楚门支行", "中山路1号", ""),
        ("中国农业银行楚门支行", "", "没有写明地址"),
        ("", "", "没有写明代收机构的名称"),
        ("缴款码载明的代收银行或者电子支付系统", "", "没有写明地址"),
        ("电子支付系统", "", ""),
    ],
)
def test_T_133e_a_fine_paid_at_a_bank_names_its_address(bank, address, said):
    found = obstacles("DECISION", MAKERS["DECISION"](collector=bank, collector_address=address))
    assert [each for each in found if "代收机构" in each] == [each for each in found if said and said in each]
    assert bool(said) == any("代收机构" in each for each in found)


@pytest.mark.parametrize("layout", papers()["ON_THE_SPOT"].layouts)
def test_T_133e_name_and_address_are_printed(layout):
    assert "中国农业银行玉环楚门支行（地址：玉环市楚门镇中山路1号）" in text_of(made("ON_THE_SPOT", layout))


@pytest.mark.django_db
def test_R_913_the_notice_has_a_telephone_under_a_head_of_its_own():
    assert "七、联系方式联系人：张三" in text_of(made("PRIOR_NOTICE", "A4"))
    silent = make_notice(contact="联系人：张三　联系电话：　地址：楚门镇")
    assert any("没有电话" in each for each in obstacles("PRIOR_NOTICE", silent))


# -- R-322 -------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("remedies", "lacking"),
    [
        ("当事人应当履行。", "申请行政复议的权利、行政复议机关、申请行政复议的期限"),
        ("可以自收到本决定书之日起六十日内申请行政复议。", "行政复议机关"),
        ("可以向玉环市人民政府申请行政复议。", "申请行政复议的期限"),
    ],
)
def test_T_322a_an_adverse_paper_tells_right_body_and_period(remedies, lacking):
    found = obstacles("DECISION", replace(MAKERS["DECISION"](), remedies=remedies))
    assert f"文书没有写明{lacking}" in found
    assert not any("文书没有写明" in each for each in obstacles("DECISION", MAKERS["DECISION"]()))


def test_T_322a_the_register_says_which_papers_are_adverse():
    known = {"ON_THE_SPOT", "NO_PENALTY", *MAKERS}
    assert {kind for kind in known if papers()[kind].adverse} == {"ON_THE_SPOT", "NO_PENALTY", "DECISION"}


# -- pages -------------------------------------------------------------------------------------------------------
def pages(pdf):
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("layout", ["A4", "A5"])
def test_the_on_the_spot_decision_takes_one_sheet(layout):
    printed = pages(made("ON_THE_SPOT", layout))
    assert len(printed) <= 2
    assert "五、救济途径" in printed[-1] and "当事人签收" in printed[-1]


@pytest.mark.parametrize("kind", ["NO_PENALTY", "PRIOR_NOTICE", "DECISION", "INVESTIGATION_REPORT"])
@pytest.mark.parametrize("more", range(0, 12, 2))
def test_seal_and_signatures_never_stand_alone(kind, more):
    """However long the facts are, the last page begins with words of the paper."""
    given = {"section": None} if kind == "INVESTIGATION_REPORT" else {}
    act = "当事人乱扔烟蒂" + "，占用人行道约三平方米，影响行人通行" * more
    last = pages(made(kind, "A4", act=act, **given))[-1]
    assert len(last) > 90, last


def test_an_identity_number_stays_within_its_cell():
    rows = sheets.parts.rows(make_party(gender=""))
    assert [row["wide"] for row in rows if row["label"] == "居民身份证"] == [True]


def test_a_passport_is_printed_with_its_name_and_country():
    foreign = make_party(identity_kind="OTHER", identity_name="护照", identity="C1234567", nationality="越南")
    text = text_of(made("ON_THE_SPOT", "A5", party=foreign))
    assert "护照C1234567" in text and "国籍越南" in text and "其他证件" not in text


def test_the_papers_of_the_first_version_are_read():
    """Fields that came later are empty on them; nothing else is needed."""
    kept = make_no_penalty().to_json()
    for name in ("identity_name", "nationality"):
        del kept["party"][name]
    assert papers()["NO_PENALTY"].read(kept) == make_no_penalty()
    old = make_penalty().to_json()
    del old["collector"], old["collector_address"]
    assert papers()["ON_THE_SPOT"].read(old).manner == make_penalty().manner
