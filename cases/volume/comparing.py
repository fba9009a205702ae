"""Cases held against the journal and against their own papers, which the journal has sealed."""

from collections import Counter, defaultdict
from datetime import datetime
from decimal import Decimal

from cases.models import Case, Decision, Payment
from enforcement.checks import CHUNK, check, chunks
from enforcement.journal.models import Entry

MOVED = "case."
NUMBERED = ("case.issue", "case.decide", "case.confirm_exemption")


@check("案件")
def faults(*, at):
    """Yield where a case says otherwise than its journal or its decision."""
    for chunk in chunks(Case.objects.select_related("dossier", "party").order_by("pk")):
        acts = acts_of(chunk)
        decisions = {
            each.case_id: each for each in Decision.objects.filter(case__in=chunk).select_related("document")
        }
        paid = defaultdict(Counter)
        for row in Payment.objects.filter(decision__case__in=chunk).select_related("decision"):
            paid[row.decision.case_id][row.amount, row.paid_on.isoformat()] += 1
        for case in chunk:
            told = acts[case.dossier.chain_key]
            for fault in (
                *of_course(case, told),
                *of_decision(case, decisions.get(case.pk)),
                *of_payments(paid[case.pk], told),
            ):
                yield f"{case}（案卷 {case.dossier_id}）：{fault}"


def acts_of(cases):
    """Return {chain: its entries about the course of the case, in their order}."""
    keys = [case.dossier.chain_key for case in cases]
    found = defaultdict(list)
    entries = Entry.objects.filter(chain__key__in=keys, verb__startswith=MOVED).order_by("chain", "serial")
    for entry in entries.select_related("chain").iterator(chunk_size=CHUNK):
        found[entry.chain.key].append(entry)
    return found


def of_course(case, told):
    """Yield a state or a number that the journal does not know."""
    moved = [entry.data["now"] for entry in told if "now" in entry.data]
    if moved and moved[-1] != case.state:
        yield f"状态是“{case.get_state_display()}”，与日志不一致"
    numbers = [entry.data["number"] for entry in told if entry.verb in NUMBERED and entry.data.get("number")]
    if (numbers[-1] if numbers else "") != case.number:
        yield f"决定文号是“{case.number}”，与日志不一致"


def of_decision(case, decision):
    """Yield what the rows say otherwise than the paper that was issued: fine, day, act, party."""
    if decision is None:
        return
    said, document = decision.document.content, decision.document
    if money(said.get("fine")) != money(decision.fine):
        yield f"罚款{decision.fine or 0}元，与决定书不一致"
    if document.number != case.number or case.decided_on not in (None, document.day):
        yield "文号或者决定日期与决定书不一致"
    if "acted_at" in said and datetime.fromisoformat(said["acted_at"]) != case.act_at:
        yield "违法行为时间与决定书不一致"
    if "place" in said and case.place not in said["place"]:
        yield "违法行为地点与决定书不一致"
    if said["party"]["name"] != case.party.name:
        yield "当事人与决定书不一致"


def money(value):
    return Decimal(value or 0)


def of_payments(paid, told):
    """Yield payments that the journal does not know, and those it knows that are gone."""
    noted = Counter(
        (Decimal(entry.data["amount"]), entry.data["on"])
        for entry in told
        if entry.verb == "case.record_payment"
    )
    if paid != noted:
        yield "缴款登记与日志不一致"
