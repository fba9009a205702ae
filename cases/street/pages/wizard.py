"""The simple procedure on the phone in three pages: scene, should we punish, tell and issue."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import View

from cases.decision.papers.no_penalty import EDUCATION
from cases.draft.service import opened
from cases.execution.service import convert_to_general
from cases.models import Case
from cases.page.step import as_typed
from cases.party.lookback import look_back
from cases.street import deciding, registering
from cases.street.forms.notice import NoticeForm
from cases.street.forms.scene import SceneForm, scene_initial
from cases.street.proposals import handling_teams, items_used, previous_place
from cases.weighing import service as weighing
from cases.weighing.advice import advise
from cases.weighing.forms.weighing import WeighForm, weigh_form, weigh_initial
from cases.workflow import State
from enforcement import clock
from enforcement.dossiers.drafting import forget
from enforcement.dossiers.models import Dossier, Draft
from enforcement.dossiers.services import open_dossier, save_draft, send_once, start_draft
from enforcement.errors import Conflict, DomainError, Refused
from enforcement.gate import whole
from enforcement.procedures.answering import boxes_for, reasons_in
from enforcement.procedures.lifting import refer
from enforcement.teams.roles import HANDLE
from enforcement.web import RequiresPermission, conflict_response


class SummaryPage(RequiresPermission, View):
    """What the three pages share: the case in sight, the draft of this page, one way to answer a refusal."""

    permissions = (HANDLE,)
    page = ""

    def case(self, pk):
        seen = Case.objects.visible_to(self.request.user, clock.today())
        related = ("party", "item__item", "team", "handler", "partner", "dossier", "assessment", "notice")
        return get_object_or_404(seen.select_related(*related), pk=pk)

    def draft(self, case):
        return Draft.objects.filter(officer=self.request.user, form=self.draft_name(case)).first()

    def draft_name(self, case):
        return f"case:{case.pk}:{self.page}"

    def started(self, case, saved):
        """Return what the form starts with: what was saved, overlaid by what was typed and not yet sent."""
        draft = self.draft(case)
        return saved | (opened(draft.data) if draft else {})

    def crew(self, case):
        """Let in only those in whose names the page is filled: it shows the party's number in full."""
        if self.request.user.pk not in (case.handler_id, case.partner_id):
            raise PermissionDenied("只有本案的办案人员可以打开这一页。请由承办人办理。")
        return case

    def turned_down(self, error, form, template, context):
        """Answer an act that was not done, on the page it came from and with everything typed."""
        if isinstance(error, Conflict):
            return conflict_response(self.request, error, context=context)
        if isinstance(error, Refused):
            asked = self.asked(error, context.get("case"))
            return self.answer(template, context | asked, refused=error, status=422)
        form.add_error(None, str(error))
        return self.answer(template, context, status=422)

    def asked(self, refused, case):
        """Leave to the superior what only he may let pass; return a box for every other reason that helps."""
        now, typed = clock.now(), reasons_in(self.request.POST)
        refer(refused, by=self.request.user, at=now)
        return {"asked": boxes_for(refused.findings, row=case, by=self.request.user, at=now, typed=typed)}

    def answer(self, template, context, *, refused=None, status=200):
        return render(self.request, template, {**context, "refused": refused}, status=status)


# the three ways to begin: three pages, one sheet, a lead of the ordinary procedure
SHAPES = {"sheet": "cases:sheet", "lead": "cases:lead"}


class NewCaseView(SummaryPage):
    def get(self, request):
        teams = handling_teams(request.user, clock.today())
        item = request.GET.get("item", "")[:60]
        return render(request, "cases/street/new.html", {"teams": teams, "item": item})

    def post(self, request):
        now = clock.now()
        teams = handling_teams(request.user, clock.today())
        team = next(
            (team for team in teams if str(team.pk) == request.POST.get("team")), teams[0] if teams else None
        )
        if team is None:
            raise DomainError("您没有执法岗位，不能登记案件。")
        shape = request.POST.get("shape")
        dossier = open_dossier(team=team, members=[request.user], by=request.user, at=now)
        kind = "lead" if shape == "lead" else "summary"
        draft = start_draft(form=f"{kind}:{uuid.uuid4().hex}", dossier=dossier, by=request.user, at=now)
        if item := request.POST.get("item", "")[:60]:
            save_draft(form=draft.form, data={"item": item}, by=request.user, at=now)
        return redirect(SHAPES.get(shape, "cases:start"), draft.pk)


class StartView(SummaryPage):
    """Page 1 of a case that is not logged yet."""

    template = "cases/street/scene.html"

    def own(self, pk):
        return get_object_or_404(
            Draft.objects.select_related("dossier__team"),
            pk=pk,
            officer=self.request.user,
            form__startswith="summary:",
        )

    def context(self, draft, form):
        return scene_context(self.request, draft.dossier, form) | {"draft": draft, "draft_name": draft.form}

    def get(self, request, draft):
        if Draft.objects.filter(pk=draft, officer=request.user, form__startswith="lead:").exists():
            return redirect("cases:lead", draft)
        draft, now = self.own(draft), clock.now()
        if case := Case.objects.filter(dossier=draft.dossier).first():
            return redirect("cases:scene", case.pk)
        initial = {"act_at": now, "partner": request.user.partner_id}
        form = SceneForm(initial=initial | opened(draft.data), officer=request.user, now=now)
        previous = previous_place(request.user, now)
        return self.answer(self.template, self.context(draft, form) | {"previous": previous})

    def post(self, request, draft):
        draft, now = self.own(draft), clock.now()
        form = SceneForm(request.POST, officer=request.user, now=now, confirms=True)
        context = self.context(draft, form)
        if not form.is_valid():
            return self.answer(self.template, context, status=422)
        try:
            reasons = reasons_in(request.POST)
            case = registered(form, draft, by=request.user, at=now, reasons=reasons)
        except DomainError as error:
            return self.turned_down(error, form, self.template, context)
        return redirect("cases:weigh", case.pk)


@transaction.atomic
def registered(form, draft, *, by, at, reasons=None):
    """Log the case of a draft once: the draft's dossier carries at most one case, however often it is pressed."""
    Dossier.objects.select_for_update().get(pk=draft.dossier_id)
    known = Case.objects.filter(dossier=draft.dossier).first()
    if known:
        return known
    typed = form.cleaned_data
    case = registering.register(
        item=typed["item_version"],
        party=form.party(),
        act=form.act(),
        partner=typed["partner"],
        team=draft.dossier.team,
        dossier=draft.dossier,
        reasons=reasons,
        by=by,
        at=at,
    )
    remember_partner(by, typed["partner"])
    Draft.objects.filter(pk=draft.pk).update(data={})  # stays empty, so that a second press finds the case
    return case


def remember_partner(officer, partner):
    """Keep the last partner as the next case's proposal."""
    if partner and officer.partner_id != partner.pk:
        officer.partner = partner
        officer.save(update_fields=["partner"])


def scene_context(request, dossier, form, case=None):
    """Return what page 1 shows around its form: proposals, photographs so far, the item chosen."""
    day = clock.today()
    chosen = form["item"].value()
    return {
        "form": form,
        "case": case,
        "dossier": dossier,
        "pieces": dossier.pieces.order_by("pk"),
        "proposals": items_used(dossier.team, day, chosen=chosen),
    }


class SceneView(SummaryPage):
    """Page 1 of a case that is logged and still undecided."""

    template, page = "cases/street/scene.html", "scene"

    def get(self, request, pk):
        case = self.case(pk)
        if case.state != State.ON_SITE:
            return redirect("cases:detail", case.pk)
        initial = self.started(self.crew(case), saved := scene_initial(case))
        initial["place_confirmed"] = saved["place_confirmed"] and same_position(saved, initial)
        form = SceneForm(initial=initial, officer=request.user, handler=case.handler, now=clock.now())
        context = scene_context(request, case.dossier, form, case)
        return self.answer(self.template, context | {"draft_name": self.draft_name(case)})

    def post(self, request, pk):
        case, now = self.case(pk), clock.now()
        form = SceneForm(request.POST, officer=request.user, handler=case.handler, now=now, confirms=True)
        context = scene_context(request, case.dossier, form, case) | {"draft_name": self.draft_name(case)}
        if not form.is_valid():
            return self.answer(self.template, context, status=422)
        typed = form.cleaned_data
        try:
            registering.amend(
                case=case,
                item=typed["item_version"],
                party=form.party(),
                act=form.act(),
                partner=typed["partner"],
                version=typed["version"] or 0,
                reasons=reasons_in(request.POST),
                by=request.user,
                at=now,
            )
        except DomainError as error:
            return self.turned_down(error, form, self.template, context)
        forget(request.user, self.draft_name(case))
        return redirect("cases:weigh", case.pk)


def same_position(saved, typed):
    """Return whether a draft left the position as it was confirmed."""
    return all(str(saved[name]) == str(typed[name]) for name in ("latitude", "longitude"))


class WeighView(SummaryPage):
    """Should we punish at all: page 2 of the simple procedure, a page of its own in the ordinary one."""

    template, page = "cases/weighing/weigh.html", "weigh"

    def context(self, case, form):
        answers = form.answers_so_far()
        advice = advise(case, **answers, at=clock.now()) if answers else None
        weighing.ask_look_back(case=case, by=self.request.user, at=clock.now())
        found = advice.found if advice else look_back(case=case)
        return {
            "case": case,
            "form": form,
            "advice": advice,
            "found": found,
            "ordinary": case.procedure == Case.Procedure.GENERAL,
            "ask_url": reverse("cases:weigh", args=[case.pk]),
            "ask_target": "#advice",
            "draft_name": self.draft_name(case),
        }

    def get(self, request, pk):
        case = self.case(pk)
        if not Case.STEPS["weigh"].follows(case):
            return redirect("cases:detail", case.pk)
        started = self.started(case, weigh_initial(case))
        form = weigh_form(case)(initial=started, now=clock.now())
        return self.answer(self.template, self.context(case, form))

    def post(self, request, pk):
        case, now = self.case(pk), clock.now()
        asked = weigh_form(case)
        if "advise" in request.POST or request.headers.get("HX-Target") == "advice":
            form = asked(initial=as_typed(request.POST), now=now)
            part = "cases/weighing/_advice.html" if request.htmx else self.template
            return self.answer(part, self.context(case, form))
        form = asked(request.POST, now=now)
        if not form.is_valid():
            return self.answer(self.template, self.context(case, form), status=422)
        try:
            weighing.weigh(
                case=case, answers=form.cleaned_data, version=whole(request.POST.get("version")),
                by=request.user, at=now, reasons=reasons_in(request.POST),
            )  # fmt: skip
        except DomainError as error:
            context = self.context(case, form) | {"convertible": convertible(error)}
            return self.turned_down(error, form, self.template, context)
        forget(request.user, self.draft_name(case))
        return redirect(
            "cases:detail" if case.procedure == Case.Procedure.GENERAL else "cases:notice", case.pk
        )


def convertible(refused):
    """Return whether the general procedure would take what the simple one refuses (第五十一条)."""
    return any(finding.rule == "R-126" for finding in getattr(refused, "findings", ()))


class NoticeView(SummaryPage):
    """Page 3: show, tell, hear, sign, issue; or hand the no-penalty draft to the head."""

    template, page = "cases/street/notice.html", "notice"

    def context(self, case, form):
        spared = case.assessment.outcome == "NO_PENALTY"
        return {"case": case, "form": form, "spared": spared, "draft_name": self.draft_name(case)}

    def get(self, request, pk):
        case = self.case(pk)
        if case.state != State.ON_SITE:
            return redirect("cases:detail", case.pk)
        if not hasattr(case, "assessment"):
            return redirect("cases:weigh", case.pk)
        initial = self.started(case, {"education": EDUCATION}) | {"version": case.version}
        form = NoticeForm(initial=initial)
        return self.answer(self.template, self.context(case, form))

    def post(self, request, pk):
        case, now = self.case(pk), clock.now()
        if not hasattr(case, "assessment"):
            return redirect("cases:weigh", case.pk)
        form = NoticeForm(request.POST)
        if not form.is_valid():
            return self.answer(self.template, self.context(case, form), status=422)
        try:
            send_once(
                key=request.POST.get("idempotency_key", ""),
                address=request.path,
                content={"case": case.pk},
                by=request.user,
                at=now,
                act=lambda: (302, {"case": self.take(case, form, now).pk}),
            )
        except DomainError as error:
            return self.turned_down(error, form, self.template, self.context(case, form))
        forget(request.user, self.draft_name(case))
        return redirect("cases:receipt", case.pk)

    def take(self, case, form, at):
        return decided(case, form, by=self.request.user, at=at, reasons=reasons_in(self.request.POST))


def decided(case, form, *, by, at, reasons=None):
    """Issue the penalty, or hand the no-penalty draft to the head, by what page 2 answered."""
    typed = form.cleaned_data
    given = {"case": case, "notice": form.notice(), "version": typed["version"], "by": by, "at": at}
    given["reasons"] = reasons
    if case.assessment.outcome == "NO_PENALTY":
        return deciding.propose_exemption(education=typed["education"], **given)
    return deciding.issue_on_the_spot(picture=typed["signature"], collection=form.collection(), **given)


class ReceiptView(SummaryPage):
    """After issuing: number, print, what comes next."""

    permissions = ()

    def get(self, request, pk):
        case = self.case(pk)
        if case.state == State.ON_SITE:
            raise Http404
        return render(
            request, "cases/street/receipt.html", {"case": case, "decision": getattr(case, "decision", None)}
        )


class ConvertView(SummaryPage):
    """Leave the simple procedure from page 2 with everything typed there kept."""

    def post(self, request, pk):
        case, now = self.case(pk), clock.now()
        form = WeighForm(request.POST, now=now)
        answers = form.cleaned_data if form.is_valid() else None
        reason = request.POST.get("convert_reason", "")
        try:
            convert_to_general(case=case, reason=reason, answers=answers, by=request.user, at=now)
        except Refused as refused:
            return self.answer("errors/refused.html", {"case": case}, refused=refused, status=422)
        forget(request.user, f"case:{case.pk}:weigh")
        messages.success(request, "已转普通程序，等待立案。已填内容和证据都保留在案卷里。")
        return redirect("cases:detail", case.pk)
