"""What a decision must state before it is issued, and the outdated texts that it may not carry.

These rules read, beside the document: party kind and name, the act's day, the decision's kinds, fine,
outcome, limb and confirmation, the collected amount, and the government that reconsiders.
"""

import re
from decimal import Decimal, InvalidOperation

from enforcement.law import remedies
from enforcement.law.amounts import in_capitals
from enforcement.law.clauses import HOUSE, PENALTY, RECONSIDERATION, Clause
from enforcement.law.findings import block
from enforcement.law.kinds import (
    Limb,
    Outcome,
    PartyKind,
    PenaltyKind,
    Procedure,
    ReviewPoint,
    StatutoryPaper,
)
from enforcement.law.lint import outdated, sues_directly
from enforcement.law.rulebook import rule
from enforcement.law.rules.officers import MIN_OFFICERS

ISSUE = ("document.issue",)
NUMBER = re.compile(r"\S+字〔\d{4}〕第\d{6}号")
ARTICLE = re.compile(r"第[零一二三四五六七八九十百千\d]+条")
FIRST = re.compile(
    r"(?:先[^。；]{0,40}申请行政复议|申请行政复议[^。；]{0,8}后[^。；]{0,20}(?:起诉|提起行政诉讼))"
)
THEN_SUIT = re.compile(r"复议决定不服[^。]*(?:十五|15)日[^。]*(?:行政诉讼|起诉)")
BODY = re.compile(r"向([^，。；、\s]{2,40}?)(?:依法)?申请(?:行政)?复议")
PRINTED = re.compile(r"(人民币[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+)（¥([\d,]+(?:\.\d+)?)）")
# each route beside a suit on the spot, with the period that goes with it (行政复议法 20, 行政诉讼法 46)
ROUTES = (
    (
        remedies.RECONSIDERATION,
        "申请行政复议",
        re.compile(r"行政复议"),
        "六十日",
        re.compile(r"(?:六十|60)日内[^。；]*复议"),
    ),
    (
        remedies.SUIT,
        "提起行政诉讼",
        re.compile(r"行政诉讼|起诉"),
        "六个月",
        re.compile(r"(?:六|6)个月内[^。；]*(?:诉讼|起诉)"),
    ),
)
CONDITIONS = {
    "": lambda facts: True,
    "organisation": lambda facts: facts.party.kind == PartyKind.ORGANISATION,
    "fine": lambda facts: PenaltyKind.FINE in facts.decision.kinds,
    "collected": lambda facts: facts.collection.amount is not None,
    "first": lambda facts: facts.decision.limb == Limb.FIRST,
    "minor": lambda facts: bool(facts.document.contents.get("minor")),
}


def states(facts, code):
    """Return whether the document must state the element."""
    return any(element.code == code for element in facts.document.elements)


def missing(facts, *but):
    """Return the labels of mandatory contents that are empty. but: codes of those that another rule asks for."""
    contents = facts.document.contents
    return [
        element.label
        for element in facts.document.elements
        if element.code not in but
        and not str(contents.get(element.code, "")).strip()
        and CONDITIONS[element.when](facts)
    ]


def remedy_for(facts):
    """Return what to do about an address that nobody asked for, "" where the usual words say it."""
    asked = str(facts.document.contents.get("party_address", "")).strip()
    where = (
        "在登记页（“什么事、谁、在哪里”）填住址或者经营场所；问过、当事人说不出的，勾选“问过，当事人说不出”"
    )
    return "" if asked else where


@rule("R-908", gates=ISSUE, clause=Clause(PENALTY, 52, 2), remedy="补填后重新预览", point=ReviewPoint.PAPERS)
def an_on_the_spot_decision_is_complete(facts):
    """The on-the-spot form states all that the law asks, with the article, and two officers sign."""
    if facts.document.kind != StatutoryPaper.ON_THE_SPOT:
        return
    if empty := missing(facts):
        yield block(
            f"当场行政处罚决定书还缺：{'、'.join(empty)}", remedy_for(facts), facts=("document.contents",)
        )
    basis = str(facts.document.contents.get("basis", ""))
    if basis.strip() and not ARTICLE.search(basis):
        yield block("处罚依据没有写明条款", "在处罚依据中写明第几条", facts=("document.contents",))
    if len(set(facts.document.signers)) < MIN_OFFICERS:
        yield block("决定书没有两名执法人员的姓名和证号", "选择同行人员", facts=("document.signers",))


@rule(
    "R-920", gates=ISSUE, clause=Clause(PENALTY, 57, 1, 2), remedy="补填后重新预览", point=ReviewPoint.PAPERS
)
def a_no_penalty_decision_is_complete(facts):
    """A no-penalty decision names its limb with facts, the look-up, and the education."""
    if facts.document.kind != StatutoryPaper.NO_PENALTY:
        return
    if facts.decision.limb is None:
        yield block("没有写明不予处罚的情形", "在“是否应罚”页选择情形", facts=("decision.limb",))
    if empty := missing(facts):
        yield block(
            f"不予行政处罚决定书还缺：{'、'.join(empty)}", remedy_for(facts), facts=("document.contents",)
        )


@rule(
    "R-920",
    gates=("document.issue",),
    clause=Clause(PENALTY, 57, 1),
    remedy="送负责人确认",
    point=ReviewPoint.PAPERS,
)
def the_head_confirmed(facts):
    """A no-penalty decision is the head's; the officers only draft it."""
    if facts.document.kind != StatutoryPaper.NO_PENALTY:
        return
    if facts.decision.outcome == Outcome.NO_PENALTY and not facts.decision.confirmed_by:
        yield block("不予处罚决定还没有经负责人确认", facts=("decision.confirmed_by",))


@rule(
    "R-906", gates=ISSUE, clause=Clause(HOUSE), remedy="改用六角括号〔〕和六位序号", point=ReviewPoint.PAPERS
)
def the_number_has_its_form(facts):
    """A number is unit, type, year in full-width brackets 〔〕 and six digits."""
    number = facts.document.number
    if number is not None and not NUMBER.fullmatch(number):
        yield block(
            f"文号{number}格式不对，应如“台椒综执罚决字〔2026〕第000001号”", facts=("document.number",)
        )


@rule("R-127", gates=ISSUE, clause=Clause(PENALTY, 52, 1), remedy="先取号，再打印", point=ReviewPoint.PAPERS)
def a_form_without_number_is_not_printed(facts):
    """A form that has a controlled series of numbers carries one."""
    if facts.document.numbered and facts.document.number is None:
        yield block("文书没有编号，不能出具", facts=("document.number",))


@rule(
    "R-127",
    gates=ISSUE,
    clause=Clause(RECONSIDERATION, 23, 1, 1),
    remedy="改为先申请行政复议",
    point=ReviewPoint.PAPERS,
)
def on_the_spot_offers_no_direct_suit(facts):
    """Against a penalty on the spot one cannot sue at once, and the form must not say so."""
    if facts.document.kind == StatutoryPaper.ON_THE_SPOT and (phrase := sues_directly(facts.document.text)):
        yield block(f"当场处罚须先申请行政复议，文书却写着“{phrase}”", facts=("document.text",))


@rule(
    "R-302",
    gates=ISSUE,
    clause=Clause(RECONSIDERATION, 23, 2),
    remedy="用系统提供的救济途径文字",
    point=ReviewPoint.PAPERS,
)
def the_routes_are_told(facts):
    """On the spot the form tells that reconsideration comes first; otherwise both routes, each with its period."""
    text = str(facts.document.contents.get("remedies", ""))
    if not text.strip():
        return
    first = FIRST.search(text)
    if facts.document.kind == StatutoryPaper.ON_THE_SPOT:
        if not first:
            yield block("没有告知应当先申请行政复议", facts=("document.contents",))
        if not THEN_SUIT.search(text):
            yield block(
                "没有告知对复议决定不服的，可以自收到之日起十五日内起诉",
                clause=Clause(RECONSIDERATION, 34),
                facts=("document.contents",),
            )
        return
    if first:
        yield block(
            f"本决定可以直接起诉，文书却写着“{first.group()}”",
            "写明可以申请行政复议，也可以提起行政诉讼",
            facts=("document.contents",),
        )
    clause, open_at_once = Clause(PENALTY, 59, 1, 5), remedies.routes(Procedure.GENERAL)
    for code, words, told, period, timed in ROUTES:
        if code in open_at_once and not told.search(text):
            yield block(f"没有告知可以{words}", clause=clause, facts=("document.contents",))
        elif code in open_at_once and not timed.search(text):
            yield block(f"没有写明{words}的期限（{period}）", clause=clause, facts=("document.contents",))


@rule(
    "R-303",
    gates=ISSUE,
    clause=Clause(RECONSIDERATION, 24, 1),
    remedy="改为本级人民政府",
    point=ReviewPoint.PAPERS,
)
def the_right_body_is_named(facts):
    """Reconsideration is heard by one government; the document names that one, wherever it names a body."""
    body, contents = facts.agency.government, facts.document.contents
    held = str(contents.get("reconsideration_body", "")).strip()
    texts = (str(contents.get("remedies", "")), facts.document.text)
    named = [name for text in texts for name in BODY.findall(text)]
    for wrong in dict.fromkeys(name for name in (held, *named) if name and name != body):
        yield block(
            f"行政复议机关应为{body}，文书写的是{wrong}",
            f"改为{body}",
            facts=("document.contents", "document.text", "agency.government"),
        )
    if states(facts, "reconsideration_body") and body not in (texts[0] or facts.document.text):
        yield block(
            f"救济途径没有写明行政复议机关{body}",
            f"写明{body}",
            facts=("document.contents", "document.text", "agency.government"),
        )


@rule(
    "R-133", gates=ISSUE, clause=Clause(PENALTY, 59, 1), remedy="改用现行法律的文字", point=ReviewPoint.PAPERS
)
def no_outdated_text(facts):
    """Texts of repealed or changed laws are not printed."""
    paper = facts.document
    lines = outdated(paper.text, paper.day, facts.act.day, abroad=facts.party.abroad)
    for phrase, fault, clause, remedy in lines:
        yield block(f"“{phrase}”{fault}", remedy, clause=clause, facts=("document.text",))


@rule(
    "R-133",
    gates=ISSUE,
    clause=Clause(HOUSE),
    remedy="让数字、大写与决定的数额一致",
    point=ReviewPoint.PAPERS,
)
def figures_equal_capitals(facts):
    """The decided fine, the printed figure and the printed capitals are one amount, wherever the paper prints both."""
    contents = facts.document.contents
    figure, capitals = (str(contents.get(code, "")).strip() for code in ("fine", "fine_capitals"))
    concerned = ("document.contents", "decision.fine")
    fine = facts.decision.fine if figure or capitals else None
    if fine is not None:
        if figure and amount_in(figure) != fine:
            yield block(f"文书写的罚款数额{figure}与决定的数额不一致，应为{fine:.2f}", facts=concerned)
        if capitals and capitals != in_capitals(fine):
            yield block(f"大写金额{capitals}与罚款数额不一致，应为{in_capitals(fine)}", facts=concerned)
    for words, number in PRINTED.findall(facts.document.text):
        if in_capitals(amount_in(number)) != words:
            yield block(f"文书中大写{words}与数字¥{number}不一致", facts=("document.text",))


def amount_in(text):
    """Return the amount that a paper prints in figures, None where it prints none."""
    try:
        return Decimal(text.replace(",", "").replace("，", "").removeprefix("¥"))
    except InvalidOperation:
        return None


@rule(
    "R-133", gates=ISSUE, clause=Clause(PENALTY, 59, 1, 1), remedy="核对当事人信息", point=ReviewPoint.PAPERS
)
def the_party_is_the_party_of_the_case(facts):
    """The party's name is the same in the document and in the case."""
    named = str(facts.document.contents.get("party_name", "")).strip()
    if named and named != facts.party.name:
        yield block(
            f"文书当事人{named}与案件当事人{facts.party.name}不一致",
            facts=("document.contents", "party.name"),
        )
