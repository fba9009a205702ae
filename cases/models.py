"""The penalty case and what it is decided on: party, assessment, notice, decision, money, deadlines."""

from django.db import models
from django.db.models import F, Q

from cases import secrets
from cases.workflow import CLOSED_STATES, STEPS, State
from enforcement.documents.models import Document
from enforcement.dossiers.models import Dossier, Sensitivity, seen_by
from enforcement.law import kinds
from enforcement.teams.models import Officer, Team
from enforcement.teams.roles import APPROVE
from enforcement.templatetags.marks import masked_name
from lists.models import ItemVersion


def pairs(kind):
    """Return a closed list of the law as choices, so that codes and words stand in one place."""
    return [(member.value, member.label) for member in kind]


class Party(models.Model):
    """A person, individual business or organisation, once in the register however many cases it has (当事人)."""

    Kind = kinds.PartyKind

    class IdentityKind(models.TextChoices):
        ID_CARD = "ID_CARD", "居民身份证"
        CREDIT_CODE = "CREDIT_CODE", "统一社会信用代码"
        OTHER = "OTHER", "其他证件"
        NONE = "NONE", "未能提供证件"

    kind = models.CharField("类别", max_length=20, choices=pairs(Kind))
    name = models.CharField("姓名或名称", max_length=120)
    identity_kind = models.CharField("证件", max_length=12, choices=IdentityKind.choices)
    identity_sealed = models.CharField("证件号码（密文）", max_length=200, blank=True)
    identity_lookup = models.CharField("证件号码（查找）", max_length=64, blank=True, db_index=True)
    born_on = models.DateField("出生日期", null=True, blank=True)

    class Meta:
        verbose_name = "当事人"
        constraints = [
            models.UniqueConstraint(
                fields=["identity_lookup", "kind", "identity_kind", "name"],
                condition=~Q(identity_lookup=""),
                name="party_once_in_the_register",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def shown_name(self):
        """The name as lists show it: a natural person's masked, a business's or organisation's in full (R-1101)."""
        return masked_name(self.name) if self.kind == kinds.PartyKind.PERSON else self.name

    @property
    def identity(self):
        """The identity number in full. Reading it on a page is journalled by the caller."""
        return secrets.unseal(self.identity_sealed)


class CaseQuerySet(models.QuerySet):
    def visible_to(self, officer, day):
        """Return the cases whose dossier this person sees; the case carries the dossier's columns for speed."""
        return self.filter(seen_by(officer, day, key="dossier_id"))

    def for_list(self):
        """Return the columns a list shows in one query."""
        return self.select_related("party", "item", "team", "handler").only(
            "number", "title", "state", "procedure", "opened_at", "act_at", "next_due", "next_due_words",
            "next_due_provisional", "path", "sensitivity", "place", "party__name", "party__kind", "item__name",
            "team__name", "handler__name",
        )  # fmt: skip

    def for_desk(self):
        """Return the columns a desk shows; it joins no more than it shows, since its rows are hard to estimate."""
        return self.select_related("party").only(
            "title", "state", "procedure", "next_due", "next_due_words", "next_due_provisional", "party__name",
            "party__kind",
        )  # fmt: skip

    def open(self):
        return self.exclude(state__in=CLOSED_STATES)

    def due_by(self, day):
        return self.open().filter(next_due__lte=day)


class Case(models.Model):
    """An administrative-penalty case (行政处罚案件) from the street or the desk to closing."""

    STEPS = STEPS
    LIFTS = APPROVE

    class Procedure(models.TextChoices):
        SUMMARY = "SUMMARY", "简易程序"
        GENERAL = "GENERAL", "普通程序"

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="case")
    procedure = models.CharField("程序", max_length=8, choices=Procedure.choices, default=Procedure.SUMMARY)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.ON_SITE)
    number = models.CharField("决定文号", max_length=60, blank=True)
    title = models.CharField("案由", max_length=200)
    team = models.ForeignKey(Team, models.PROTECT, related_name="cases", verbose_name="办案机构")
    path = models.CharField("机构代码", max_length=11)
    sensitivity = models.CharField("敏感程度", max_length=10, choices=Sensitivity.choices, default="ORDINARY")
    item = models.ForeignKey(ItemVersion, models.PROTECT, related_name="cases", verbose_name="事项")
    party = models.ForeignKey(Party, models.PROTECT, related_name="cases", verbose_name="当事人")
    handler = models.ForeignKey(Officer, models.PROTECT, related_name="handled", verbose_name="承办人")
    partner = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="assisted", verbose_name="同行人员"
    )
    act_at = models.DateTimeField("违法行为时间")
    discovered_at = models.DateTimeField("发现时间")
    place = models.CharField("地点", max_length=200)
    latitude = models.DecimalField("纬度", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    facts_found = models.CharField("违法事实", max_length=1000)
    party_phone = models.CharField("联系电话", max_length=20, blank=True)
    party_address = models.CharField("住址或住所", max_length=200, blank=True)
    representative = models.CharField("法定代表人或负责人", max_length=60, blank=True)
    guardian = models.CharField("监护人", max_length=60, blank=True)
    return_reason = models.CharField("退回理由", max_length=500, blank=True)
    convert_reason = models.CharField("转普通程序理由", max_length=500, blank=True)
    withdraw_reason = models.CharField("撤销理由", max_length=500, blank=True)
    opened_at = models.DateTimeField("登记时间")
    decided_on = models.DateField("决定日期", null=True, blank=True)
    closed_on = models.DateField("结案日期", null=True, blank=True)
    next_due = models.DateField("最近期限", null=True, blank=True)
    next_due_words = models.CharField("最近期限事项", max_length=40, blank=True)
    next_due_provisional = models.BooleanField("暂估", default=False)
    version = models.PositiveIntegerField("版本", default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "案件"
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="case_number_once"),
            models.CheckConstraint(
                name="case_officers_differ", condition=Q(partner__isnull=True) | ~Q(partner=F("handler"))
            ),
        ]
        indexes = [
            # What did this agency log last?
            models.Index(fields=["path", "-id"], name="case_path"),
            # Which open cases of this agency fall due first?
            models.Index(
                fields=["path", "next_due"], name="case_due", condition=Q(next_due__isnull=False)
            ),
            # Has this party done this before?
            models.Index(fields=["party", "decided_on"], name="case_party"),
            # What is in this officer's hands?
            models.Index(
                fields=["handler", "next_due"], name="case_handler",
                condition=~Q(state__in=["CLOSED", "WITHDRAWN"]),
            ),
            # What does this officer work on with somebody else?
            models.Index(
                fields=["partner"], name="case_partner", condition=~Q(state__in=["CLOSED", "WITHDRAWN"])
            ),
            # What did this officer close this week?
            models.Index(
                fields=["handler", "closed_on"], name="case_closed", condition=Q(closed_on__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.number or '未编号'} {self.title}"

    # the framework's own goes through all choices for every row, three times a row of the desk
    def get_state_display(self):
        return State(self.state).label

    def get_procedure_display(self):
        return Case.Procedure(self.procedure).label

    @property
    def chain_key(self):
        return self.dossier.chain_key

    @property
    def due(self):
        """The nearest deadline as the deadline component takes it, None where nothing is due."""
        if self.next_due is None:
            return None
        return {
            "due": self.next_due,
            "title": self.next_due_words,
            "unit": "working",
            "provisional": self.next_due_provisional,
        }


class Assessment(models.Model):
    """The answer to 'should we punish at all' (行政处罚法第三十三条), before 'how much'."""

    Harm, Limb, Grade = kinds.Harm, kinds.Limb, kinds.Tier

    class Correction(models.TextChoices):
        ON_SPOT = "ON_SPOT", "已当场改正"
        ORDERED = "ORDERED", "责令限期改正"
        REFUSED = "REFUSED", "拒不改正"

    class Outcome(models.TextChoices):
        NO_PENALTY = "NO_PENALTY", "不予处罚"
        WARNING = "WARNING", "警告"
        FINE = "FINE", "罚款"
        BOTH = "BOTH", "警告并罚款"

    case = models.OneToOneField(Case, models.CASCADE, related_name="assessment")
    harm = models.CharField("危害后果", max_length=8, choices=pairs(Harm))
    correction = models.CharField("是否改正", max_length=8, choices=Correction.choices)
    correct_by = models.DateField("改正期限", null=True, blank=True)
    no_fault_evidence = models.CharField("没有主观过错的证据", max_length=300, blank=True)
    education = models.CharField("教育情况", max_length=300, blank=True)
    correction_order = models.CharField("责令改正内容", max_length=300, blank=True)
    guardian_order = models.CharField("责令监护人管教", max_length=300, blank=True)
    prior_count = models.PositiveIntegerField("同类违法次数")
    prior_on = models.DateField("最近一次", null=True, blank=True)
    prior_team = models.CharField("最近一次办案机构", max_length=80, blank=True)
    window_months = models.PositiveSmallIntegerField("查询范围（月）")
    window_source = models.CharField("查询范围依据", max_length=200)
    searched_at = models.DateTimeField("查询时间")
    outcome = models.CharField("处理意见", max_length=10, choices=Outcome.choices)
    limb = models.CharField("不予处罚的情形", max_length=10, choices=pairs(Limb), blank=True)
    grade = models.CharField("裁量等次", max_length=10, choices=pairs(Grade), blank=True)
    fine = models.DecimalField("拟罚款", max_digits=14, decimal_places=2, null=True, blank=True)
    reason = models.CharField("理由", max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assessment_fine_with_a_fine",
                condition=(Q(outcome__in=["FINE", "BOTH"]) & Q(fine__gt=0))
                | (Q(outcome__in=["WARNING", "NO_PENALTY"]) & Q(fine__isnull=True)),
            ),
        ]

    def __str__(self):
        return f"{self.case} {self.get_outcome_display()}"


class OralNotice(models.Model):
    """What was shown and told before deciding (第四十四条、第五十二条), and what the party said (第四十五条)."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="notice")
    certificates_shown = models.BooleanField("已出示执法证")
    rights_told = models.BooleanField("已告知事实、理由、依据和权利")
    told_at = models.DateTimeField("告知时间")
    has_defence = models.BooleanField("当事人有陈述申辩")
    defence = models.CharField("陈述申辩内容", max_length=1000, blank=True)
    defence_answer = models.CharField("复核意见", max_length=1000, blank=True)
    receipt = models.CharField(
        "签收", max_length=8, choices=pairs(kinds.Signature), default=kinds.Signature.NONE
    )
    refusal_note = models.CharField("拒签情况", max_length=300, blank=True)

    def __str__(self):
        return f"{self.case} 告知"


class Decision(models.Model):
    """The decision (行政处罚决定 or 不予行政处罚决定): made once, never edited."""

    class Kind(models.TextChoices):
        PENALTY = "PENALTY", "当场行政处罚决定"
        NO_PENALTY = "NO_PENALTY", "不予行政处罚决定"

    class PayBy(models.TextChoices):
        BANK = "BANK", "十五日内到指定银行或者电子支付缴纳"
        ON_SPOT = "ON_SPOT", "当场收缴"

    case = models.OneToOneField(Case, models.PROTECT, related_name="decision")
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    warning = models.BooleanField("警告", default=False)
    fine = models.DecimalField("罚款", max_digits=14, decimal_places=2, null=True, blank=True)
    pay_by = models.CharField("缴纳方式", max_length=8, choices=PayBy.choices, blank=True)
    pay_code = models.CharField("缴款码", max_length=30, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, related_name="decision")
    decided_at = models.DateTimeField("决定时间")
    decided_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="作出人")

    class Meta:
        verbose_name = "决定"

    def __str__(self):
        return f"{self.document.number}"


class Collection(models.Model):
    """A fine taken on the spot (当场收缴, 第六十八条 to 第七十一条) and its way to the treasury."""

    Ground = kinds.CollectionGround

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="collection")
    amount = models.DecimalField("金额", max_digits=14, decimal_places=2)
    ground = models.CharField("理由", max_length=10, choices=pairs(Ground))
    explanation = models.CharField("情况说明", max_length=300, blank=True)
    receipt_number = models.CharField("财政票据号码", max_length=40)
    collected_on = models.DateField("收缴日期")
    handed_in_on = models.DateField("上交机关日期", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["receipt_number"], name="collection_receipt_once"),
            models.CheckConstraint(name="collection_of_something", condition=Q(amount__gt=0)),
        ]

    def __str__(self):
        return f"{self.receipt_number}"


class Payment(models.Model):
    """Money that reached the collecting institution for a decision (缴款)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="payments")
    amount = models.DecimalField("金额", max_digits=14, decimal_places=2)
    paid_on = models.DateField("缴款日期")
    reference = models.CharField("缴款凭证号", max_length=60, unique=True)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(name="payment_of_something", condition=Q(amount__gt=0))]

    def __str__(self):
        return f"{self.reference} {self.amount}"


class Registration(models.Model):
    """The report of an on-the-spot decision to the agency (备案, 第五十二条第三款)."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="registration")
    filed_on = models.DateField("备案日期")
    filed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    def __str__(self):
        return f"{self.case} {self.filed_on}"


class CaseDeadline(models.Model):
    """A time limit fixed when its event happened, with its working: three days and why (R-008, R-010)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="deadlines")
    key = models.CharField("期限", max_length=30)
    label = models.CharField("事项", max_length=40)
    start_on = models.DateField("起算事件日")
    legal_last_day = models.DateField("法定最后一日")
    safe_day = models.DateField("稳妥日")
    for_party = models.BooleanField("是当事人的期限", default=False)
    provisional = models.CharField("暂估原因", max_length=200, blank=True)
    clause = models.CharField("依据", max_length=80)
    explanation = models.JSONField("怎么算的", default=list)
    met_on = models.DateField("完成日", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="case_deadline_once")]

    def __str__(self):
        return f"{self.label} {self.legal_last_day}"

    @property
    def shown(self):
        """The deadline as the deadline component takes it: the party's by its legal day, ours by the safe day."""
        return {
            "title": self.label,
            "due": self.legal_last_day if self.for_party else self.safe_day,
            "start": self.start_on,
            "unit": "day" if self.for_party else "working",
            "clause": self.clause,
            "provisional": self.provisional,
            "lines": self.explanation,
        }
