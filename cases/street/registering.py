"""Logging a case on the spot: who, what, where, when; corrected until it is decided."""

from django.db import transaction
from django.utils import timezone

from cases.complaint.service import note_complaint
from cases.file.act import just_logged
from cases.models import Assessment, Case, Filing, Party
from cases.party import secrets
from cases.workflow import State
from enforcement.dossiers.models import Sensitivity
from enforcement.dossiers.services import mark_sensitive, open_dossier, require_open, set_members
from enforcement.errors import Conflict, Refused
from enforcement.journal.services import gathered, record
from enforcement.law import facts as law
from enforcement.law.identity import credit_code, id_card, minor_on, normal, personal_number, phone
from enforcement.law.rulebook import findings_of
from enforcement.law.rules import identities
from enforcement.procedures import acting


def bad_identity(party):
    """Return what the law finds of numbers and telephone as they were typed, before anybody is looked up by them."""
    names = ("kind", "identity", "identity_kind", "phone")
    stated = law.Party(
        **{name: party[name] for name in names}, operator_identity=party.get("operator_identity") or ""
    )
    return [one for each in identities.NUMBERS for one in findings_of(each, law.CaseFacts(party=stated))]


def operator_number(party):
    """Return the number of a shop's operator as the register keeps it, "" for others."""
    shop = party["kind"] == Party.Kind.INDIVIDUAL_BUSINESS
    return personal_number(party.get("operator_identity") or "") if shop else ""


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
        weighed = {"当事人": case.party_id, "事项": case.item_id, "违法行为时间": case.act_at}
        before = {"item": case.item.item.code, "party": case.party.pk, "place": case.place}
        set_members(
            dossier=case.dossier, members=[case.handler, *([partner] if partner else [])], by=by, at=at
        )
        case.version += 1
        case.source = source or case.source
        case.act_area = case.act_area if act_area is None else act_area
        case.major = case.major if major is None else major
        write_down(case, item=item, party=party, act=act, partner=partner, by=by, at=at)
        now = {"当事人": case.party_id, "事项": case.item_id, "违法行为时间": case.act_at}
        changed = tuple(name for name, value in weighed.items() if value != now[name])
        case.taking.tells(changed=changed)
        note_complaint(case, complaint)
        if changed:
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
