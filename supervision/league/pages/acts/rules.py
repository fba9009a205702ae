"""口径: every indicator with its formula, method, target and limits; what changed between versions; a new version."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import TemplateView, View

from enforcement import clock
from enforcement.errors import DomainError
from enforcement.law import metrics
from enforcement.law.clauses import PENALTY, Clause, sourced
from enforcement.parameters.services import calendar_for
from enforcement.teams.roles import RANK
from enforcement.web import RequiresPermission, refused_response
from supervision.league.definitions import Level, Light
from supervision.league.models import ScoringRules, Snapshot
from supervision.league.pages import rules_in_words as wording
from supervision.league.pages.acts.asked import Acting, number, typed
from supervision.league.pages.acts.forms import RulesForm
from supervision.league.periods import Kind, appeal_limit, containing, final_from, parse
from supervision.league.rules import rules_on
from supervision.league.scores import lights
from supervision.league.scores.scoring import ADJUSTMENT_CAP, VETO_CAP
from supervision.league.services import defining, warning

RECENT = 30  # tables that a trial may be made on
LIMITS = {
    "adjustment": ADJUSTMENT_CAP,
    "veto": float(VETO_CAP),
    "total": lights.LEAST_TOTAL,
    "fall": lights.FALL,
    "late": lights.LATE,
    "yellow_days": warning.DAYS[Light.YELLOW],
    "red_days": warning.DAYS[Light.RED],
}
FORBIDDEN = (
    ("钱", sourced("罚款、没收与考核挂钩为法律所禁止", Clause(PENALTY, 74, 3)), metrics.MONEY),
    ("数量", "不下办案指标，办得多不加分", metrics.VOLUME),
    ("使用系统的情况", "登录、在线、打卡不是执法质量", metrics.USE),
)


def schedule(day):
    """Return [(kind, period in words, cut-off, publication, appeals until, final from), …] of the running periods."""
    calendar, rows = calendar_for(), []
    for kind in Kind:
        period = containing(kind, day)
        until = appeal_limit(period.publish_at, calendar)
        rows.append(
            (kind.label, period.label, period.cut_off, period.publish_at, until, final_from(until, calendar))
        )
    return rows


class Rules(RequiresPermission, TemplateView):
    """The version in force, an earlier one, or what is different between two."""

    template_name = "league/rules/rules.html"

    def get_context_data(self, **kwargs):
        officer, day = self.request.user, clock.today()
        versions = list(ScoringRules.objects.visible_to(officer, day).order_by("-number"))
        current = rules_on(day) if versions else None
        rules = self.chosen(versions) or current or (versions[0] if versions else None)
        context = {"versions": versions, "rules": rules, "may": officer.may(RANK, day), "current": current}
        if rules:
            context |= self.told(rules, versions, day)
        return super().get_context_data(**kwargs) | context

    def chosen(self, versions):
        asked = self.request.GET.get("version")
        if not asked:
            return None
        found = next((each for each in versions if each.number == number(asked)), None)
        if found is None:
            raise Http404
        return found

    def told(self, rules, versions, day):
        found = wording.told(rules, day)
        dimensions = wording.dimensions(rules, found)
        before = next((each for each in versions if each.number == rules.number - 1), None)
        return {
            "groups": list(found.items()),
            "dimensions": dimensions,
            "empty": [row for row in dimensions if not row["scored"]],
            "levels": [level.label for level in Level],
            "before": before,
            "changes": wording.changes(before, rules) if before else [],
            "schedule": schedule(day),
            "limits": LIMITS,
            "forbidden": FORBIDDEN,
        }


class RulesPage(Acting, View):
    """The form of a new version over the one in force, and what it leads to: a trial, a last look, publication."""

    permissions = (RANK,)

    def form(self, data=None):
        day = clock.today()
        before = ScoringRules.objects.visible_to(self.request.user, day).order_by("-number").first()
        if before is None:
            raise Http404
        self.before = before
        return RulesForm(before, self.tables(), data, day=self.first_day(day))

    def tables(self):
        """Return the latest published tables, the newest town week first."""
        seen = Snapshot.objects.visible_to(self.request.user, clock.today()).shown().published()
        recent = list(seen.order_by("-last", "-level").values_list("pk", flat=True)[:RECENT])
        return seen.filter(pk__in=recent).order_by("-last", "-level")

    def first_day(self, day):
        """Return the Monday after today: the first day of the next week that no table covers yet."""
        return containing(Kind.WEEK, day).next.first

    def page(self, form, refused=None, status=200):
        context = {
            "form": None,
            "rules": form,
            "before": self.before,
            "errors": form.errors if form.is_bound else [],
        }
        if refused:
            return refused_response(self.request, refused, "league/rules/new.html", context)
        return render(self.request, "league/rules/new.html", context, status=status)


class NewRules(RulesPage):
    """Type a version, look at what it changes, publish it."""

    def get(self, request):
        return self.page(self.form())

    def post(self, request):
        form, step = self.form(request.POST), request.POST.get("step", "check")
        if not form.is_valid():
            return self.page(form, status=422)
        if step == "edit":
            return self.page(form)
        lines, weights = form.typed()
        head = form.head.head()
        try:
            if step == "publish":
                return self.publish(form, lines, weights, head)
            drafted, rows = defining.drafted(lines=lines, weights=weights, after=self.before, **head)
            defining.refuse_faults(drafted, rows, self.before)
        except DomainError as refused:
            return self.page(form, refused)
        context = {
            "drafted": drafted, "before": self.before, "number": self.before.number + 1, "typed": typed(request.POST),
            "changes": wording.changes(self.before, drafted, rows), "reason": form.head.cleaned_data["reason"],
        }  # fmt: skip
        return render(request, "league/rules/confirm.html", context)

    def publish(self, form, lines, weights, head):
        reason = form.head.cleaned_data["reason"]
        self.once(
            lambda **who: defining.publish_rules(lines=lines, weights=weights, reason=reason, **head, **who)
        )
        messages.success(
            self.request, f"第 {self.before.number + 1} 版口径已发布，{head['valid_from']} 起施行。"
        )
        return redirect(reverse("league_acts:rules") + f"?version={self.before.number + 1}")


class TryRules(RulesPage):
    """What the typed rules would have made of a published table; nothing is written."""

    def get(self, request):
        return redirect("league_acts:rules_new")

    def post(self, request):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        lines, weights = form.typed()
        snapshot = form.snapshot or form.table.fields["snapshot"].queryset.first()
        try:
            if snapshot is None:
                raise DomainError("还没有已发布的榜单，没有可以试算的。发布第一期榜单以后再试算。")
            period = parse(snapshot.period)
            found = defining.tried(snapshot, period, lines=lines, weights=weights, **groups_of(form))
        except DomainError as refused:
            return self.page(form, refused)
        rows = defining.movers_first(found)
        context = {
            "rows": rows, "snapshot": snapshot, "period": period, "typed": typed(request.POST),
            "moved": sum(bool(row.moved) for row in rows), "changed": sum(row.change != 0 for row in rows),
        }  # fmt: skip
        return render(request, "league/rules/try.html", context)


def groups_of(form):
    return {name: form.head.cleaned_data[name] for name in ("group_by_size", *defining.PLACING)}
