"""R-133, R-302, R-303, R-906, R-908, R-920: what a decision states, and the texts that it may not carry."""

from datetime import date

import pytest

from enforcement import law
from enforcement.law import kinds, lint, remedies
from enforcement.law.findings import Level

from .conftest import CONTENTS, SPARED, make_facts, of, of_the_register

BLOCK = Level.BLOCK


def printed(text="", **contents):
    filled = CONTENTS | contents
    return make_facts(document={"contents": filled, "text": "\n".join(filled.values()) + text})


def spared(ground="FIRST", **contents):
    filled = SPARED | contents
    return make_facts(
        decision={"outcome": "NO_PENALTY", "limb": ground, "kinds": (), "fine": None, "confirmed_by": "局长"},
        document=of_the_register("NO_PENALTY") | {"contents": filled, "text": "\n".join(filled.values())},
    )


def objections(facts, rule):
    return of(law.check(facts, "document.issue"), rule, BLOCK)


@pytest.mark.parametrize(
    "text",
    [
        "如不服，可以向椒江区人民政府或者上一级主管部门申请行政复议。",
        "可向县政府或市综合行政执法局申请行政复议。",
        "逾期不缴纳的，依据《行政处罚法》第五十一条第一项，每日加处百分之三罚款。",
        "自公告之日起六十日视为送达。",
        "本案适用一般程序。",
        "依据《中华人民共和国噪声污染防治法》第八十二条处罚。",
    ],
    ids=["superior", "T-133b", "old surcharge", "sixty days", "old name", "repealed by the code"],
)
def test_T_133b_outdated_texts(text):
    [found] = objections(printed(text), "R-133")
    assert found.remedy


@pytest.mark.parametrize(
    "text",
    [
        "依据《行政处罚法》第五十一条当场作出决定。逾期不缴纳的，依据第七十二条加处罚款。",
        "自公告之日起三十日视为送达。",
        "行政复议、行政诉讼期间，本决定不停止执行。",
    ],
)
def test_T_133b_texts_of_the_law_in_force_pass(text):
    assert not objections(printed(text), "R-133")


def test_T_133b_a_repealed_law_for_an_older_act_passes():
    asked = printed("依据《大气污染防治法》第九十九条处罚。").but(act={"day": date(2026, 8, 14)})
    assert not objections(asked, "R-133")


def test_T_133b_the_old_body_before_2024_passes():
    text = "可向县政府或市综合行政执法局申请行政复议。"
    assert not list(lint.outdated(text, date(2023, 12, 31), date(2023, 12, 1)))
    assert list(lint.outdated(text, date(2024, 1, 1), date(2023, 12, 1)))


def test_T_133b_capitals_and_names_agree():
    assert objections(printed(fine_capitals="人民币叁佰元整"), "R-133")
    assert objections(printed(party_name="赵五"), "R-133")


@pytest.mark.parametrize(
    "text",
    [
        "也可以在六个月内直接向人民法院提起行政诉讼",
        "可以申请行政复议，也可以向人民法院起诉",
        "或者自收到之日起六个月内向路桥区人民法院提起行政诉讼",
    ],
)
def test_T_127b_offers_of_a_direct_suit(text):
    assert lint.sues_directly(text)


@pytest.mark.parametrize(
    "text",
    [
        remedies.wording(kinds.Procedure.SUMMARY, "椒江区人民政府", "椒江区人民法院"),
        "未经复议，不得直接向人民法院起诉",
    ],
)
def test_T_127b_reconsideration_first_passes(text):
    assert not lint.sues_directly(text)


def test_T_302a_on_the_spot_reconsideration_comes_first():
    assert remedies.routes(kinds.Procedure.SUMMARY) == (remedies.RECONSIDERATION,)
    assert not objections(printed(), "R-302")
    assert objections(printed(remedies="可以在六十日内申请行政复议。"), "R-302")


def test_T_908c_a_form_without_the_suit_that_may_follow_is_refused():
    text = "如不服本决定，应当自收到本决定书之日起六十日内，先向椒江区人民政府申请行政复议。"
    [found] = objections(printed(remedies=text), "R-302")
    assert ("十五日内起诉" in found.message and "34" in str(found.clause)) or "三十四" in str(found.clause)


def test_T_908d_reconsideration_then_suit_within_fifteen_days_passes():
    text = (
        "先在六十日内向椒江区人民政府申请行政复议；对行政复议决定不服的，"
        "可以自收到之日起15日内向人民法院提起行政诉讼。"
    )
    assert not objections(printed(remedies=text), "R-302")
    assert not objections(
        printed(remedies=remedies.wording(kinds.Procedure.SUMMARY, "椒江区人民政府")), "R-302"
    )


def test_T_302b_an_ordinary_decision_tells_both_routes():
    assert remedies.routes(kinds.Procedure.GENERAL) == (remedies.RECONSIDERATION, remedies.SUIT)
    assert not objections(spared(), "R-302")
    assert objections(spared(remedies="可以申请行政复议。"), "R-302")
    assert objections(spared(remedies="可以提起行政诉讼。"), "R-302")


@pytest.mark.parametrize(
    ("kind", "own", "above", "body"),
    [
        ("DEPARTMENT", "椒江区人民政府", "台州市人民政府", "椒江区人民政府"),
        ("TOWNSHIP", "大陈镇人民政府", "椒江区人民政府", "椒江区人民政府"),
        ("STREET", "", "椒江区人民政府", "椒江区人民政府"),
        ("DEPARTMENT", "台州市人民政府", "浙江省人民政府", "台州市人民政府"),
    ],
    ids=["T-303a", "T-303b", "street", "T-303d"],
)
def test_T_303a_T_303b_T_303d_one_body_reconsiders(kind, own, above, body):
    assert remedies.reconsideration_body(kind, own_level=own, above=above) == body


def test_T_303d_the_provincial_department_is_not_named():
    text = "可以向台州市人民政府或者浙江省住房和城乡建设厅申请行政复议。"
    assert objections(printed(text), "R-133")
    assert objections(printed(reconsideration_body="浙江省住房和城乡建设厅"), "R-303")


@pytest.mark.parametrize("number", ["台椒综执当罚字[2026]第000123号", "台椒综执当罚字【2026】第000123号"])
def test_T_906d_wrong_brackets(number):
    assert objections(make_facts(document={"number": number}), "R-906")


def test_T_906d_the_right_form_passes():
    assert not objections(make_facts(), "R-906")
    assert objections(make_facts(document={"number": "台椒综执当罚字〔2026〕123号"}), "R-906")


def test_T_908a_no_article():
    assert objections(printed(basis="浙江省城市市容和环境卫生管理条例"), "R-908")
    assert objections(printed(basis=""), "R-908")


def test_T_908b_one_officer():
    assert objections(make_facts(document={"signers": ("执法员1 浙K20261",)}), "R-908")


@pytest.mark.parametrize(
    "code", sorted(set(CONTENTS) - {"reconsideration_body", "collector", "collector_address"})
)
def test_T_908a_every_element_is_asked_for(code):
    assert objections(printed(**{code: " "}), "R-908")


def test_T_908a_conditional_elements():
    unit = {"kind": "ORGANISATION", "name": "赵六", "born_on": None}
    assert objections(printed().but(party=unit), "R-908")
    assert not objections(printed(representative="赵七").but(party=unit), "R-908")
    warned = printed(fine="", fine_capitals="", manner="").but(decision={"kinds": ("WARNING",), "fine": None})
    assert not objections(warned, "R-908")


def test_T_920a_no_limb():
    assert law.check(spared(), "document.issue") == []
    assert objections(spared(None), "R-920")
    assert objections(spared(limb=" "), "R-920")


def test_T_920b_a_first_violation_without_its_look_up():
    assert objections(spared(prior_query=""), "R-920")
    assert not objections(spared("MINOR", prior_query=""), "R-920")


def test_T_920a_the_head_confirms():
    assert objections(spared().but(decision={"confirmed_by": None}), "R-920")


# -- present is not read ---------------------------------------------------------------------------------------
def test_T_133_the_printed_figure_is_the_decided_one():
    assert not objections(printed(), "R-133")
    [found] = objections(printed(fine="300.00"), "R-133")
    assert "300.00" in found.message
    assert not objections(printed(fine="200"), "R-133")


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("罚款人民币贰佰元整（¥200.00）", True),
        ("罚款人民币壹万贰仟元整（¥12,000.00）", True),
        ("罚款人民币贰佰元整（¥300.00）", False),
        ("罚款人民币贰仟元整（¥200.00）", False),
    ],
)
def test_T_133_capitals_and_figures_agree_wherever_both_are_printed(text, ok):
    assert (not objections(printed(text), "R-133")) is ok


BOTH = remedies.wording(kinds.Procedure.GENERAL, "椒江区人民政府")


@pytest.mark.parametrize(
    "text",
    [
        "应当先向椒江区人民政府申请行政复议；对复议决定不服的，可以在六个月内提起行政诉讼，六十日内申请行政复议。",
        BOTH.replace("六十日", "三十日"),
        BOTH.replace("六个月", "三个月"),
    ],
    ids=["made compulsory", "period of reconsideration", "period of the suit"],
)
def test_T_302_both_routes_with_their_periods_where_neither_is_compulsory(text):
    assert objections(spared(remedies=text), "R-302")
    assert not objections(spared(remedies=BOTH), "R-302")


def test_T_303_a_wrong_body_in_the_text_beside_the_right_one_in_its_field():
    wrong = BOTH.replace("椒江区人民政府", "台州市综合行政执法局")
    assert any("台州市综合行政执法局" in each.message for each in objections(spared(remedies=wrong), "R-303"))
    assert not objections(spared(), "R-303")
    assert not objections(printed(), "R-303")


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("自公告之日起经过六十日即视为送达。", False),
        ("公告期六十日，期满视为送达。", False),
        ("公告送达的，当事人可以自送达之日起六十日内申请行政复议。", True),
        ("自发出公告之日起，经过三十日，即视为送达。", True),
        ("在中华人民共和国领域内没有住所的，自发出公告之日起经过六十日视为送达。", True),
    ],
)
def test_T_133_public_notice_counts_its_own_sixty_days_only(text, ok):
    assert (not objections(printed(text), "R-133")) is ok


@pytest.mark.parametrize("text", ["自公告之日起经过六十日即视为送达。", "公告期六十日，期满视为送达。"])
def test_T_133_sixty_days_stand_on_the_paper_of_who_has_no_domicile_in_the_country(text):
    """CPL 283: the words need not say again that he lives abroad; other outdated words stay refused."""
    abroad = printed(text).but(party={"abroad": True})
    assert not objections(abroad, "R-133")
    assert objections(printed(text), "R-133")
    assert objections(printed(text + "适用一般程序。").but(party={"abroad": True}), "R-133")


@pytest.mark.parametrize("gate", ["case.issue", "case.decide"])
def test_T_133e_an_electronic_channel_alone_is_a_local_ruling(gate):
    """分离办法 7 wants a name and an address; a channel that has neither is held for who rules on it locally."""
    facts = printed().but(agency={"collector": "电子支付系统", "collector_address": ""})
    [found] = [one for one in law.check(facts, gate) if "没有代收机构的地址" in one.message]
    assert (found.rule, found.level) == ("R-133", Level.HOLD)
    for settled in (
        {"agency": {"electronic_basis": "台财综〔2026〕3号"}},
        {"agency": {"collector_address": "市府大道1号"}},
        {"agency": {"collector": "椒江农商银行"}},
        {"agency": {"collector": ""}},
        {"decision": {"kinds": ("WARNING",), "fine": None}},
    ):
        assert not [
            one for one in law.check(facts.but(**settled), gate) if "没有代收机构的地址" in one.message
        ]


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("依据噪声污染防治法第八十二条处罚。", False),
        ("违反了中华人民共和国海洋环境保护法第三条。", False),
        ("依据《大气污染防治法（2018修正）》第九十九条。", False),
        ("应当遵守环境保护法律、法规的规定。", True),
        ("违反《浙江省大气污染防治条例》第三条。", True),
    ],
)
def test_T_133_a_repealed_law_is_known_with_brackets_or_without(text, ok):
    found = objections(printed(text), "R-133")
    assert (not found) is ok
    assert not objections(printed(text).but(act={"day": date(2026, 8, 14)}), "R-133")


# -- R-322 -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("remedies", "lacks"),
    [("", True), ("可以向椒江区人民政府申请行政复议。", True), (None, False)],
    ids=["nothing", "no period", "as printed"],
)
def test_T_322a_an_adverse_paper_says_how_to_contest_it(remedies, lacks):
    asked = printed() if remedies is None else printed(remedies=remedies)
    assert bool(objections(asked.but(document={"adverse": True}), "R-322")) is lacks
    assert not objections(asked.but(document={"adverse": False}), "R-322")
