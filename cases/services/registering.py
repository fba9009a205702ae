"""Logging a case on the spot: who, what, where, when; corrected until it is decided."""

from django.db import transaction
from django.utils import timezone

from cases import secrets
from cases.around import just_logged
from cases.models import Assessment, Case, Filing, Party
from cases.services.complaining import note_complaint
from cases.workflow import State
from enforcement.dossiers.models import Sensitivity
from enforcement.dossiers.services import mark_sensitive, open_dossier, require_open, set_members
from enforcement.errors import Conflict, DomainError, Refused
from enforcement.journal.services import gathered, record
from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.findings import Finding, Level
from enforcement.law.identity import IdentityError, credit_code, id_card, minor_on, normal, phone
from enforcement.procedures import acting


def bad_identity(party):
    """Return findings about an identity number that cannot be one (GB 11643, GB 32100)."""
    read = {Party.IdentityKind.ID_CARD: id_card, Party.IdentityKind.CREDIT_CODE: credit_code}
    remedy = "对照证件重新录入；当事人没有带证件的，证件一栏选“未能提供证件”"
    words = ""
    try:
        read.get(party["identity_kind"], str)(party["identity"])
    except IdentityError as fault:
        words = str(fault)
    if party["identity_kind"] == Party.IdentityKind.OTHER and is_id_card(party["identity"]):
        words, remedy = "这是居民身份证号码，却选了其他证件", "证件一栏改选身份证，出生日期以号码为准"
    clause, found = Clause(PENALTY, 52, 2), []
    try:
        operator_number(party)
    except IdentityError as fault:
        how = "对照经营者的证件，在“经营者证件号码”一栏改正；查不到的不填"
        found.append(
            Finding(Level.BLOCK, str(fault), how, ("party.operator_identity",), rule="R-318", clause=clause)
        )
    if words:
        found.append(Finding(Level.BLOCK, words, remedy, ("party.identity",), rule="R-908", clause=clause))
    return found + bad_phone(party["phone"])


def bad_phone(text):
    """Return the finding about a telephone number that cannot be one."""
    try:
        phone(text)
    except IdentityError as fault:
        remedy = "在“手机号”一栏改正；当事人没有电话的，不填"
        return [
            Finding(Level.BLOCK, str(fault), remedy, ("party.phone",), rule="R-908", clause=Clause(HOUSE))
        ]
    return []


def is_id_card(text):
    """Return whether a number is a citizen's, whatever it was called."""
    try:
        return bool(id_card(text))
    except IdentityError:
        return False


def operator_number(party):
    """Return the number of a shop's operator as the register keeps it, "" for others; raise IdentityError.

    It is a citizen's, or that of another document, which has a letter in it or is shorter.
    """
    text = party.get("operator_identity") or ""
    if party["kind"] != Party.Kind.INDIVIDUAL_BUSINESS or not normal(text):
        return ""
    if is_id_card(text):
        return id_card(text).number
    number = normal(text)
    if number.removesuffix("X").isdigit() and len(number) >= SHORTEST_CARD:
        id_card(text)
    if len(number) < SHORTEST_OTHER:
        raise IdentityError(f"经营者的证件号码只有{len(number)}位。核对后重新填写")
    return number


# citizens' numbers had fifteen digits once; the numbers of other documents are shorter or have letters
SHORTEST_CARD, SHORTEST_OTHER = 14, 5


def number_of(identity_kind, text):
    """Return a number as the register keeps it; one that was checked before."""
    if identity_kind == Party.IdentityKind.ID_CARD:
        return id_card(text).number
    return credit_code(text) if identity_kind == Party.IdentityKind.CREDIT_CODE else normal(text)


def find_or_add_party(*, kind, name, identity_kind, identity, born_on, operator="", held=None):
    """Return the party of this number and name from the register, or a new one; without a number always a new one.

    operator: the number of a shop's operator as the register keeps it, "" without. A row of the register is never
    rewritten: the same number under another name or operator is another row, and the look-back goes by the numbers.
    held: the case's party, who stays who he is where nothing of this is said otherwise.
    """
    identity = number_of(identity_kind, identity)
    if identity_kind == Party.IdentityKind.ID_CARD:
        born_on = id_card(identity).born_on
    key = secrets.lookup(identity)
    values = {
        "identity_sealed": secrets.seal(identity), "operator_sealed": secrets.seal(operator), "born_on": born_on,
    }  # fmt: skip
    named = {"kind": kind, "name": name, "identity_kind": identity_kind, "identity_lookup": key}
    named["operator_lookup"] = secrets.lookup(operator)
    if held and all(getattr(held, name) == value for name, value in (named | {"born_on": born_on}).items()):
        return held
    if not key:
        return Party.objects.create(**named, **values)
    registered = Party.objects.filter(**named)
    if party := registered.first():
        return party
    # two at once: the database keeps one row, and both go on with it
    Party.objects.bulk_create([Party(**named, **values)], ignore_conflicts=True)
    return registered.get()


@transaction.atomic
def register(*, item, party, act, partner, team, by, at, dossier=None, reasons=None):
    """Log a case on the spot and ask the law whether it may be one.

    item: the ItemVersion in force on the day of the act. party: kind, name, identity_kind, identity, born_on,
    phone, address, representative, guardian. act: act_at, place, latitude, longitude, facts_found. team: the unit
    in whose name `by` acts. Raises Refused with every finding; nothing is kept then but the draft.
    """
    if faults := bad_identity(party):
        raise Refused("登记案件", faults)
    members = [by, partner] if partner else [by]
    with gathered():
        if dossier is None:
            dossier = open_dossier(team=team, members=members, by=by, at=at)
        else:
            require_open(dossier)
            set_members(dossier=dossier, members=members, by=by, at=at)
        case = Case(
            dossier=dossier, handler=by, team=dossier.team, path=dossier.path, opened_at=at, discovered_at=at
        )
        write_down(case, item=item, party=party, act=act, partner=partner, by=by, at=at)
        case.save()
        record(dossier, "case.open", by=by, at=at, item=item.item.code, party=case.party.pk, place=case.place)
        day = timezone.localdate(at)
        with just_logged(case, day), acting.act(case, "register", by=by, at=at, reasons=reasons, new=True):
            pass
    return case


def amend(*, case, item, party, act, partner, version, by, at, source="", act_area=None, major=None,
          complaint=None, reasons=None):  # fmt: skip
    """Correct what was logged, while the case is still undecided. Raises Conflict when another changed it first.

    Who the party is, what he did and when decide whether to punish: where one of them changes, the answers of
    the page 是否应罚 are given anew. source: a Case.Source code, "" where it stays. act_area, major: as for
    `filing.open_lead`, None where they stay. complaint: as for `complaining.note_complaint`.
    """
    if faults := bad_identity(party):
        raise Refused("登记案件", faults)
    ordinary = Case.objects.filter(pk=case.pk, procedure=Case.Procedure.GENERAL).exists()
    step = "amend" if ordinary else "register"
    with acting.act(case, step, by=by, at=at, reasons=reasons) as case:
        if version != case.version:
            raise Conflict("没有保存成功：别人先改过这个案件。", differences(case, item, party, act))
        if partner is not None and partner.pk == case.handler_id:
            raise DomainError(
                "同行人员是承办人自己。行政执法人员不得少于两人（处罚法第四十二条），请选另一名执法人员。"
            )
        weighed = (case.party_id, case.item_id, case.act_at)
        before = {"item": case.item.item.code, "party": case.party.pk, "place": case.place}
        set_members(
            dossier=case.dossier, members=[case.handler, *([partner] if partner else [])], by=by, at=at
        )
        case.version += 1
        case.source = source or case.source
        case.act_area = case.act_area if act_area is None else act_area
        case.major = case.major if major is None else major
        write_down(case, item=item, party=party, act=act, partner=partner, by=by, at=at)
        note_complaint(case, complaint)
        if weighed != (case.party_id, case.item_id, case.act_at):
            if case.prior_notices.filter(cancelled_at__isnull=True).exists():
                raise DomainError(
                    "告知书已经出具，当事人、事项和违法行为时间不能直接更改（处罚法第四十四条）。请先“补充调查”，重新告知。"
                )
            Assessment.objects.filter(case=case).delete()
        if case.state == State.TO_FILE:
            # what the head is asked to file is what the officers proposed: changed, it is proposed anew
            Filing.objects.filter(case=case, decided_at__isnull=True).delete()
        after = {"item": item.item.code, "party": case.party.pk, "place": case.place}
        case.taking.go(before=before, after=after)
    return case


def differences(case, item, party, act):
    """Return the fields in which the saved case and this input differ: {label: (saved, typed)}."""
    pairs = {
        "事项": (case.item.name, item.name),
        "当事人": (case.party.name, party["name"]),
        "地点": (case.place, act["place"]),
        "违法事实": (case.facts_found, act["facts_found"]),
        "违法行为时间": (moment(case.act_at), moment(act["act_at"])),
        "行为是否持续": (
            lasting(case.act_span, case.ended_on),
            lasting(act.get("act_span", ""), act.get("ended_on")),
        ),
        "联系电话": (case.party_phone, phone(party["phone"])),
        "住址或住所": (case.party_address, party["address"]),
        "法定代表人或负责人": (case.representative, party["representative"]),
        "监护人": (case.guardian, party["guardian"]),
    }
    return {label: pair for label, pair in pairs.items() if pair[0] != pair[1]}


def lasting(span, ended_on):
    """Return in words how long the act lasted."""
    if not span:
        return "一次性行为"
    return f"{Case.Span(span).label}，{f'{ended_on.isoformat()} 终了' if ended_on else '仍在持续'}"


def moment(at):
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def write_down(case, *, item, party, act, partner, by, at):
    """Write the logged facts onto the case, and mark its file where the party was a minor (R-1102)."""
    case.party = find_or_add_party(
        **{key: party[key] for key in ("kind", "name", "identity_kind", "identity", "born_on")},
        operator=operator_number(party),
        held=case.party if case.party_id else None,
    )
    case.item, case.title, case.partner = item, item.name, partner
    case.party_phone, case.party_address = phone(party["phone"]), party["address"]
    case.party_address_unknown = bool(party.get("address_unknown")) and not case.party_address
    case.identity_name, case.nationality = party.get("identity_name", ""), party.get("nationality", "")
    case.representative, case.guardian = party["representative"], party["guardian"]
    for key in ("act_at", "place", "latitude", "longitude", "facts_found"):
        setattr(case, key, act[key])
    case.accuracy = act.get("accuracy")
    case.act_span = act.get("act_span", case.act_span)
    case.ended_on = act.get("ended_on", case.ended_on) if case.act_span else None
    minor = minor_on(case.party.born_on, timezone.localdate(case.act_at))
    case.sensitivity = Sensitivity.MINOR if minor else Sensitivity.ORDINARY
    mark_sensitive(dossier=case.dossier, sensitivity=case.sensitivity, by=by, at=at)
