"""What every paper says alike: who, what, where, on which evidence, against which norm."""

from collections import Counter

from django.utils import timezone

from cases.file.bulk import file_of
from cases.models import FoundFact, Party
from cases.papers.history import record_name
from cases.wording.assessment import breached_words, correction_words
from enforcement.documents import wording
from enforcement.documents.contents import Exhibit, OfficerBlock, PartyBlock, PersonBlock
from enforcement.law import kinds
from enforcement.law.identity import age_on, minor_on
from enforcement.law.rules import tiers
from enforcement.law.rules.age import lightened_for_youth
from enforcement.parameters.services import values
from enforcement.teams.models import Certificate
from evidence.exhibits import exhibit_name

COLLECTOR, COLLECTOR_ADDRESS = "payment.collecting_institution", "payment.collecting_address"
NOT_PROVIDED, NO_CARD = "当事人现场未能提供", "证件"


def charge(case, at):
    """Return what both decisions of the simple procedure state: the charge, its evidence, the officers, the day."""
    day = timezone.localdate(at)
    near = file_of([case], day)
    return {
        "agency": case.team.full_name,
        "party": party_block(case),
        "act": case.facts_found,
        "acted_at": case.act_at,
        "place": case.place,
        "evidence": exhibit_names(sorted(near.pieces[case.dossier_id], key=lambda one: one.pk))
        or ("执法人员当场发现",),
        "breached": breached_words(case.item),
        "officers": tuple(
            officer_block(officer, day, near) for officer in (case.handler, case.partner) if officer
        ),
        "decided_on": day,
    }


def exhibit_names(pieces):
    """Return the names of pieces, each one once, with how many bear it."""
    named = Counter(exhibit_name(piece) for piece in pieces)
    return tuple(name if count == 1 else f"{name}{count}份" for name, count in named.items())


def party_block(case):
    """Return the party as every paper names him; in full, the paper masks nothing."""
    party = case.party
    known = party.identity_kind != Party.IdentityKind.NONE
    return PartyBlock(
        kind=kinds.PartyKind(party.kind),
        name=party.name,
        identity_kind=party.identity_kind if known else "OTHER",
        identity_name=case.identity_name if known else NO_CARD,
        nationality=case.nationality,
        identity=party.identity if known else NOT_PROVIDED,
        representative=case.representative,
        guardian=case.guardian,
        address=case.party_address or (NOT_PROVIDED if case.party_address_unknown else ""),
        phone=case.party_phone,
    )


def officer_block(officer, day, near):
    """Return an officer with the number of the certificate in force on `day`."""
    held = [
        each
        for each in near.certificates[officer.pk]
        if each.kind == Certificate.Kind.OFFICER and each.covers(day)
    ]
    return OfficerBlock(name=officer.name, certificate=held[0].number if held else "")


def benchmark_words(found, facts):
    """Return the reasons of discretion in sentences: how grave, by which published range, what lightens it."""
    if not found.grade:
        return ""
    harm, grade = found.get_harm_display(), found.get_grade_display()
    correction = correction_words(found)
    said = [f"危害后果{harm}，{correction}，按{grade}情形处罚", lightened_for_youth(facts)]
    if (band := tiers.chosen(facts)) and band.rank:
        said.append(f"符合{band.source}第{band.rank}档“{band.circumstance}”")
    if facts.assessment.mitigations and not facts.assessment.mitigations_rejected.strip():
        words = "、".join(facts.assessment.mitigations)
        said.append(f"有{words}的情形，依照{wording.LIGHTENED}的规定从轻或者减轻处罚")
    said.append(found.reason.rstrip("。"))
    return "。".join(part for part in said if part)


def once(*texts):
    """Return the sentences of several texts, each one once and in their order."""
    sentences = [part.strip() for text in texts for part in text.split("。")]
    return "。".join(dict.fromkeys(part for part in sentences if part))


def collector(case, day):
    """Return the name and the address of the institution that collects fines here (分离实施办法第七条)."""
    found = values([COLLECTOR, COLLECTOR_ADDRESS], day, case.path)
    return {"collector": found[COLLECTOR], "collector_address": found[COLLECTOR_ADDRESS]}


def office(case, day):
    """Return (address, telephone) under which the agency is reached; the handler's telephone where it has none."""
    found, name = values(["unit.address", "unit.phone"], day, case.path), case.team.full_name
    address = found["unit.address"]
    # 浙江省仙居县 before 仙居县综合行政执法局: what both say stands once
    for size in range(min(len(address), len(name)), 1, -1):
        if address.endswith(name[:size]):
            name = name[size:]
            break
    return address + name, found["unit.phone"] or case.handler.phone


def pay_code(case):
    """Return the payment code: agency, day of logging and case key, unique by construction."""
    return f"{case.path}{timezone.localdate(case.opened_at):%y%m%d}{case.pk:09d}"


def file_paper(case, day):
    """Return what every paper of the file states: agency, party, matter, number of the case, day."""
    filing = getattr(case, "filing", None)
    number = filing.document.number if filing and filing.document_id else ""
    return {
        "agency": case.team.full_name,
        "party": party_block(case),
        "matter": f"涉嫌{case.title}案",
        "case_number": number,
        "dated_on": day,
    }


def crew(case, day):
    """Return both officers with their certificates of `day`."""
    return officers_on([officer for officer in (case.handler, case.partner) if officer], day)


def officers_on(officers, day):
    held = Certificate.objects.on(day).filter(officer__in=officers, kind=Certificate.Kind.OFFICER)
    numbers = {each.officer_id: each.number for each in held}
    return tuple(
        OfficerBlock(name=officer.name, certificate=numbers.get(officer.pk, "")) for officer in officers
    )


def exhibits(case):
    """Return the evidence of the file with what each piece proves, records first."""
    proves = {}
    for fact in FoundFact.objects.filter(case=case).prefetch_related("pieces", "records"):
        for piece in fact.pieces.all():
            proves.setdefault(("piece", piece.pk), []).append(fact.text.rstrip("。"))
        for row in fact.records.all():
            proves.setdefault(("record", row.pk), []).append(fact.text.rstrip("。"))
    rows = [(("record", row.pk), record_name(row)) for row in case.records.order_by("pk")]
    rows += [(("piece", piece.pk), exhibit_name(piece)) for piece in case.dossier.pieces.order_by("pk")]
    # a paper states the evidence that its facts rest on, and no other
    rows = [(key, name) for key, name in rows if key in proves or not proves]
    return tuple(Exhibit(name=name, proves="；".join(proves.get(key, ()))) for key, name in rows)


def facts_in_words(case):
    """Return the facts found, in their order; what was logged, while none are found yet."""
    found = [fact.text.rstrip("。") for fact in case.found_facts.all()]
    return "；".join(found) + "。" if found else case.facts_found


def charged(case, day):
    return {
        "act": facts_in_words(case),
        "acted_at": case.act_at,
        "place": case.place,
        "evidence": exhibits(case),
        "breached": breached_words(case.item),
        "officers": crew(case, day),
    }


def recorded(case, row):
    """Return what both records state."""
    day = timezone.localdate(row.began_at)
    shared = file_paper(case, day) | {
        "started_at": row.began_at,
        "ended_at": row.ended_at,
        "place": row.place,
        "officers": officers_on([row.asker, row.recorder], day),
        "recorder": row.recorder.name,
    }
    return shared | ({"recusal_answer": row.recusal_answer} if row.recusal_answer else {})


def person_block(row, day):
    age = age_on(row.born_on, day) if row.born_on else None
    return PersonBlock(
        name=row.person,
        age=age,
        identity=row.identity,
        phone=row.phone,
        address=row.address,
        relation=row.get_relation_display(),
        minor=minor_on(row.born_on, day),
    )
