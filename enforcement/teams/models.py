"""Units, the people in them, their posts and their certificates. Everything carries the days it is valid."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from enforcement.teams import paths
from enforcement.teams.roles import PERMISSIONS, Role
from enforcement.teams.sight import Sight, shares_work


def valid_on(day, prefix=""):
    """Return the condition that a dated row is in force on `day`: first and last day inclusive."""
    until = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day})
    return Q(**{f"{prefix}valid_from__lte": day}) & until


class DatedQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(valid_on(day))


class TeamQuerySet(models.QuerySet):
    def visible_to(self, officer, day):
        """Units are public within the city: everybody with a post sees the tree, nobody else does."""
        return self if officer.sight(day).posts else self.none()

    def below(self, path):
        return self.filter(paths.below(path))


class Team(models.Model):
    """A unit: city, county, township 乡镇, street 街道, department 部门, squad 中队, centre 案审中心."""

    class Kind(models.TextChoices):
        CITY = "CITY", "市"
        COUNTY = "COUNTY", "县（市、区）"
        TOWNSHIP = "TOWNSHIP", "乡镇"
        STREET = "STREET", "街道"
        ZONE = "ZONE", "开发区、农场"
        DEPARTMENT = "DEPARTMENT", "部门"
        CENTRE = "CENTRE", "案审中心"
        SQUAD = "SQUAD", "中队"

    path = models.CharField("代码", max_length=11, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", verbose_name="上级"
    )
    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    name = models.CharField("名称", max_length=60)
    full_name = models.CharField("机关全称", max_length=80, help_text="文书落款")
    mark = models.CharField("机关代字", max_length=20, blank=True, help_text="文号中的代字，如 玉楚综执")
    ranked = models.BooleanField("参加排名", default=False)
    is_active = models.BooleanField("在用", default=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = "机构"
        constraints = [
            # Two agencies with one mark would issue the same document number.
            models.UniqueConstraint(fields=["mark"], condition=~Q(mark=""), name="team_mark_once"),
        ]

    def __str__(self):
        return self.name

    @property
    def chain_key(self):
        return f"team:{self.path}"

    @property
    def agency_path(self):
        """The path of the agency in whose name this unit acts."""
        return paths.agency_of(self.path)

    @property
    def parent_path(self):
        """The path of the unit above: the county of a township or department, the city of a county."""
        return paths.parent_of(self.path)

    @property
    def own_area(self):
        """The division code of the area in which the unit acts: a town's own, its county's for a department."""
        return (
            self.agency_path
            if self.kind in (self.Kind.TOWNSHIP, self.Kind.STREET)
            else self.path[: paths.COUNTY]
        )

    @property
    def county_path(self):
        return self.path[: paths.COUNTY]


class TeamMode(models.Model):
    """How a town is enforced on a day: 赋权 in its own name, 派驻 by a stationed squad, 辐射 from a hub.

    In the last two the county department decides, in its own name (R-402).
    """

    class Mode(models.TextChoices):
        EMPOWERED = "EMPOWERED", "赋权"
        STATIONED = "STATIONED", "派驻"
        SERVED = "SERVED", "辐射"

    team = models.ForeignKey(Team, models.PROTECT, related_name="modes", verbose_name="乡镇街道")
    mode = models.CharField("执法模式", max_length=10, choices=Mode.choices)
    served_by = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="serves", verbose_name="派驻或辐射单位"
    )
    invented = models.BooleanField("演示虚构", default=False, help_text="并非当地公布的执法模式")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "valid_from"], name="team_mode_once_a_day"),
            models.CheckConstraint(
                name="team_mode_days_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="team_mode_served_by_someone",
                condition=Q(mode="EMPOWERED", served_by__isnull=True)
                | (~Q(mode="EMPOWERED") & Q(served_by__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.team} {self.get_mode_display()}"


class Merger(models.Model):
    """A unit that was merged into another one (撤并): from that day its work and its record are the other's."""

    team = models.OneToOneField(Team, models.PROTECT, related_name="merger", verbose_name="被撤并单位")
    into = models.ForeignKey(Team, models.PROTECT, related_name="+", verbose_name="并入单位")
    merged_on = models.DateField("撤并日期")
    document = models.CharField("批准文件", max_length=200)
    made_at = models.DateTimeField("登记时间", null=True, blank=True, help_text="以前登记的为空")
    ended_on = models.DateField("恢复单设日期", null=True, blank=True, help_text="从这一天起又是单独的单位")
    end_document = models.CharField("恢复单设的批准文件", max_length=200, blank=True)

    class Meta:
        verbose_name = "撤并"
        constraints = [models.CheckConstraint(name="merger_of_two_units", condition=~Q(team=F("into")))]

    def __str__(self):
        return f"{self.team} → {self.into}"


class OfficerManager(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(username=username)


class OfficerQuerySet(models.QuerySet):
    def visible_to(self, officer, day):
        """A person sees the colleagues of his units; an administrator also those who left them."""
        sight = officer.sight(day)
        now = Post.objects.on(day)
        seen = Q(pk__in=now.filter(sight.units("team__path")).values("officer"))
        if sight.managed:
            seen |= self.left(sight, now)
        return self.filter(seen)

    def managed_by(self, officer, day):
        """Those whose posts `officer` administers, now or before they left."""
        sight, now = officer.sight(day), Post.objects.on(day)
        held = now.filter(sight.within(sight.managed, "team__path"))
        return self.filter(Q(pk__in=held.values("officer")) | self.left(sight, now))

    def left(self, sight, now):
        """The condition that someone holds no post any more and left a unit administered here."""
        before = Post.objects.filter(sight.within(sight.managed, "team__path"))
        return Q(pk__in=before.values("officer")) & ~Q(pk__in=now.values("officer"))


class Officer(AbstractBaseUser):
    """A person who signs in (执法人员 and everybody else with a post). What he may do hangs on his posts."""

    username = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=60)
    phone = models.CharField("手机", max_length=20, blank=True)
    is_active = models.BooleanField("在用", default=True)
    password_changed_on = models.DateField("密码修改日期", null=True)
    must_change_password = models.BooleanField(
        "须改密码", default=False, help_text="管理员设置的密码只用一次"
    )
    shortcuts = models.BooleanField("单键快捷键", default=True)
    theme = models.CharField(
        "外观", max_length=5, default="", blank=True, choices=[("light", "浅色"), ("dark", "深色")]
    )
    partner = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, verbose_name="常用同行人员")
    first_review_on = models.DateField("初次从事法制审核日期", null=True, blank=True)
    qualification = models.CharField("法律职业资格证号", max_length=40, blank=True)

    USERNAME_FIELD = "username"
    objects = OfficerManager.from_queryset(OfficerQuerySet)()

    class Meta:
        verbose_name = "人员"

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    @property
    def chain_key(self):
        return f"officer:{self.pk}"

    def sight(self, day) -> Sight:
        """Return what his posts let him see on `day`; read once per request."""
        known = self.__dict__.setdefault("_sights", {})
        if day not in known:
            in_force = self.posts.in_force(day).select_related("team") if self.is_active and self.pk else ()
            self.hold_posts(in_force, day)
        return known[day]

    def hold_posts(self, in_force, day):
        """Take `in_force` for his posts of `day`: all of them, each with its team."""
        posts = tuple(in_force)
        # a post that reaches an area, or reads no cases, shares nobody's work through a mode
        working = [post.team_id for post in posts if shares_work(post)]
        modes = TeamMode.objects.on(day).filter(served_by__in=working)
        served = frozenset(modes.values_list("team__path", flat=True)) if working else frozenset()
        self.__dict__.setdefault("_sights", {})[day] = Sight(self.pk, posts, served)

    def duties_on(self, day):
        """Return his units and posts on `day` as text: 楚门镇 执法人员、中队长."""
        held = {}
        for post in self.sight(day).posts:
            held.setdefault(post.team.name, []).append(post.get_role_display())
        return "；".join(f"{team} {'、'.join(roles)}" for team, roles in held.items())

    def posts_in_words(self, at):
        """Return him as the journal keeps him, since all of it may change later: 张三 · 楚门镇 执法人员."""
        return f"{self.name} · {self.duties_on(timezone.localdate(at)) or '无岗位'}"

    def may(self, permission, day, path=None):
        """Return whether a post of that day grants `permission`, over the unit at `path` where given."""
        return any(
            permission in PERMISSIONS[post.role] and (path is None or self.sight(day).covers(post, path))
            for post in self.sight(day).posts
        )

    def permissions_on(self, day):
        """Return all permissions that his posts of that day grant, each over some unit."""
        return frozenset().union(*(PERMISSIONS[post.role] for post in self.sight(day).posts))

    def has_role(self, *roles, day):
        return any(post.role in roles for post in self.sight(day).posts)


class PostQuerySet(DatedQuerySet):
    def in_force(self, day):
        """Those that say on `day` what their person may see and do: none in a unit that is closed."""
        return self.on(day).filter(team__is_active=True)

    def lapsed(self, day, since):
        """Those that ended from `since` on and before `day`, and whose work has not been passed on after that end."""
        waiting = Q(passed_on__isnull=True) | Q(passed_on__lte=F("valid_to"))
        return self.filter(waiting, valid_to__gte=since, valid_to__lt=day)


class Post(models.Model):
    """A person's role in a unit from a day to a day (岗位)."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="posts", verbose_name="人员")
    team = models.ForeignKey(Team, models.PROTECT, related_name="posts", verbose_name="机构")
    role = models.CharField("岗位", max_length=20, choices=Role.choices)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    passed_on = models.DateField("手上事项移交日期", null=True, blank=True, help_text="期满以后移交一次")

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="post_days_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self):
        return f"{self.team} {self.get_role_display()}"


class CertificateQuerySet(DatedQuerySet):
    def on(self, day):
        """Those in force on `day`: within their dates and not taken back by then."""
        return super().on(day).filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=day))

    def qualifying(self, day):
        """Those that qualify for enforcement on `day`; an auxiliary's card never does (R-118)."""
        return self.on(day).filter(kind=Certificate.Kind.OFFICER)


class Certificate(models.Model):
    """An enforcement certificate (行政执法证), or an auxiliary's card, which qualifies for nothing."""

    class Kind(models.TextChoices):
        OFFICER = "OFFICER", "行政执法证"
        AUXILIARY = "AUXILIARY", "辅助人员工作证"

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="certificates", verbose_name="人员")
    kind = models.CharField("证件", max_length=10, choices=Kind.choices, default=Kind.OFFICER)
    number = models.CharField("证号", max_length=40, unique=True)
    exam_passed_on = models.DateField("考试合格日期", null=True, blank=True)
    valid_from = models.DateField("有效期起")
    valid_to = models.DateField("有效期止")
    revoked_on = models.DateField("收回日期", null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="certificate_days_in_order", condition=Q(valid_to__gte=F("valid_from"))
            ),
        ]

    def __str__(self):
        return self.number

    def covers(self, day):
        """Return whether it was in force on `day`."""
        return self.valid_from <= day <= self.valid_to and (self.revoked_on is None or day < self.revoked_on)

    def days_left(self, day):
        """Return the days until it ends, negative when it has ended."""
        return (self.valid_to - day).days


class PastPassword(models.Model):
    """A hash that may not come back: the last five are barred (R-1105)."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="past_passwords")
    password = models.CharField(max_length=128)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.officer} {self.at}"
