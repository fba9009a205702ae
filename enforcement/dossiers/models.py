"""The dossier (案卷): whose it is, how sensitive, locked or open, who may see it. Everything else hangs on it."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from enforcement.prepared import prepared
from enforcement.teams import paths
from enforcement.teams.models import Officer, Team, valid_on


class Sensitivity(models.TextChoices):
    ORDINARY = "ORDINARY", "一般"
    MINOR = "MINOR", "涉未成年人"


class DossierQuerySet(models.QuerySet):
    def visible_to(self, officer, day):
        return self.filter(seen_by(officer, day))


def seen_by(officer, day, *, path="path", sensitivity="sensitivity", key="pk", walked=False, whole=False):
    """Return the condition that a row may be seen by `officer` on `day`.

    The names are of the columns (or relations) that hold the agency path, the sensitivity and the dossier's key:
    a dossier's own, or another row's copies of them. Written once; every queryset of case work uses it.

    walked: for lists that are walked in their order until a page is full, or looked up by what was searched. Whether he
    works on a dossier is asked row by row then: PostgreSQL charges the list of all that he works on anew to every row
    that it looks up, and would rather read a whole table. Where all rows of one person are wanted, the list is cheaper.
    whole: for a page that cannot spare a statement: what was granted to his agencies is asked in the same one.
    """
    sight = officer.sight(day)
    seen = sight.work(path)
    if not sight.sees_every_minor:
        works_on = DossierMember.objects.present().filter(officer=officer)
        on_it = Q(**{f"{key}__in": works_on.values("dossier")})
        if walked:
            on_it = Exists(works_on.filter(dossier=OuterRef(key)))
        open_to_him = Q(**{sensitivity: Sensitivity.ORDINARY}) | on_it
        for area in sorted(sight.minor_areas):
            open_to_him |= paths.below(area, path)
        seen &= open_to_him
    if sight.reading and whole:
        seen |= Q(**{f"{key}__in": granting(sorted(sight.own_agencies), day)})
    elif sight.reading and (granted := Grant.objects.keys_for(sight, day)):
        seen |= Q(**{f"{key}__in": granted})
    return seen


def plainly_seen(row, officer, day):
    """Return whether a row with a dossier's path and sensitivity is one that `seen_by` shows whoever works on what.

    False says nothing yet: the dossier may be open to him for another reason, which the database knows.
    """
    return row.sensitivity == Sensitivity.ORDINARY and officer.sight(day).works_at(row.path)


class Dossier(models.Model):
    """One matter's file, under a lead, an inspection or a case."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="dossiers", verbose_name="所属机构")
    path = models.CharField("机构代码", max_length=11, help_text="所属机关的代码，随机构写入，用于可见范围")
    sensitivity = models.CharField("敏感程度", max_length=10, choices=Sensitivity.choices, default="ORDINARY")
    opened_at = models.DateTimeField("建卷时间")
    opened_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="建卷人")
    locked_at = models.DateTimeField("封卷时间", null=True, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "案卷"
        indexes = [
            # What did this agency open last?
            models.Index(fields=["path", "-id"], name="dossier_path"),
        ]

    def __str__(self):
        return f"案卷 {self.pk}"

    @property
    def chain_key(self):
        return f"dossier:{self.pk}"


class MemberQuerySet(models.QuerySet):
    def present(self):
        """Return who works on it now."""
        return self.filter(left_at=None)


class DossierMember(models.Model):
    """An officer who works or has worked on the dossier (办案人员): handler, partner, later investigators.

    Who left stays on the list: he never reviews or decides what he investigated (第五十七条、第五十八条).
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="members")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="memberships")
    left_at = models.DateTimeField("离开时间", null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "officer"], name="dossier_member_once")]

    def __str__(self):
        return f"{self.dossier} {self.officer}"


class GrantQuerySet(models.QuerySet):
    def keys_for(self, sight, day):
        """Return the keys of dossiers granted to his agencies on `day`; a minor's file is never among them."""
        return [key for (key,) in granted_to(tuple(sorted(sight.own_agencies)), day)]


def granting(agencies, day):
    granted = Grant.objects.filter(valid_on(day), team__path__in=agencies)
    return granted.exclude(dossier__sensitivity=Sensitivity.MINOR).values_list("dossier")


granted_to = prepared(granting)


class Grant(models.Model):
    """Leave for another unit to read a dossier: purpose, ground and an end (ruling 9)."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="grants")
    team = models.ForeignKey(Team, models.PROTECT, related_name="grants", verbose_name="被授权机构")
    purpose = models.CharField("用途", max_length=200)
    ground = models.CharField("依据", max_length=200)
    granted_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止")

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="grant_days_in_order", condition=Q(valid_to__gte=F("valid_from"))),
        ]

    def __str__(self):
        return f"{self.dossier} → {self.team}"


class Ruling(models.Model):
    """A WARN passed with its reason, or a HOLD lifted by the named superior; bound to the facts it answered."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="rulings")
    rule = models.CharField("规则", max_length=10)
    gate = models.CharField("步骤", max_length=40)
    facts_digest = models.CharField("所答复事实的摘要", max_length=64)
    reason = models.CharField("理由", max_length=500)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="作出人")
    at = models.DateTimeField("时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "rule", "gate", "facts_digest"], name="ruling_once"),
        ]

    def __str__(self):
        return f"{self.rule} {self.reason}"


class Referral(models.Model):
    """A HOLD that stopped a step and waits for the superior (请示): bound to the facts that were typed then.

    What the step would have saved was rolled back; a ruling on `facts_digest` lets the same act pass when it is
    sent again. A ruling on the same rule, gate and facts is its answer. It lapses where it is the question no longer.
    facts, standing_digest: what the HOLD rests on, and how that stood in the file without what was typed; no digest
    where no one row of the file says it.
    """

    class Lapse(models.TextChoices):
        ANEW = "ANEW", "已就新的情况另行请示"
        TAKEN = "TAKEN", "这一步已经办理"
        CHANGED = "CHANGED", "请示所依据的事实已经变化"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="referrals")
    rule = models.CharField("规则", max_length=10)
    gate = models.CharField("步骤", max_length=40)
    facts_digest = models.CharField("所涉事实的摘要", max_length=64)
    facts = models.JSONField("所涉事实", default=list)
    standing_digest = models.CharField("案卷里这些事实的摘要", max_length=64, blank=True)
    message = models.CharField("请示的事项", max_length=500)
    clause = models.CharField("依据", max_length=200, blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False, verbose_name="请示人")
    at = models.DateTimeField("时间")
    lapse = models.CharField("为什么失效", max_length=7, choices=Lapse.choices, blank=True)
    lapsed_at = models.DateTimeField("失效时间", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "rule", "gate", "facts_digest"],
                name="referral_open_once",
                condition=Q(lapse=""),
            ),
        ]

    def __str__(self):
        return f"{self.rule} {self.message}"


class Draft(models.Model):
    """What one person has typed into one form and not yet submitted. Never merged with another's (ruling 6)."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="drafts")
    form = models.CharField("表单", max_length=60)
    dossier = models.ForeignKey(Dossier, models.CASCADE, null=True, blank=True, related_name="drafts")
    data = models.JSONField("已填内容", default=dict)
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "form"], name="draft_once_a_form")]

    def __str__(self):
        return f"{self.officer} {self.form}"


class Submission(models.Model):
    """What a person sent under one idempotency key and what was answered, so that sending twice acts once."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="submissions")
    key = models.CharField("幂等键", max_length=64)
    address = models.CharField("地址", max_length=200)
    digest = models.CharField("内容摘要", max_length=64)
    status = models.PositiveSmallIntegerField("状态码", null=True)
    answer = models.JSONField("回答", null=True)
    at = models.DateTimeField("时间")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "key"], name="submission_once")]

    def __str__(self):
        return f"{self.officer} {self.key}"
