"""The register of documents (文书): numbers, issued papers, their files, signatures and deliveries.

What was issued stays as it was: documents, files, signatures and deliveries are append-only by trigger.
A voided number keeps its row, with a `Voiding` beside it.
"""

from datetime import UTC

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from enforcement.documents import contents, numbers, register, sealing
from enforcement.dossiers.models import Dossier, seen_by
from enforcement.journal.models import canonical
from enforcement.law.kinds import ServiceMethod
from enforcement.teams.models import Officer, Team

DIGEST = 64


class Layout(models.TextChoices):
    """A paper: A4 for the file, A5 for the two-copy pad, 80 mm roll for the street printer."""

    A4 = "A4", "A4"
    A5 = "A5", "A5"
    ROLL80 = "ROLL80", "80mm小票"


def choices(kind):
    return [(member.value, member.label) for member in kind]


class NumberSeries(models.Model):
    """The last number taken by a unit for a kind in a year; its row is locked while the next is taken."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="number_series", verbose_name="机构")
    kind = models.CharField("文书种类", max_length=20, choices=register.titles)
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("已用到", default=0)

    class Meta:
        verbose_name = "文号序列"
        constraints = [
            models.UniqueConstraint(fields=["team", "kind", "year"], name="number_series_once"),
        ]

    def __str__(self):
        return f"{self.team} {self.get_kind_display()} {self.year}：{self.last}"


class Glyph(models.Model):
    """The picture of a character that no font has, for all papers; never changed, since papers are printed anew."""

    sign = models.CharField("字", max_length=2, unique=True)
    picture = models.CharField("字形图片", max_length=120)
    picture_sha256 = models.CharField("图片 SHA-256", max_length=DIGEST)
    source = models.CharField("字形来源", max_length=100)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="提供人")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "字形"

    def __str__(self):
        return self.sign


class SignatureQuerySet(models.QuerySet):
    def visible_to(self, officer, day):
        return self.filter(in_dossier(officer, day))


class Signature(models.Model):
    """A signature on glass, or its refusal: picture, digest of what was signed, when, and how we knew who.

    It binds a person to a content (`content_digest`), before the document has a number or after.
    """

    class Role(models.TextChoices):
        PARTY = "PARTY", "当事人"
        OFFICER = "OFFICER", "执法人员"
        WITNESS = "WITNESS", "见证人"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="signatures", verbose_name="案卷")
    content_digest = models.CharField("所签内容的摘要", max_length=DIGEST)
    role = models.CharField("签名人身份", max_length=10, choices=Role.choices)
    officer = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="执法人员"
    )
    name = models.CharField("签名人", max_length=120)
    picture = models.CharField("签名图片", max_length=120, blank=True)
    picture_sha256 = models.CharField("图片 SHA-256", max_length=DIGEST, blank=True)
    identity_check = models.CharField("身份核验方式", max_length=200, blank=True)
    refused = models.BooleanField("拒绝签收", default=False)
    refusal_note = models.CharField("拒签注明", max_length=300, blank=True)
    witness = models.CharField("见证人", max_length=120, blank=True)
    at = models.DateTimeField("时间")

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = "签名"
        constraints = [
            models.CheckConstraint(
                name="signature_drawn_or_refused",
                condition=Q(refused=True, picture="") | Q(refused=False) & ~Q(picture=""),
            ),
            models.CheckConstraint(
                name="signature_officer_named",
                condition=Q(role="OFFICER", officer__isnull=False)
                | ~Q(role="OFFICER") & Q(officer__isnull=True),
            ),
        ]
        indexes = [
            # Who has signed what is on this page, before it has a number?
            models.Index(fields=["dossier", "content_digest"], name="signature_content"),
        ]

    def __str__(self):
        return f"{self.name}{'（拒签）' if self.refused else ''}"

    def words(self):
        """Return what the digest of a signed document covers."""
        return [self.role, self.name, self.picture_sha256, self.refused, self.refusal_note, self.witness]


def in_dossier(officer, day):
    """Return the condition that a row of this app may be seen: that of its dossier."""
    return seen_by(officer, day, path="dossier__path", sensitivity="dossier__sensitivity", key="dossier")


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, officer, day):
        return self.filter(in_dossier(officer, day))

    def standing(self):
        """Documents that are not voided."""
        return self.filter(voiding__isnull=True)


class Document(models.Model):
    """An issued document (文书): number, content as it was, digests. Never changed; voided by another row.

    `number` is "" where the form takes none. `content` has identity numbers and telephones masked; `sealed`
    holds them encrypted (R-1108).
    `content_digest` is what signatures bind to; `sha256` and `sm3` cover number, day, issuer and signatures too.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="documents", verbose_name="案卷")
    kind = models.CharField("种类", max_length=20, choices=register.titles)
    form_version = models.PositiveSmallIntegerField("文书式样版本")
    number = models.CharField("文号", max_length=60, blank=True, validators=[numbers.validate_number])
    title = models.CharField("标题", max_length=120)
    team = models.ForeignKey(Team, models.PROTECT, related_name="documents", verbose_name="机关")
    day = models.DateField("文书日期")
    content = models.JSONField("内容")
    sealed = models.TextField("加密内容")
    content_digest = models.CharField("内容摘要", max_length=DIGEST)
    sha256 = models.CharField("SHA-256", max_length=DIGEST)
    sm3 = models.CharField("SM3", max_length=DIGEST)
    issued_at = models.DateTimeField("出具时间")
    issued_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="出具人")
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="代替"
    )
    signatures = models.ManyToManyField(
        Signature, through="DocumentSignature", related_name="documents", verbose_name="签名"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "文书"
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="document_number_once"),
        ]
        indexes = [
            # What did this unit issue last?
            models.Index(fields=["team", "-id"], name="document_team"),
        ]

    def __str__(self):
        return f"{self.title} {self.number}".strip()

    @property
    def name(self):
        """What messages call it: its number, its title where it has none."""
        return self.number or self.title

    @property
    def chain_key(self):
        return f"dossier:{self.dossier_id}"

    @property
    def form(self):
        """The paper that it is, in the version that it was issued under."""
        return register.issued_as(self.kind, self.form_version)

    @property
    def place(self):
        """Where it stands in a volume: by what it is, then by the order of issue (R-923)."""
        return self.form.volume, self.pk

    @property
    def layouts(self):
        """The papers in which it can be printed, with their names."""
        return [(layout, Layout(layout).label) for layout in self.form.layouts]

    def full_content(self):
        """Return the content as it was issued, identity numbers included."""
        return contents.unmask(self.content, contents.unboxed(sealing.unseal(self.sealed)))

    @property
    def voided(self):
        """Why it no longer stands, None while it does."""
        return getattr(self, "voiding", None)

    def signed(self):
        """Return the signatures that stand on it, in their order."""
        bound = DocumentSignature.objects.filter(document=self).select_related("signature")
        return [each.signature for each in bound.order_by("pk")]

    def record_text(self, signed):
        """Return everything that `sha256` and `sm3` cover, in one canonical text."""
        return canonical(
            {
                "kind": self.kind,
                "form": self.form_version,
                "number": self.number,
                "title": self.title,
                "team": self.team_id,
                "dossier": self.dossier_id,
                "day": self.day.isoformat(),
                "issued_at": self.issued_at.astimezone(UTC).isoformat(timespec="microseconds"),
                "issued_by": self.issued_by_id,
                "replaces": self.replaces_id,
                "content": self.content_digest,
                "signatures": [each.words() for each in signed],
            }
        )


class DocumentSignature(models.Model):
    """A signature that stands on an issued document."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    signature = models.ForeignKey(Signature, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "文书签名"
        constraints = [
            models.UniqueConstraint(fields=["document", "signature"], name="document_signature_once"),
        ]

    def __str__(self):
        return f"{self.document_id} {self.signature_id}"


class Voiding(models.Model):
    """Why an issued number no longer stands (作废). The number is not used again (R-906)."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="voiding", verbose_name="文书")
    reason = models.CharField("作废理由", max_length=300)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="作废人")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "文书作废"
        constraints = [models.CheckConstraint(name="voiding_has_reason", condition=~Q(reason=""))]

    def __str__(self):
        return f"{self.document_id} 作废：{self.reason}"


class Rendering(models.Model):
    """The file of a document in one layout, made once."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="renderings", verbose_name="文书")
    layout = models.CharField("版式", max_length=10, choices=Layout.choices)
    path = models.CharField("文件", max_length=120)
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("SHA-256", max_length=DIGEST)
    sm3 = models.CharField("SM3", max_length=DIGEST)
    made_at = models.DateTimeField("生成时间", db_default=Now())

    class Meta:
        verbose_name = "文书文件"
        constraints = [models.UniqueConstraint(fields=["document", "layout"], name="rendering_once")]

    def __str__(self):
        return f"{self.document_id} {self.layout}"


class DeliveryQuerySet(models.QuerySet):
    def visible_to(self, officer, day):
        condition = seen_by(
            officer,
            day,
            path="document__dossier__path",
            sensitivity="document__dossier__sensitivity",
            key="document__dossier",
        )
        return self.filter(condition)


class Delivery(models.Model):
    """How a document reached the party (送达回证): the day and moment of receipt, by whom, with what proof.

    `day` and `moment` are the act's own, from which the law's periods run; `at` is when it was recorded.
    """

    # every way that the law knows: a paper may arrive by each
    Method = ServiceMethod

    document = models.ForeignKey(Document, models.PROTECT, related_name="deliveries", verbose_name="文书")
    method = models.CharField("送达方式", max_length=10, choices=choices(ServiceMethod))
    day = models.DateField("送达日期")
    moment = models.DateTimeField("送达时间", null=True, blank=True)
    place = models.CharField("送达地点", max_length=200, blank=True)
    recipient = models.CharField("受送达人", max_length=120)
    relation = models.CharField("与当事人的关系", max_length=60, blank=True)
    receipt = models.ForeignKey(
        Signature, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签收"
    )
    note = models.CharField("证明情况", max_length=300, blank=True)
    servers = models.ManyToManyField(Officer, related_name="+", verbose_name="送达人")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "送达"
        indexes = [
            # When was this document delivered?
            models.Index(fields=["document", "day"], name="delivery_day"),
        ]

    def __str__(self):
        return f"{self.get_method_display()} {self.day}"
