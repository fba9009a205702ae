"""Serving the papers of an ordinary case: every attempt, until one has reached the party (第六十一条)."""

from cases.file.facts.serving import addressee, attempt_facts
from cases.limits import due
from cases.limits.due import Due
from cases.limits.service import in_file
from cases.models import AddressConfirmation, Attempt, Case
from cases.notice.service import standing_notice, start_defence
from cases.workflow import State
from enforcement.documents import register
from enforcement.documents import services as documents
from enforcement.law import facts as law
from enforcement.law import terms
from enforcement.law.identity import phone as phone_number
from enforcement.law.rules import identities, served_by
from enforcement.law.rules.service import effective_on, served_on
from enforcement.procedures.acting import act
from enforcement.teams.roles import HANDLE


def serve(*, case, attempt, by, at, reasons=None):
    """Record one attempt to serve the paper that the case's state is about: the notice, then the decision.

    attempt: method, day, received_on, place, recipient, relation, recipient_age, refused, refusal_note, returned,
    proof (a Piece or None), witness, witness_of, through, abroad, detained_in (where the party is held, "" where he is
    free; not given, it stays), authority (a Piece or None: an agent's authority, a
    signed confirmation), sealed, reason, consented_on, servers; None where a public notice has run out and
    nothing new is to be recorded. A failed attempt is kept, and the case waits for another; a successful one starts
    the party's periods.
    """
    told = Case.objects.filter(pk=case.pk, state=State.NOTIFIED).exists()
    with act(case, "serve_notice" if told else "deliver", by=by, at=at, reasons=reasons) as case:
        paper, notice = paper_to_serve(case)
        if attempt:
            attempt = note_whereabouts(case, attempt)
            write_attempt(case, paper, attempt, by, at)
        known = Attempt.objects.filter(document=paper).select_related("proof").prefetch_related("servers")
        tried, to, taking = list(known), addressee(case), case.taking
        day = served_on([attempt_facts(each) for each in tried], to)
        reached = day is not None and day <= taking.day
        if not told and attempt and not reached:
            taking.instead("attempt")
        if reached:
            row = next(each for each in tried if effective_on(attempt_facts(each), to) == day)
            deliver(case, paper, row, day, by, at)
        taking.go(method=tried[-1].get_method_display() if tried else "", day=day)
        if not told and attempt:
            due.meet(case, "deliver", tried[0].day)
        if reached and notice:
            start_defence(case, notice, day)
        elif reached:
            start_party_periods(case, day)
    return case


def note_whereabouts(case, attempt):
    """Write down where the party is held, or that he has no domicile in the country, and return the rest.

    What is not told stays as it was.
    """
    told = {name: attempt[name] for name in ("detained_in", "abroad") if name in attempt}
    for name, value in told.items():
        setattr(case, name, value.strip() if name == "detained_in" else value)
    return {name: value for name, value in attempt.items() if name != "detained_in"}


def confirm_address(*, case, address, receiver, phone, electronic, signer_relation, confirmed_on, piece, by, at,
                    reasons=None):  # fmt: skip
    """Keep what the party signed about where papers reach him (送达地址确认书, R-1007).

    Each signature is a row: a change of address is another one, and the old one stays. piece: the signed form, a paper
    of the file. electronic: the system in which electronic service may arrive, "" where he did not agree to it.
    """
    with act(case, "confirm_address", by=by, at=at, reasons=reasons) as case:
        case.taking.tells(on=confirmed_on, since=case.address_on)
        case.taking.require(identities.a_telephone_can_be_one, party=law.Party(phone=phone))
        number = phone_number(phone)
        AddressConfirmation.objects.create(
            case=case, address=address.strip(), receiver=receiver.strip(), phone=number,
            electronic=electronic.strip(), signer_relation=signer_relation, confirmed_on=confirmed_on,
            piece=in_file(case, piece), by=by, at=at,
        )  # fmt: skip
        case.address_on = confirmed_on
        case.taking.go(on=confirmed_on)
    return case


def paper_to_serve(case):
    """Return (the Document to be served, the PriorNotice it belongs to or None for the decision).

    It is the last paper of the file that stands and that the register has served.
    """
    paper = case.dossier.documents.standing().filter(kind__in=register.served()).order_by("pk").last()
    notice = standing_notice(case) if case.state == State.NOTIFIED else None
    if notice and notice.served_on:
        case.taking.require(
            served_by.a_served_notice_is_not_served_again, notice=law.Notice(served_on=notice.served_on)
        )
    return paper, notice


def write_attempt(case, paper, attempt, by, at):
    """Keep one attempt with the officers who made it."""
    values = dict(attempt)
    servers = values.pop("servers")
    for name in ("proof", "authority"):
        if values.get(name):
            in_file(case, values[name])
    outsiders = [each.name for each in servers if not each.may(HANDLE, case.taking.day, case.path)]
    case.taking.tells(outsiders=tuple(outsiders))
    row = Attempt.objects.create(case=case, document=paper, by=by, at=at, **values)
    row.servers.set(servers)
    return row


def deliver(case, paper, row, day, by, at):
    """Write the receipt (送达回证) of the attempt that reached the party."""
    note = "；".join(
        part
        for part in (
            row.refusal_note,
            row.reason,
            row.through and f"经{row.through}",
            row.witness and f"见证人{row.witness_of}{row.witness}",
        )
        if part
    )
    row.delivery = documents.deliver(
        document=paper, method=row.method, day=day, moment=None,  # the day is what was recorded
        recipient=row.recipient or case.party.name, relation=row.get_relation_display(), note=note[:300],
        place=row.place, servers=row.servers.all(), by=by, at=at,
    )  # fmt: skip
    row.save(update_fields=["delivery"])


def start_party_periods(case, day):
    """Start what runs for the party from the service of the decision: reconsideration, suit, payment."""
    due.meet(case, "deliver", day)
    limits = [
        Due("reconsideration", "申请行政复议", terms.RECONSIDER, day, for_party=True),
        Due("suit", "提起行政诉讼", terms.SUE, day, for_party=True),
    ]
    if case.decision.fine:
        limits.append(Due("pay", "缴纳罚款", terms.PAY_FINE, day, for_party=True))
    due.fix(case, *limits)
