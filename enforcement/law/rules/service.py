"""Service of papers (送达): who may take a paper, when it counts as served, what the receipt shows."""

from datetime import date, timedelta

from enforcement.law import terms
from enforcement.law.clauses import CIVIL_PROCEDURE, HOUSE, PENALTY, Clause
from enforcement.law.deadlines import deadline
from enforcement.law.findings import block, warn
from enforcement.law.kinds import Procedure, Recipient, ServiceMethod
from enforcement.law.rulebook import rule

SERVING = ("case.serve_notice", "case.attempt", "case.deliver")
ADULT = 18
FAILED_BEFORE_PUBLICATION = 2  # design default, R-1005
ATTEMPTS = ("serving.attempts",)
ENTITLED = frozenset(Recipient) - {Recipient.OTHER}


def entitled(attempt) -> bool:
    """Return whether who took the paper may take it for the addressee."""
    if attempt.relation == Recipient.COHABITANT:
        return attempt.recipient_age is not None and attempt.recipient_age >= ADULT
    return attempt.relation in ENTITLED


def effective_on(attempt) -> date | None:
    """Return the day on which this one attempt served the paper, None where it did not (R-1001 … R-1005)."""
    match attempt.method:
        case ServiceMethod.DIRECT:
            return attempt.received_on if entitled(attempt) else None
        case ServiceMethod.LEFT:
            return attempt.day if attempt.refused and (attempt.proof or attempt.witness) else None
        case ServiceMethod.MAIL:
            return None if attempt.returned else attempt.received_on
        case ServiceMethod.ELECTRONIC:
            consented = attempt.consented_on is not None and attempt.consented_on <= attempt.day
            return attempt.received_on if consented else None
        case ServiceMethod.PUBLIC:
            return attempt.day + timedelta(days=terms.NOTICE_BY_PUBLICATION.days)
    return None


def failed_methods(attempts, before: date) -> set[ServiceMethod]:
    """Return the methods other than public notice that were tried up to `before` and did not serve."""
    return {
        ServiceMethod(each.method)
        for each in attempts
        if each.method != ServiceMethod.PUBLIC and each.day <= before and effective_on(each) is None
    }


def served_on(attempts) -> date | None:
    """Return the first day on which any attempt served the paper, None where none did.

    A public notice without two other methods that failed before it serves nothing; its day may lie ahead.
    """
    days = [
        effective_on(each)
        for each in attempts
        if each.method != ServiceMethod.PUBLIC
        or len(failed_methods(attempts, each.day)) >= FAILED_BEFORE_PUBLICATION
    ]
    return min((day for day in days if day is not None), default=None)


def last_attempt(facts):
    """Return the latest attempt of an ordinary case, None where there is none or the case is summary."""
    if facts.decision.procedure != Procedure.GENERAL:
        return None
    return facts.serving.attempts[-1] if facts.serving.attempts else None


@rule("R-916", gates=("case.serve_notice",), clause=Clause(HOUSE), remedy="先登记送达的经过")
def a_service_has_its_receipt(facts):
    """Serving means that at least one attempt is on file."""
    if not facts.serving.attempts:
        yield block("没有送达记录", facts=ATTEMPTS)


@rule("R-916", gates=SERVING, clause=Clause(HOUSE), remedy="补填送达回证")
def the_receipt_is_complete(facts):
    """The receipt names servers, place, who took the paper, and what became of it."""
    attempt = last_attempt(facts)
    if attempt is None:
        return
    method = ServiceMethod(attempt.method)
    empty = [
        label
        for label, filled in (
            ("送达文书名称和文号", facts.serving.document.strip()),
            ("受送达人", facts.serving.addressee.strip()),
            ("送达人", attempt.servers),
            ("送达地点", attempt.place.strip() or method is ServiceMethod.ELECTRONIC),
            ("收件人", attempt.recipient.strip() or attempt.received_on is None),
            ("拒收的注明", attempt.refusal_note.strip() or not attempt.refused),
        )
        if not filled
    ]
    if empty:
        yield block(
            f"送达回证还缺：{'、'.join(empty)}", facts=(*ATTEMPTS, "serving.document", "serving.addressee")
        )
    if method is not ServiceMethod.PUBLIC and not (
        attempt.received_on or attempt.refused or attempt.returned.strip()
    ):
        yield block(f"{method.label}没有写明结果", "登记签收、拒收或者没有送到的情况", facts=ATTEMPTS)


@rule("R-916", gates=SERVING, clause=Clause(HOUSE), remedy="核对送达日期和文书日期")
def the_days_of_service_are_in_order(facts):
    """Nothing is sent before it is dated, received before it is sent, or entered ahead of time."""
    attempt = last_attempt(facts)
    if attempt is None:
        return
    dated, today = facts.serving.document_on, facts.clock.day
    concerned = (*ATTEMPTS, "serving.document_on", "clock.day")
    if attempt.day < dated:
        yield block(f"送达日期{attempt.day.isoformat()}早于文书日期{dated.isoformat()}", facts=concerned)
    if attempt.received_on is not None and attempt.received_on < max(dated, attempt.day):
        yield block(f"签收日期{attempt.received_on.isoformat()}早于文书日期或者送出日期", facts=concerned)
    if max(attempt.day, attempt.received_on or attempt.day) > today:
        yield block("送达日期或者签收日期晚于今天", facts=concerned)


@rule(
    "R-916", gates=SERVING, clause=Clause(CIVIL_PROCEDURE, 88, 1), remedy="交给成年家属，或者改用其他方式送达"
)
def a_cohabitant_is_an_adult(facts):
    """A member of the household who takes the paper is of age, and the receipt says so."""
    attempt = last_attempt(facts)
    if attempt is None or attempt.relation != Recipient.COHABITANT:
        return
    if attempt.recipient_age is None:
        yield block("没有写明同住家属的年龄", "问明并登记年龄", facts=ATTEMPTS)
    elif attempt.recipient_age < ADULT:
        yield block(f"收件的同住家属只有 {attempt.recipient_age} 岁，不算送达", facts=ATTEMPTS)


@rule(
    "R-1001",
    gates=SERVING,
    clause=Clause(CIVIL_PROCEDURE, 88, 1),
    remedy="交给本人、同住成年家属、代理人或者指定代收人；单位交给负责人或者收件人员",
)
def who_signs_may_sign(facts):
    """A direct service counts from the signature of somebody who may sign."""
    attempt = last_attempt(facts)
    if attempt is None or attempt.method != ServiceMethod.DIRECT or attempt.received_on is None:
        return
    if attempt.relation not in ENTITLED:
        yield block(f"{attempt.recipient or '收件人'}不能代收，不算送达", facts=ATTEMPTS)


@rule("R-1002", gates=SERVING, clause=Clause(CIVIL_PROCEDURE, 89), remedy="改用其他方式送达")
def leaving_follows_a_refusal(facts):
    """A paper is left only where it was refused, before a witness or on film."""
    attempt = last_attempt(facts)
    if attempt is None or attempt.method != ServiceMethod.LEFT:
        return
    if not attempt.refused:
        yield block("没有人拒收，不能留置送达；无人在家不是拒收", facts=ATTEMPTS)
    elif not attempt.proof and not attempt.witness.strip():
        yield block(
            "留置送达没有照片、录像，也没有见证人", "登记照片、录像编号，或者由见证人签名", facts=ATTEMPTS
        )


@rule("R-1003", gates=SERVING, clause=Clause(CIVIL_PROCEDURE, 91), remedy="写明直接送达有困难的情况")
def mail_is_for_where_direct_service_is_hard(facts):
    """Mail is used where direct service is difficult, and counts from the return slip."""
    attempt = last_attempt(facts)
    if attempt is None or attempt.method != ServiceMethod.MAIL:
        return
    tried = any(each.method == ServiceMethod.DIRECT for each in facts.serving.attempts)
    if not tried and not attempt.reason.strip():
        yield warn("没有试过直接送达，也没有写明困难", facts=ATTEMPTS)
    if attempt.returned.strip() and attempt.received_on is not None:
        yield block("邮件既登记签收又登记退回", "按邮件回执核对", facts=ATTEMPTS)
    elif attempt.received_on is not None and not attempt.proof:
        yield block("邮寄送达没有回执", "登记邮件号和回执", facts=ATTEMPTS)


@rule("R-135", gates=SERVING, clause=Clause(PENALTY, 61, 2), remedy="先签订电子送达确认书，或者改用其他方式")
def electronic_service_needs_consent(facts):
    """Fax, mail or message serves only who signed a consent before."""
    attempt = last_attempt(facts)
    if attempt is None or attempt.method != ServiceMethod.ELECTRONIC:
        return
    if attempt.consented_on is None or attempt.consented_on > attempt.day:
        yield block("没有当事人事先签订的电子送达确认书", facts=ATTEMPTS)


@rule("R-1005", gates=SERVING, clause=Clause(CIVIL_PROCEDURE, 95), remedy="先用其他方式送达并登记经过")
def public_notice_comes_last(facts):
    """A public notice follows two other methods that failed, with reasons and proof on file."""
    attempt = last_attempt(facts)
    if attempt is None or attempt.method != ServiceMethod.PUBLIC:
        return
    failed = failed_methods(facts.serving.attempts, attempt.day)
    if len(failed) < FAILED_BEFORE_PUBLICATION:
        yield block(
            f"公告前只有 {len(failed)} 种其他方式没有送到，至少要 {FAILED_BEFORE_PUBLICATION} 种",
            facts=ATTEMPTS,
        )
    if not attempt.reason.strip():
        yield block("没有写明公告送达的原因和经过", "写明原因和经过", facts=ATTEMPTS)
    if not attempt.proof:
        yield block("公告没有张贴或者登载的凭证", "登记照片、录像或者网页存档编号", facts=ATTEMPTS)


@rule("R-135", gates=("case.deliver",), clause=Clause(PENALTY, 61, 1), remedy="继续送达，送到后再登记")
def an_ordinary_decision_is_served(facts):
    """An ordinary decision is delivered on the day on which an attempt served it."""
    if facts.decision.procedure != Procedure.GENERAL:
        return
    served, concerned = served_on(facts.serving.attempts), (*ATTEMPTS, "delivery.delivered_on", "clock.day")
    if served is None:
        yield block("决定书还没有送达", facts=concerned)
    elif served > facts.clock.day:
        yield block(
            f"公告期满{served.isoformat()}才视为送达",
            f"{served.isoformat()}以后再登记",
            facts=concerned,
            clause=Clause(CIVIL_PROCEDURE, 95),
        )
    elif facts.delivery.delivered_on != served:
        yield block(f"送达日期应为{served.isoformat()}", "按送达回证改正日期", facts=concerned)


@rule("R-135", gates=("case.deliver",), clause=Clause(PENALTY, 61, 1), remedy="写明逾期送达的原因")
def service_begins_in_time(facts):
    """A decision that was not handed over at once is served within seven working days."""
    if facts.decision.procedure != Procedure.GENERAL or not facts.serving.attempts:
        return
    due = deadline(terms.DELIVER, facts.decision.day, facts.clock.calendar)
    first = min(each.day for each in facts.serving.attempts)
    if due.missed_on(first):
        yield warn(
            f"应在{due.legal_last_day.isoformat()}前送达，{first.isoformat()}才开始送达",
            facts=(*ATTEMPTS, "decision.day"),
        )
