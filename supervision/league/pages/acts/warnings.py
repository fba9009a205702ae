"""预警: sending them, the list of them, the unit's answer, lifting, and the monthly inspection list."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.generic import TemplateView, View

from enforcement import clock
from enforcement.dossiers.drafting import forget
from enforcement.errors import DomainError
from enforcement.teams import paths
from enforcement.teams.models import Team
from enforcement.teams.roles import ANSWER, RANK
from enforcement.web import RequiresPermission
from supervision.league.definitions import Level
from supervision.league.models import Snapshot, Warning
from supervision.league.pages.acts.asked import Acting, Speaking, number, unit_url
from supervision.league.pages.acts.forms import AnswerForm, ReasonForm
from supervision.league.periods import Kind, parse
from supervision.league.services import warning as service
from supervision.league.services.unsent import not_sent

PAGE = 50
State = Warning.State


def kinds(day):
    """Return {name: (words, condition)} of the chips above the list."""
    return {
        "proposed": ("待核发", Q(state=State.PROPOSED)),
        "open": ("待答复", Q(state=State.SENT, due_on__gte=day)),
        "late": ("超期未答", Q(state=State.SENT, due_on__lt=day)),
        "answered": ("已答复", Q(state=State.ANSWERED)),
        "lifted": ("已解除", Q(state=State.LIFTED)),
    }


def pages(asked, rows):
    """Return (rows of this page, address of the newer page, address of the older one), newest first by key."""
    after, query = asked.get("after", ""), asked.copy()
    first = query.pop("after", None)
    found = list((rows.filter(pk__lt=number(after)) if after else rows).order_by("-pk")[: PAGE + 1])
    newer = f"?{query.urlencode()}" if first else ""
    query["after"] = found[PAGE - 1].pk if len(found) > PAGE else ""
    return found[:PAGE], newer, f"?{query.urlencode()}" if len(found) > PAGE else ""


class Warnings(RequiresPermission, TemplateView):
    """Every warning in sight, by state and county."""

    template_name = "league/warnings/list.html"

    def get_context_data(self, **kwargs):
        officer, day, asked = self.request.user, clock.today(), self.request.GET
        seen = Warning.objects.visible_to(officer, day)
        counties = self.counties(seen)
        county = asked.get("county", "")
        county = county if county in dict(counties) else ""
        if county:
            seen = seen.filter(paths.below(county))
        known, state, may = kinds(day), asked.get("state", ""), officer.may(RANK, day)
        waiting = self.waiting(officer, day, county) if may else []
        chips = [(name, words, seen.filter(condition).count()) for name, (words, condition) in known.items()]
        rows = seen.filter(known[state][1]) if state in known else seen
        rows = rows.select_related("team__parent", "standing__snapshot", "sent_by")
        shown, newer, older = pages(asked, rows)
        return super().get_context_data(**kwargs) | {
            "rows": [(row, service.is_late(row, day)) for row in shown], "newer": newer, "older": older,
            "chips": chips, "all": sum(count for *_, count in chips), "state": state, "county": county,
            "counties": counties, "may": may, "waiting": waiting,
            "sending": may and state == "waiting",
        }  # fmt: skip

    def waiting(self, officer, day, county):
        """Return [(standing, light, terms), …] that may still be sent, in the office's own area."""
        terms = service.terms_at(clock.now())
        return [
            (row, light, terms[light["light"]])
            for row, light in not_sent()
            if officer.may(RANK, day, row.path) and row.path.startswith(county)
        ]

    def counties(self, seen):
        """Return [(path, name), …] of the counties with a warning in sight."""
        found = {path[: paths.COUNTY] for path in seen.order_by().values_list("path", flat=True).distinct()}
        return list(Team.objects.filter(path__in=found).order_by("path").values_list("path", "name"))


class Send(Acting, View):
    """The lights of a unit, each with its reason, exit and limit; pressing one sends its warning."""

    permissions = (RANK,)

    def page(self, pk, refused=None, status=200):
        standing = self.standing(pk)
        context = {"standing": standing, "refused": refused, "unit_url": unit_url(standing)}
        return render(self.request, "league/warnings/send.html", context, status=status)

    def get(self, request, pk):
        return self.page(pk)

    def post(self, request, pk):
        standing = self.standing(pk)
        light = {"cause": request.POST.get("cause", ""), "indicator": request.POST.get("indicator", "")}
        try:
            sent = self.once(lambda **who: service.issue(standing, **light, **who))
        except DomainError as refused:
            return self.page(pk, refused, 422)
        row = Warning.objects.get(pk=sent)
        if row.state == State.PROPOSED:
            messages.info(request, f"对{standing.name}的红色警告已拟发，核发以后才送达。")
            return redirect("league_acts:warning", sent)
        messages.success(request, f"已向{standing.name}发出预警，{row.due_on:%Y-%m-%d} 前答复。")
        return redirect(self.back(standing))

    def back(self, standing):
        """Return to the page from which it was sent, where that is one of ours."""
        to = self.request.POST.get("back", "")
        if url_has_allowed_host_and_scheme(to, None) and to.startswith("/league/"):
            return to
        return reverse("league_acts:warn", args=[standing.pk])


class WarningPage(Speaking, View):
    """One warning: why, until when, the unit's answer, and how it was lifted."""

    kind = "warning"

    def page(self, row, form=None, lifting=None, refused=None, status=200, returning=None):
        officer, day = self.request.user, clock.today()
        context = {
            "row": row, "refused": refused, "late": service.is_late(row, day), "asked": service.ASKED[row.light],
            "form": form or AnswerForm(initial=self.typed_before(row.pk)), "lifting": lifting or ReasonForm(),
            "may_answer": row.state == State.SENT and officer.may(ANSWER, day, row.path),
            "may_lift": row.state in (State.SENT, State.ANSWERED) and officer.may(RANK, day, row.path),
            "may_confirm": row.state == State.PROPOSED and officer.may(RANK, day, row.path),
            "may_return": row.state == State.ANSWERED and officer.may(RANK, day, row.path),
            "returning": returning or ReasonForm(prefix="back"), "files": row.files.select_related("by").order_by("pk"),
            "may_attach": row.state in (State.SENT, State.ANSWERED) and officer.may(ANSWER, day, row.path),
            "unit_url": unit_url(row.standing), **self.saving(row.pk),
        }  # fmt: skip
        return render(self.request, "league/warnings/warning.html", context, status=status)

    def row(self, pk):
        rows = Warning.objects.select_related(
            "standing__snapshot", "team", "sent_by", "answered_by", "lifted_by"
        )
        return self.seen(rows, pk)

    def get(self, request, pk):
        return self.page(self.row(pk))

    def post(self, request, pk):
        row, form = self.row(pk), AnswerForm(request.POST)
        if not form.is_valid():
            return self.page(row, form, status=422)
        try:
            self.once(lambda **who: service.answer(row, text=form.cleaned_data["text"], **who))
        except DomainError as refused:
            return self.page(row, form, refused=refused, status=422)
        forget(request.user, self.draft_name(row.pk))
        messages.success(request, "已答复，市指导办可以看到。")
        return redirect("league_acts:warning", row.pk)


class Second(WarningPage):
    """The second press of a red warning to a county: it goes out, or the proposal is taken back."""

    permissions = (RANK,)

    def get(self, request, pk):
        return redirect("league_acts:warning", pk)

    def post(self, request, pk):
        row, dropped = self.row(pk), request.POST.get("step") == "drop"
        try:
            made = self.once(lambda **who: (service.drop if dropped else service.confirm)(row, **who))
        except DomainError as refused:
            return self.page(row, refused=refused, status=422)
        if dropped:
            messages.success(request, "拟发已撤销，没有送达。")
            return redirect("league_acts:warn", made)
        messages.success(request, f"已向{row.standing.name}发出红色警告。")
        return redirect("league_acts:warning", pk)


class SendBack(WarningPage):
    """退回答复."""

    permissions = (RANK,)

    def get(self, request, pk):
        return redirect("league_acts:warning", pk)

    def post(self, request, pk):
        row, form = self.row(pk), ReasonForm(request.POST, prefix="back")
        if not form.is_valid():
            return self.page(row, returning=form, status=422)
        try:
            self.once(lambda **who: service.send_back(row, reason=form.cleaned_data["reason"], **who))
        except DomainError as refused:
            return self.page(row, returning=form, refused=refused, status=422)
        messages.success(request, "答复已退回，单位重新答复。")
        return redirect("league_acts:warning", pk)


class Attach(WarningPage):
    """Add a file to the unit's answer."""

    permissions = (ANSWER,)

    def get(self, request, pk):
        return redirect("league_acts:warning", pk)

    def post(self, request, pk):
        row, sent = self.row(pk), request.FILES.get("file")
        try:
            if sent is None or sent.size > service.BYTES:
                raise DomainError("请选择一个不超过 10 MB 的 PDF、JPEG 或者 PNG 文件。")
            service.attach(row, title=sent.name, data=sent.read(), by=request.user, at=clock.now())
        except DomainError as refused:
            return self.page(row, refused=refused, status=422)
        messages.success(request, "附件已上传。")
        return redirect("league_acts:warning", pk)


class AnswerFile(WarningPage):
    """One attachment, verified."""

    def get(self, request, pk, file):
        row = get_object_or_404(self.row(pk).files, pk=file)
        name = content_disposition_header(False, row.title)
        headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
        return HttpResponse(service.file_of(row), content_type=row.media_type, headers=headers)

    def post(self, request, pk, file):
        return self.http_method_not_allowed(request)


class Lift(WarningPage):
    permissions = (RANK,)

    def get(self, request, pk):
        return redirect("league_acts:warning", pk)

    def post(self, request, pk):
        row, form = self.row(pk), ReasonForm(request.POST)
        if not form.is_valid():
            return self.page(row, lifting=form, status=422)
        try:
            self.once(lambda **who: service.lift(row, reason=form.cleaned_data["reason"], **who))
        except DomainError as refused:
            return self.page(row, lifting=form, refused=refused, status=422)
        messages.success(request, "预警已解除。")
        return redirect("league_acts:warning", row.pk)


class Inspection(RequiresPermission, TemplateView):
    """The monthly inspection list: units with a red light, or a jump that no light explains."""

    template_name = "league/warnings/inspection.html"
    permissions = (RANK,)

    def get_context_data(self, **kwargs):
        officer, asked = self.request.user, self.request.GET
        tables = Snapshot.objects.visible_to(officer, clock.today()).shown().published()
        months = tables.filter(kind=Kind.MONTH).order_by("-last")
        keys = list(dict.fromkeys(months.values_list("period", flat=True)[:120]))
        chosen = asked.get("period") or (keys[0] if keys else "")
        if chosen:
            parse_or_404(chosen)
        shown = tables.filter(period=chosen).order_by("level")
        found = [(table, service.for_inspection(table)) for table in shown if table.level != Level.CITY]
        return super().get_context_data(**kwargs) | {
            "tables": found, "periods": [(key, parse(key).label) for key in keys], "chosen": chosen,
            "period": parse(chosen) if chosen else None, "count": sum(len(rows) for _, rows in found),

        }  # fmt: skip


def parse_or_404(key):
    try:
        return parse(key)
    except DomainError:
        raise Http404 from None
