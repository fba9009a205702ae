"""Issuing, voiding, signing and delivering documents, and making their files."""

from django.db import connection, transaction

from enforcement import law
from enforcement.documents import pictures, sealing, storage
from enforcement.documents.contents import boxed
from enforcement.documents.facts import document_facts
from enforcement.documents.models import (
    Delivery,
    Document,
    DocumentSignature,
    Signature,
    Voiding,
)
from enforcement.documents.numbers import write_number
from enforcement.documents.papers import (
    content_digest,
    copy,
    issued_in_words,
    open_file,
    pictures_of,
    preview,
    render,
    verify_document,
)
from enforcement.documents.register import paper_of
from enforcement.dossiers.models import Dossier
from enforcement.dossiers.services import require_open
from enforcement.errors import Conflict, Refused
from enforcement.jobs.services import enqueue
from enforcement.journal.services import record
from enforcement.law.clauses import HOUSE, Clause
from enforcement.law.findings import Finding, Level
from enforcement.parameters.services import parameters
from enforcement.prepared import hold, prepared
from enforcement.procedures.asking import rule_on, standing
from enforcement.templatetags.marks import masked_name
from enforcement.transactions import joins

__all__ = [
    "content_digest", "copy", "deliver", "issue", "obstacles", "open_file", "pictures_of", "preview", "render", "sign",
    "verify_document", "void",
]  # fmt: skip
GATE = "document.issue"
PATTERN, BODY = "documents.number_pattern", "remedy.reconsideration_body"


@transaction.atomic
def sign(*, dossier, content_digest, by, at, **given):
    """Keep a signature, or its refusal, on the content with this digest, and return it.

    `given`: role (PARTY, OFFICER, WITNESS), name, officer, picture (PNG bytes as drawn; None for a refusal),
    identity_check in words, refused, refusal_note, witness.
    """
    require_open(dossier)
    signature = drawn_signature(dossier=dossier, content_digest=content_digest, at=at, **given)
    signature.save(force_insert=True)
    record(
        dossier, "document.sign", by=by, at=at, signer=masked_name(signature.name), refused=signature.refused,
        digest=content_digest,
    )  # fmt: skip
    return signature


def drawn_signature(*, picture=None, refused=False, refusal_note="", **given):
    """Return an unsaved signature; the picture is decoded, drawn anew and stored."""
    drawn = b"" if refused else pictures.clean_signature(picture or b"")
    return Signature(
        picture=storage.keep("signatures", drawn, ".png") if drawn else "",
        picture_sha256=storage.sha256(drawn) if drawn else "",
        refused=refused,
        refusal_note=refusal_note.strip(),
        **given,
    )


def signed_on(dossier, digest, signatures, at):
    """Return Signature rows for `signatures`: rows made before on this very content, or dicts for `sign`."""
    rows = []
    for given in signatures:
        if not isinstance(given, Signature):
            given = drawn_signature(dossier=dossier, content_digest=digest, **{"at": at} | given)
            given.save(force_insert=True)
        if (given.dossier_id, given.content_digest) != (dossier.pk, digest):
            message = f"{given.name}签名之后内容有改动"
            raise Refused("出具文书", [house_rule("R-903", message, "让签名人看过现在的内容后重新签名")])
        rows.append(given)
    return rows


def house_rule(rule, message, remedy):
    return Finding(Level.BLOCK, message, remedy, rule=rule, clause=Clause(HOUSE))


def obstacles(*, kind, content, team, by, day, number, signed=(), facts=None):
    """Return every finding of the law on issuing this content with `number`, None where there is none.

    `facts`: the case's own facts where the caller has them; they win over what the content says.
    """
    rules = parameters([BODY], day, team.path)
    return law.check(
        facts_with(kind, content, team, by, day, number, signed, facts, rules[BODY].value), gate=GATE
    )


def facts_with(kind, content, team, by, day, number, signed, facts, government):
    """Return the facts of a paper, among those of its case where the caller has them."""
    told = document_facts(
        form=paper_of(kind, content.day),
        content=content,
        team=team,
        government=government,
        by=by,
        day=day,
        number=number,
        signed=signed,
    )
    return facts.but(document=told.document) if facts else told


def unanswered(dossier, found, facts, reasons, by, at):
    """Return what stands in the way of a paper; a WARN with a reason leaves a ruling and stands aside.

    A paper that waits for a head is held at the step that issues it.
    """
    rulings = list(dossier.rulings.filter(gate=GATE)) if found else []
    for one in found:
        reason = ((reasons or {}).get(one.rule) or "").strip()
        if reason and one.level is Level.WARN:
            rulings.append(rule_on(dossier, GATE, facts, one, reason, by, at))
    return standing(found, rulings, facts, GATE)


@joins
def issue(
    *,
    dossier,
    kind,
    content,
    team,
    by,
    at,
    day,
    title="",
    signatures=(),
    replaces=None,
    facts=None,
    reasons=None,
):
    """Issue a document and return it: checked, numbered, frozen, journalled; the worker makes its files.

    `kind`: of a paper in the register; `content`: a content of that paper; `title`: where this one has a name of its
    own (whose record it is and which one). `signatures`: rows made by `sign` on this
    content, or dicts with the arguments of `sign`. `facts`: see `obstacles`. `reasons`: {rule id: reason}
    for what may be passed with one. Raises Refused with every finding; then nothing is kept and no number is used.
    """
    form = paper_of(kind, content.day)
    if not isinstance(content, form.content):
        raise ValueError(f"{kind} 的内容不能是 {type(content).__name__}")
    require_in_use(form, content.day)
    [dossier] = locked_dossier(dossier.pk)
    require_open(dossier)
    digest = content_digest(kind, content)
    signed = signed_on(dossier, digest, signatures, at)
    rules = parameters([BODY, PATTERN], day, team.path)
    number = take_number(form, team, day, rules[PATTERN].value)
    told = facts_with(kind, content, team, by, day, number or None, signed, facts, rules[BODY].value)
    if stops := unanswered(dossier, law.check(told, gate=GATE), told, reasons, by, at):
        raise Refused(f"出具{form.title}", stops)
    fixed = {"dossier": dossier, "number": number, "title": title or form.name, "team": team, "day": day}
    document = Document(issued_at=at, issued_by=by, replaces=replaces, content_digest=digest, **fixed)
    freeze(document, form, content, signed)
    record(document, "document.issue", by=by, at=at, **issued_in_words(document, signed))
    enqueue("documents.render", str(document.pk), due=at, document=document.pk)
    return document


def require_in_use(form, day):
    """Refuse a paper that is no longer issued; what was issued of it is read and printed for ever."""
    if form.until and form.until < day:
        remedy = "改用现行的文书"
        raise Refused(f"出具{form.title}", [house_rule("R-907", f"{form.title}已经停用", remedy)])


@prepared
def locked_dossier(key):
    return Dossier.objects.select_for_update().filter(pk=key)


def freeze(document, form, content, signed):
    """Store the document: content masked, secrets sealed, signatures bound, digests of it all."""
    document.content, secrets = content.split()
    document.sealed = sealing.seal(boxed(secrets, form.version))
    document.kind, document.form_version = form.kind, form.version
    text = document.record_text(signed).encode()
    document.sha256, document.sm3 = storage.sha256(text), storage.sm3(text)
    document.save(force_insert=True)
    DocumentSignature.objects.bulk_create(
        DocumentSignature(document=document, signature=signature) for signature in signed
    )
    hold(document, "signatures", list(signed), Signature)
    return document


def take_number(form, team, day, pattern):
    """Take the next number of unit, kind and year, "" for a form without; the row stays locked to the end."""
    if not form.word:
        return ""
    if not team.mark:
        message = f"{team.full_name}没有机关代字，不能编号"
        raise Refused(
            f"出具{form.title}", [house_rule("R-906", message, "请系统管理员在“机构”页填写机关代字")]
        )
    serial = next_serial(team.pk, form.kind, day.year)
    return write_number(pattern, mark=team.mark, word=form.word, year=day.year, serial=serial)


def next_serial(team, kind, year):
    """Count the series on, made with the first of a year, and return where it stands: one statement, one lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_numberseries (team_id, kind, year, last) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (team_id, kind, year) DO UPDATE SET last = documents_numberseries.last + 1 RETURNING last",
            [team, kind, year],
        )
        return cursor.fetchone()[0]


@transaction.atomic
def void(*, document, reason, by, at):
    """Declare that an issued document no longer stands. Its number stays taken, with the reason (R-906)."""
    document = Document.objects.select_for_update().select_related("dossier").get(pk=document.pk)
    require_open(document.dossier)
    if not reason.strip():
        raise Refused("作废文书", [house_rule("R-906", "没有写作废理由", "写明为什么作废")])
    if Voiding.objects.filter(document=document).exists():
        raise Conflict(f"{document.name}已经作废，不用再作废一次。")
    voiding = Voiding.objects.create(document=document, reason=reason.strip(), by=by, at=at)
    record(
        document,
        "document.void",
        by=by,
        at=at,
        document=document.pk,
        number=document.number,
        reason=voiding.reason,
    )
    return voiding


@joins
def deliver(*, document, method, day, moment, recipient, servers, by, at, issued_now=False, **words):
    """Record how a document reached the party, and return the Delivery (送达回证, R-916, R-1001, R-1002).

    `day`, `moment`: when it was received, not when it was recorded, the moment None where only the day is known.
    `words`: relation, place and note as text; receipt, the Signature of who took it. `issued_now`: the caller has
    issued it in this transaction, so that nobody else can have voided it.
    """
    if not issued_now:
        document = Document.objects.select_for_update().select_related("dossier").get(pk=document.pk)
        require_open(document.dossier)
    if not issued_now and Voiding.objects.filter(document=document).exists():
        finding = house_rule("R-906", f"{document.name}已经作废", "送达代替它的文书")
        raise Refused("登记送达", [finding])
    if not document.form.served:
        finding = house_rule("R-916", f"{document.name}是不送达的文书", "核对要送达的是哪一份文书")
        raise Refused("登记送达", [finding])
    receipt = {"day": day, "moment": moment, "recipient": recipient} | words
    delivery = Delivery.objects.create(
        document=document, method=Delivery.Method(method), by=by, at=at, **receipt
    )
    Delivery.servers.through.objects.bulk_create(
        Delivery.servers.through(delivery=delivery, officer=officer) for officer in dict.fromkeys(servers)
    )
    told = {"number": document.number, "method": delivery.get_method_display(), "day": day}
    record(document, "document.deliver", by=by, at=at, recipient=masked_name(recipient), **told)
    return delivery
