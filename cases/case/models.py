"""The penalty case itself."""

from django.db import models
from django.db.models import F, Q

from cases.party.models import Party
from cases.search import WordsField, words_of
from cases.workflow import CLOSED_STATES, STEPS, State
from enforcement.dossiers.models import Dossier, Sensitivity, seen_by
from enforcement.law import reckoning
from enforcement.prepared import prepared
from enforcement.procedures.subjects import Subject
from enforcement.teams.models import Officer, Team
from enforcement.teams.roles import APPROVE
from lists.models import ItemVersion


class CaseQuerySet(models.QuerySet):
    def visible_to(self, officer, day, *, walked=False):
        """Return the cases whose dossier this person sees; the case carries the dossier's columns for speed.

        walked: for lists by page and search, as `seen_by` says.
        """
        return self.filter(seen_by(officer, day, key="dossier_id", walked=walked))

    def for_list(self):
        """Return the columns a list shows in one query."""
        return self.select_related("party", "item", "team", "handler").only(
            "number", "title", "state", "procedure", "opened_at", "act_at", "next_due", "next_due_words",
            "next_due_unit", "next_due_provisional", "path", "sensitivity", "place", "party__name", "party__kind",
            "item__name", "team__name", "handler__name",
        )  # fmt: skip

    def for_desk(self):
        """Return the columns a desk shows; it joins no more than it shows, since its rows are hard to estimate."""
        return self.select_related("party").only(
            "title", "state", "procedure", "handler", "partner", "next_due", "next_due_words",
            "next_due_unit", "next_due_provisional", "party__name", "party__kind",
        )  # fmt: skip

    def open(self):
        return self.exclude(state__in=CLOSED_STATES)

    def due_by(self, day):
        return self.open().filter(next_due__lte=day)


class Case(Subject):
    """An administrative-penalty case (行政处罚案件) from the street or the desk to closing."""

    STEPS = STEPS
    LIFTS = APPROVE
    FOUND_BY = frozenset({"title", "number", "party", "item"})

    class Procedure(models.TextChoices):
        SUMMARY = "SUMMARY", "简易程序"
        GENERAL = "GENERAL", "普通程序"

    class Source(models.TextChoices):
        PATROL = "PATROL", "巡查发现"
        REPORT = "REPORT", "投诉举报"
        ASSIGNED = "ASSIGNED", "上级交办"
        TRANSFER = "TRANSFER", "部门移送"
        MONITOR = "MONITOR", "监测设备发现"
        OTHER = "OTHER", "其他"

    class Span(models.TextChoices):
        """How long an act lasted; from its end runs the limitation (第三十六条第二款)."""

        CONTINUING = "CONTINUING", "继续状态"
        CONTINUOUS = "CONTINUOUS", "连续状态"

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="case")
    procedure = models.CharField("程序", max_length=8, choices=Procedure.choices, default=Procedure.SUMMARY)
    state = models.CharField("状态", max_length=14, choices=State.choices, default=State.ON_SITE)
    source = models.CharField("案件来源", max_length=8, choices=Source.choices, default=Source.PATROL)
    clue_on = models.DateField("线索登记日期", null=True, blank=True)
    clue_longer = models.JSONField(
        "线索核查延长",
        default=dict,
        blank=True,
        help_text="{domain, reason, approved_on, approved_by}，没有延长的为空",
    )
    act_area = models.CharField(
        "违法行为发生地区划", max_length=11, blank=True, help_text="没有登记的为空，不推定在本单位辖区"
    )
    filed_on = models.DateField("立案日期", null=True, blank=True)
    major = models.BooleanField("重大公共利益、社会关注或者疑难复杂", default=False)
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
    act_span = models.CharField("行为是否持续", max_length=10, choices=Span.choices, blank=True)
    ended_on = models.DateField("行为终了日期", null=True, blank=True)
    discovered_at = models.DateTimeField("发现时间")
    # what lengthens the time in which the act may be punished; None while nobody asked (第三十六条)
    safety_harm = models.BooleanField("涉及公民生命健康安全、金融安全且有危害后果", null=True, blank=True)
    ecological_damage = models.BooleanField("造成环境污染或者生态破坏", null=True, blank=True)
    place = models.CharField("地点", max_length=200)
    latitude = models.DecimalField("纬度", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    accuracy = models.PositiveIntegerField("定位误差（米）", null=True, blank=True)
    facts_found = models.CharField("违法事实", max_length=1000)
    party_phone = models.CharField("联系电话", max_length=20, blank=True)
    party_address = models.CharField("住址或住所", max_length=200, blank=True)
    party_address_unknown = models.BooleanField(
        "当事人说不出住址或住所", default=False, help_text="问过，当事人说不出；没有问过的，两项都空"
    )
    identity_name = models.CharField("其他证件的名称", max_length=30, blank=True, help_text="如 护照")
    nationality = models.CharField("国籍", max_length=30, blank=True)
    address_on = models.DateField("送达地址确认书日期", null=True, blank=True, help_text="最近一份")
    detained_in = models.CharField("被监禁或者被采取强制性教育措施的场所", max_length=120, blank=True)
    abroad = models.BooleanField("在境内没有住所", default=False)
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
    next_due_unit = models.CharField("按什么计", max_length=7, choices=reckoning.UNITS, default="working")
    next_due_provisional = models.BooleanField("暂估", default=False)
    version = models.PositiveIntegerField("版本", default=1)
    words = WordsField("可查找的词", blank=True, default="", editable=False)
    left_at = models.DateTimeField(
        "承办人离任时间", null=True, blank=True, help_text="等负责人分派承办人员，分派后为空"
    )

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
            models.Index(fields=["path", "-opened_at", "-id"], name="case_newest"),
            # Which acts of this agency, or of all, are the latest?
            models.Index(fields=["path", "-act_at", "-id"], name="case_acted"),
            models.Index(fields=["-act_at", "-id"], name="case_acted_anywhere"),
            # Which open cases of this agency fall due first?
            models.Index(
                fields=["path", "next_due"], name="case_due", condition=Q(next_due__isnull=False)
            ),
            # Which open cases of all fall due first?
            models.Index(
                fields=["next_due", "id"], name="case_due_anywhere", condition=Q(next_due__isnull=False)
            ),
            # Has this party done this before?
            models.Index(fields=["party", "decided_on"], name="case_party"),
            # What is in this officer's hands?
            models.Index(
                fields=["handler", "next_due"], name="case_handler",
                condition=~Q(state__in=["CLOSED", "WITHDRAWN"]),
            ),
            # What is open in this agency?
            models.Index(fields=["path"], name="case_open", condition=~Q(state__in=["CLOSED", "WITHDRAWN"])),
            # What does this officer work on with somebody else?
            models.Index(
                fields=["partner"], name="case_partner", condition=~Q(state__in=["CLOSED", "WITHDRAWN"])
            ),
            # What was logged in these weeks? A league table reads nothing older.
            models.Index(fields=["opened_at"], name="case_opened"),
            # Which cases did the person with this number call about?
            models.Index(fields=["party_phone"], name="case_phone", condition=~Q(party_phone="")),
            # What was decided in these weeks?
            models.Index(
                fields=["decided_on"], name="case_decided", condition=Q(decided_on__isnull=False)
            ),
            # What fines did like cases of this county get lately?
            models.Index(
                fields=["item", "path", "decided_on"], name="case_like", condition=Q(decided_on__isnull=False)
            ),
            # What did this officer close this week?
            models.Index(
                fields=["handler", "closed_on"], name="case_closed", condition=Q(closed_on__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.number or '未编号'} {self.title}"

    @classmethod
    def locked(cls, key):
        [row] = under_lock(key)
        return row

    def save(self, *args, update_fields=None, **kwargs):
        """Save, and keep what the case is found by true where one of its words changes."""
        if update_fields is None or self.FOUND_BY & set(update_fields):
            self.words = words_of(self)
            update_fields = update_fields and {*update_fields, "words"}
        super().save(*args, update_fields=update_fields, **kwargs)

    # the framework's own goes through all choices for every row, three times a row of the desk
    def get_state_display(self):
        return State(self.state).label

    def get_procedure_display(self):
        return Case.Procedure(self.procedure).label

    @property
    def lane(self):
        """The procedure, by which the table tells which of its steps this case may take."""
        return self.procedure

    @property
    def chain_key(self):
        return self.dossier.chain_key

    @property
    def called(self):
        return f"{self.party.shown_name} {self.title}"

    def for_desk(self):
        return {
            "party": self.party.shown_name, "title": self.title, "lane": self.procedure,
            "sensitivity": self.sensitivity, "handler_id": self.handler_id, "partner_id": self.partner_id,
            "due_on": self.next_due, "due_words": self.next_due_words, "due_unit": self.next_due_unit,
            "provisional": self.next_due_provisional,
        }  # fmt: skip

    @property
    def due(self):
        """The nearest deadline as the deadline component takes it, None where nothing is due."""
        if self.next_due is None:
            return None
        return {
            "due": self.next_due,
            "title": self.next_due_words,
            "unit": self.next_due_unit,
            "provisional": self.next_due_provisional,
        }


@prepared
def under_lock(key):
    return Case.objects.select_for_update(of=("self",)).select_related("dossier").filter(pk=key)
