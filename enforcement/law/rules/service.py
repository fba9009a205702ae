"""Service of papers (送达): who may take a paper, when it counts as served, what the receipt shows."""

from datetime import date, timedelta

from enforcement.law import terms
from enforcement.law.clauses import CIVIL_PROCEDURE, HOUSE, PENALTY, Clause
from enforcement.law.deadlines import deadline
from enforcement.law.findings import block, warn
from enforcement.law.kinds import PartyKind, Procedure, Recipient, ReviewPoint, ServiceMethod
from enforcement.law.receiving import ADULT, CHOSEN, addressee_of, refuses, why_not
from enforcement.law.rulebook import rule

SERVING = ("case.serve_notice", "case.attempt", "case.deliver")
FAILED_BEFORE_PUBLICATION = 2  # design default, R-1005
ATTEMPTS = ("serving.attempts",)
TAKEN = ("serving.attempts", "party.kind")
# a paper that somebody takes into his hands and signs for
SIGNED_FOR = (ServiceMethod.DIRECT, ServiceMethod.MAIL, ServiceMethod.ENTRUSTED, ServiceMethod.FORWARDED)
PASSED_ON = (ServiceMethod.ENTRUSTED, ServiceMethod.FORWARDED)
IN_PERSON = (Recipient.SELF, Recipient.OPERATOR, Recipient.GUARDIAN)


def unentitled(attempt, to) -> str:
    """Return in Chinese why who took the paper may not take it for the addressee, "" where he may."""
    day = attempt.received_on or attempt.day
    if attempt.method == ServiceMethod.FORWARDED and attempt.relation not in to.own(day):
        return "转交的文书由受送达人自己签收"
    return why_not(to, attempt.relation, day, age=attempt.recipient_age, authority=attempt.authority)


def witnessed(attempt) -> bool:
    """Return whether a refusal was filmed, or seen by somebody of a local body or the workplace."""
    return bool(attempt.proof or (attempt.witness.strip() and attempt.witness_of.strip()))


def published_term(attempt):
    """Return how long a public notice runs: longer where the addressee has no domicile in the country."""
    return terms.NOTICE_ABROAD if attempt.abroad else terms.NOTICE_BY_PUBLICATION


def effective_on(attempt, to) -> date | None:
    """Return the day on which this one attempt served the paper, None where it did not (R-1001 … R-1006).

    to: the Addressee, since who may take or refuse follows from what he is to this party.
    """
    match attempt.method:
        case ServiceMethod.LEFT:
            refused = attempt.refused and refuses(
                to, attempt.relation, attempt.day, age=attempt.recipient_age
            )
            return attempt.day if refused and witnessed(attempt) else None
        case ServiceMethod.ELECTRONIC:
            consented = attempt.consented_on is not None and attempt.consented_on <= attempt.day
            return attempt.received_on if consented and attempt.authority else None
        case ServiceMethod.PUBLIC:
            return attempt.day + timedelta(days=published_term(attempt).days)
    if attempt.returned.strip() or unentitled(attempt, to):
        return None
    return None if attempt.method in PASSED_ON and not attempt.through.strip() else attempt.received_on


def failed_methods(attempts, before: date, to) -> set[ServiceMethod]:
    """Return the methods other than public notice that were tried up to `before` and did not serve."""
    return {
        ServiceMethod(each.method)
        for each in attempts
        if each.method != ServiceMethod.PUBLIC and each.day <= before and effective_on(each, to) is None
    }


def served_on(attempts, to) -> date | None:
    """Return the first day on which any attempt served the paper, None where none did.

    A public notice without two other methods that failed before it serves nothing; its day may lie ahead.
    """
    days = [
        effective_on(each, to)
        for each in attempts
        if each.method != ServiceMethod.PUBLIC
        or len(failed_methods(attempts, each.day, to)) >= FAILED_BEFORE_PUBLICATION
    ]
    return min((day for day in days if day is not None), default=None)


def last_attempt(facts):
    """Return the latest attempt of an ordinary case, None where there is none or the case is summary."""
    if facts.decision.procedure != Procedure.GENERAL:
        return None
    return facts.serving.attempts[-1] if facts.serving.attempts else None


@rule(
    "R-916",
    gates=("case.serve_notice",),
    clause=Clause(HOUSE),
    remedy="先登记送达的经过",
    point=ReviewPoint.PAPERS,
)
def a_service_has_its_receipt(facts):
    """Serving means that at least one attempt is on file."""
    if not facts.serving.attempts:
        yield block("没有送达记录", facts=ATTEMPTS)


@rule("R-916", gates=SERVING, clause=Clause(HOUSE), remedy="补填送达回证", point=ReviewPoint.PAPERS)
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


@rule("R-916", gates=SERVING, clause=Clause(HOUSE), remedy="核对送达日期和文书日期", point=ReviewPoint.PAPERS)
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
    "R-916",
    gates=SERVING,
    clause=Clause(CIVIL_PROCEDURE, 88, 1),
    remedy="交给成年家属，或者改用其他方式送达",
    point=ReviewPoint.PAPERS,
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
    remedy="交给能够签收的人，或者改用其他方式",
    point=ReviewPoint.PROCEDURE,
)
def who_signs_may_sign(facts):
    """A service counts from the signature of somebody who may sign for this party, whatever brought the paper."""
    attempt, to = last_attempt(facts), addressee_of(facts.party)
    if attempt is None or attempt.method not in SIGNED_FOR or attempt.received_on is None:
        return
    household = attempt.relation == Recipient.COHABITANT and to.kind != PartyKind.ORGANISATION
    if household and attempt.method != ServiceMethod.FORWARDED:
        return  # `a_cohabitant_is_an_adult` asks for his age
    if fault := unentitled(attempt, to):
        yield block(
            f"{attempt.recipient or '收件人'}不能代收，不算送达：{fault}",
            f"由{to.takers(attempt.day)}签收，或者改用其他方式",
            facts=TAKEN,
        )


@rule(
    "R-1002",
    gates=SERVING,
    clause=Clause(CIVIL_PROCEDURE, 89),
    remedy="改用其他方式送达",
    point=ReviewPoint.PROCEDURE,
)
def leaving_follows_a_refusal(facts):
    """A paper is left only where who may refuse it refused, before a witness of a body or on film."""
    attempt, to = last_attempt(facts), addressee_of(facts.party)
    if attempt is None or attempt.method != ServiceMethod.LEFT:
        return
    if not attempt.refused:
        yield block("没有人拒收，不能留置送达；无人在家不是拒收", facts=ATTEMPTS)
    elif not refuses(to, attempt.relation, attempt.day, age=attempt.recipient_age):
        fault = why_not(to, attempt.relation, attempt.day, age=attempt.recipient_age, authority="拒收")
        yield block(
            f"拒收的不是受送达人，也不是他的同住成年家属，不能留置：{fault or '代理人、代收人拒收不是受送达人拒收'}",
            "找到能够拒收的人再送，或者改用其他方式；单位由负责人或者收件人员拒收",
            facts=TAKEN,
        )
    elif not witnessed(attempt):
        named = attempt.witness.strip()
        yield block(
            f"没有写明见证人{named}代表哪个基层组织或者所在单位"
            if named
            else "留置送达没有照片、录像，也没有见证人",
            "登记照片、录像编号，或者由基层组织、所在单位的代表见证签名，并写明单位",
            facts=ATTEMPTS,
        )


@rule("R-1006", gates=SERVING, clause=Clause(CIVIL_PROCEDURE, 91), remedy="写明受托机关或者转交的单位")
def who_passes_it_on_is_named(facts):
    """An entrusted or forwarded paper names through whom; only a person is reached through army, prison or school."""
    attempt = last_attempt(facts)
    if attempt is None or attempt.method not in PASSED_ON:
        return
    if not attempt.through.strip():
        yield block("没有写明受托机关或者转交的单位", facts=ATTEMPTS)
    if attempt.method == ServiceMethod.FORWARDED and facts.party.kind == PartyKind.ORGANISATION:
        yield block(
            "单位不能转交送达，转交只用于军人和被监禁、被采取强制性教育措施的人",
            "改用其他方式",
            facts=TAKEN,
            clause=Clause(CIVIL_PROCEDURE, 93),
        )


@rule(
    "R-1006",
    gates=SERVING,
    clause=Clause(CIVIL_PROCEDURE, 93),
    remedy="改用转交送达，由所在监所或者强制性教育机构转交本人签收",
)
def the_detained_are_reached_where_they_are(facts):
    """Who is in prison or in an institution gets the paper through it; nobody at home takes it for him.

    Handed to himself there, or to whom he appointed, it serves as well.
    """
    attempt, held = last_attempt(facts), facts.party.detained_in.strip()
    if attempt is None or not held or attempt.method == ServiceMethod.FORWARDED:
        return
    himself = attempt.method == ServiceMethod.DIRECT and attempt.relation in IN_PERSON
    if not himself and not (attempt.relation in CHOSEN and attempt.authority):
        yield warn(
            f"当事人在{held}，{ServiceMethod(attempt.method).label}到不了本人",
            facts=(*ATTEMPTS, "party.detained_in"),
        )


@rule(
    "R-1008",
    gates=("case.close", "case.request_closing", "case.approve_closing"),
    clause=Clause(PENALTY, 61, 1),
    remedy="先送达，并登记送达回证",
)
def every_paper_for_the_party_was_served(facts):
    """Before a case is closed each standing paper that had to be served has its proof."""
    if facts.closing.unserved:
        yield block(f"还没有送达：{'、'.join(facts.closing.unserved)}", facts=("closing.unserved",))


@rule("R-1008", gates=SERVING, clause=Clause(HOUSE), remedy="登记这份文书自己的回执、照片或者录像")
def a_proof_serves_one_paper(facts):
    """What proves the service of one paper proves no other's."""
    attempt = last_attempt(facts)
    if attempt is not None and attempt.proof and attempt.proof in facts.serving.used:
        yield block("这份凭证已经用于本案另一份文书的送达", facts=("serving.attempts", "serving.used"))


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


@rule("R-1004", gates=SERVING, clause=Clause(PENALTY, 61, 2), remedy="上传后在“授权或者确认文书”“凭证”里选")
def electronic_service_is_proved(facts):
    """The signed consent and the log of what arrived are in the file."""
    attempt = last_attempt(facts)
    if attempt is None or attempt.method != ServiceMethod.ELECTRONIC:
        return
    if not attempt.authority:
        yield block("签名的电子送达确认书没有入卷", facts=ATTEMPTS)
    if attempt.received_on is not None and not attempt.proof:
        yield block("电子送达没有到达对方系统的回执或者日志", facts=ATTEMPTS)


@rule("R-1005", gates=SERVING, clause=Clause(CIVIL_PROCEDURE, 95), remedy="先用其他方式送达并登记经过")
def public_notice_comes_last(facts):
    """A public notice follows two other methods that failed, with reasons and proof on file."""
    attempt = last_attempt(facts)
    if attempt is None or attempt.method != ServiceMethod.PUBLIC:
        return
    failed = failed_methods(facts.serving.attempts, attempt.day, addressee_of(facts.party))
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
    served = served_on(facts.serving.attempts, addressee_of(facts.party))
    concerned = (*ATTEMPTS, "delivery.delivered_on", "clock.day")
    if served is None:
        yield block("决定书还没有送达", facts=concerned)
    elif served > facts.clock.day:
        yield block(
            f"公告期满{served.isoformat()}才视为送达",
            f"{served.isoformat()}以后再登记",
            facts=concerned,
            clause=published_term(last_attempt(facts)).clause,
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
