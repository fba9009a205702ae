"""What a paper must tell its reader to act on: where the fine is paid, whom to ask, and how to contest it."""

import re

from enforcement.law.clauses import PENALTY, RECONSIDERATION, RECONSIDERATION_RULES, SEPARATION, Clause
from enforcement.law.findings import block, hold
from enforcement.law.kinds import PenaltyKind, ReviewPoint, StatutoryPaper
from enforcement.law.rulebook import rule
from enforcement.law.rules.papers import ISSUE

FINED = (StatutoryPaper.ON_THE_SPOT, StatutoryPaper.DECISION)
BANK = "在“参数”页填写“代收机构”和“代收机构地址”（单位管理员），再重新预览"
ELECTRONIC = re.compile(r"电子支付|网上|线上|扫码")
COUNTER = re.compile(r"银行|信用|邮政|机构|网点|支行|分行|营业")
TELEPHONE = re.compile(r"\d{5,}")
TOLD = (
    ("申请行政复议的权利", re.compile(r"申请(?:行政)?复议")),
    ("行政复议机关", re.compile(r"向[^，。；、\s]{2,40}(?:依法)?申请(?:行政)?复议")),
    ("申请行政复议的期限", re.compile(r"(?:六十|60)日内[^。；]*复议")),
)


@rule("R-133", gates=ISSUE, clause=Clause(SEPARATION, 7), remedy=BANK, point=ReviewPoint.PAPERS)
def a_fine_names_where_it_is_paid(facts):
    """A fine paid at a bank names the collecting institution and its address; a channel without counter has none."""
    paper = facts.document
    if paper.kind not in FINED or PenaltyKind.FINE not in facts.decision.kinds:
        return
    if facts.collection.amount is not None:
        return
    name, address = (str(paper.contents.get(code, "")).strip() for code in ("collector", "collector_address"))
    stated = ("document.contents", "decision.kinds", "collection.amount")
    if not name:
        yield block("决定书没有写明代收机构的名称", facts=stated)
    elif not address and not electronic_alone(name, address):
        yield block(f"决定书写了代收机构“{name}”，没有写明地址", facts=stated)


def electronic_alone(name, address):
    """Return whether fines are paid through an electronic channel that has no counter anywhere."""
    return bool(name and not address and ELECTRONIC.search(name) and not COUNTER.search(name))


@rule(
    "R-133",
    gates=("case.issue", "case.decide"),
    clause=Clause(SEPARATION, 7),
    remedy="有本地规定或者答复的，在“参数”页填写“只用电子缴款的依据”（单位管理员）；没有的，由负责人写明理由",
    point=ReviewPoint.PAPERS,
)
def an_electronic_channel_alone_rests_on_a_local_text(facts):
    """An institution with an address is asked for: whether a channel without any is enough is a local ruling."""
    agency = facts.agency
    if PenaltyKind.FINE not in facts.decision.kinds or agency.electronic_basis.strip():
        return
    if electronic_alone(agency.collector.strip(), agency.collector_address.strip()):
        yield hold(
            f"罚款只能通过“{agency.collector}”缴纳，没有代收机构的地址",
            facts=(
                "agency.collector",
                "agency.collector_address",
                "agency.electronic_basis",
                "decision.kinds",
            ),
        )


@rule(
    "R-913",
    gates=ISSUE,
    clause=Clause(PENALTY, 45, 1),
    remedy="在“参数”页填写“本机关联系电话”（单位管理员），再重新预览",
    point=ReviewPoint.PAPERS,
)
def a_notice_can_be_answered(facts):
    """Who may state and defend himself is told a telephone, beside the place."""
    if facts.document.kind != StatutoryPaper.PRIOR_NOTICE:
        return
    contact = str(facts.document.contents.get("contact", ""))
    if contact.strip() and not TELEPHONE.search(contact.replace("-", "")):
        yield block("告知书的联系方式没有电话", facts=("document.contents",))


@rule(
    "R-322",
    gates=ISSUE,
    clause=Clause(RECONSIDERATION_RULES, 25),
    remedy="用系统提供的救济途径文字；没有写明的，申请期限最长延至一年",
    point=ReviewPoint.PAPERS,
)
def an_adverse_paper_tells_how_to_contest_it(facts):
    """Every act that may burden rights states the right, the body and the period of reconsideration."""
    if not facts.document.adverse:
        return
    told = str(facts.document.contents.get("remedies", ""))
    if lacking := [label for label, words in TOLD if not words.search(told)]:
        yield block(f"文书没有写明{'、'.join(lacking)}", facts=("document.adverse", "document.contents"))


@rule(
    "R-312",
    gates=("case.tell_remedies",),
    clause=Clause(RECONSIDERATION, 20),
    remedy="核对送达回证上的日期",
)
def remedies_told_later_are_told_after_the_decision(facts):
    """Who was told of his remedies only later has his sixty days from the receipt of that notice."""
    on, since = facts.step.on, facts.step.since
    if since is None or not since < on <= facts.clock.day:
        yield block("补充告知应在决定书送达以后、今天以前收到", facts=("step.on", "step.since", "clock.day"))
