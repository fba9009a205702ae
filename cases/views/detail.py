"""The case page, and the page on which a step is taken."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.generic import View

from cases.models import Case
from cases.next_steps import choices_for
from cases.services.executing import owed
from cases.story import story_of
from cases.verbs import VERBS, reasons_in
from cases.workflow import CLOSED_STATES, State
from enforcement import clock
from enforcement.dossiers.services import send_once
from enforcement.errors import DomainError, Refused
from enforcement.journal.services import record
from enforcement.law.findings import Level
from enforcement.teams.roles import READ_CASES, UNMASK
from enforcement.web import NoPost, RequiresPermission
from enforcement.workflow import permitted

RELATED = (
    "party", "item__item", "team", "handler", "partner", "dossier", "assessment", "notice",
    "decision__document", "decision__collection", "registration",
)  # fmt: skip
STAGES = {
    State.ON_SITE: "现场", State.PROPOSED: "决定", State.DECIDED: "决定", State.DELIVERED: "送达",
    State.EXECUTED: "执行", State.CLOSED: "归档",
}  # fmt: skip
# what the page of a step asks for itself: a finding about these says nothing yet
ENTERED = {
    "weigh": ("decision.", "assessment."),
    "issue": ("notice", "officers.shown", "decision.receipt", "decision.refusal_note", "collection."),
    "propose_exemption": ("notice", "officers.shown", "decision.education"),
    "return_exemption": ("decision.return_reason",),
    "convert": ("decision.convert_reason",),
    "withdraw": ("decision.withdraw_reason",),
    "deliver": ("decision.receipt", "decision.refusal_note"),
    "collect": ("collection.",),
    "hand_in": ("collection.handed_in_on",),
}


class CasePage(RequiresPermission, View):
    permissions = (READ_CASES,)

    def case(self, pk):
        seen = Case.objects.visible_to(self.request.user, clock.today())
        return get_object_or_404(seen.select_related(*RELATED), pk=pk)


def stages_of(case):
    """Return the stages of the simple procedure in order, with the day each was reached where known."""
    days = [timezone.localdate(case.opened_at), case.decided_on or "", "", "", case.closed_on or ""]
    return list(zip(("现场", "决定", "送达", "执行", "归档"), days, strict=True))


def left_over(choice):
    """Return what stands in a step's way beyond what its own page asks for."""
    asked = ENTERED.get(choice.step.name, ())
    return [stop for stop in choice.stops if not any(fact.startswith(asked) for fact in stop.facts)]


def barred(stops):
    """Return whether any of `stops` is more than a warning, which a reason passes."""
    return any(stop.level is not Level.WARN for stop in stops)


def ways_on(case, officer, at):
    """Return what can be done now: the one next step and why not, what else is open, what is not open yet."""
    primary, others = choices_for(case, by=officer, at=at)
    stops = left_over(primary) if primary else []
    mine = [(choice, left_over(choice)) for choice in others if choice.allowed]
    return {
        "primary": primary,
        "stops": stops,
        "stopped": barred(stops),
        "ready": [choice for choice, left in mine if not barred(left)],
        "shut": [(choice, left) for choice, left in mine if barred(left)],
    }


class CaseView(CasePage):
    """Everything about one case: where it stands, what to do now, what the law says, what happened."""

    def get(self, request, pk):
        case, now = self.case(pk), clock.now()
        decision = getattr(case, "decision", None)
        deadlines = sorted(case.deadlines.all(), key=lambda row: row.safe_day)
        context = {
            "case": case,
            "decision": decision,
            "stages": stages_of(case),
            "stage_word": STAGES.get(case.state, "现场"),
            "identity": case.party.identity,
            "deadlines": [row for row in deadlines if row.met_on is None],
            "met": [row for row in deadlines if row.met_on is not None],
            "pieces": case.dossier.pieces.order_by("pk"),
            "documents": case.dossier.documents.order_by("-pk"),
            "timeline": story_of(case.dossier),
            "money": owed(case, clock.today()) if decision and decision.fine else None,
            "may_unmask": request.user.may(UNMASK, clock.today(), case.path),
            "over": case.state in CLOSED_STATES,
        }
        return render(request, "cases/case_detail.html", context | ways_on(case, request.user, now))


class StepView(CasePage):
    """A step taken on a page of its own: what it does, by which article, its form, one button with its verb."""

    def step(self, name):
        if name not in VERBS:
            raise Http404
        return Case.STEPS[name], VERBS[name]

    def page(self, case, step, verb, form, refused=None, status=200):
        """Answer with the form, and a box for the reason under each warning that it takes."""
        found = refused.findings if refused else self.foreseen(case, step)
        typed = reasons_in(self.request.POST)
        asked = [(one, typed.get(one.rule, "")) for one in found if one.level is not Level.BLOCK]
        context = {"case": case, "step": step, "verb": verb, "form": form, "refused": refused, "asked": asked}
        context["stops"] = [] if refused else [one for one in found if one.level is Level.BLOCK]
        return render(self.request, "cases/step.html", context, status=status)

    def foreseen(self, case, step):
        """Return what would stand in the way whatever is entered here."""
        primary, others = choices_for(case, by=self.request.user, at=clock.now())
        same = [choice for choice in (primary, *others) if choice and choice.step.name == step.name]
        return left_over(same[0]) if same else []

    def allowed(self, case, step):
        if not permitted(case, step, self.request.user, clock.today()):
            raise NoPost(step.permission)

    def get(self, request, pk, step):
        case, (step, verb) = self.case(pk), self.step(step)
        self.allowed(case, step)
        if case.state not in step.sources:
            return redirect("cases:detail", case.pk)
        return self.page(case, step, verb, verb.form(initial=verb.initial(case, clock.now())))

    def post(self, request, pk, step):
        case, (step, verb), now = self.case(pk), self.step(step), clock.now()
        self.allowed(case, step)
        form = verb.form(request.POST)
        if not form.is_valid():
            return self.page(case, step, verb, form, status=422)
        try:
            send_once(
                key=request.POST.get("idempotency_key", ""),
                address=request.path,
                content=form.cleaned_data,
                by=request.user,
                at=now,
                act=lambda: (302, {"case": self.take(case, verb, form, now).pk}),
            )
        except Refused as refused:
            return self.page(case, step, verb, form, refused, 422)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.page(case, step, verb, form, status=422)
        messages.success(request, f"已{step.label}。")
        return redirect("cases:detail", case.pk)

    def take(self, case, verb, form, at):
        reasons = reasons_in(self.request.POST)
        return verb.act(case, form.cleaned_data, by=self.request.user, at=at, reasons=reasons)


class UnmaskView(CasePage):
    """Show a party's identity number in full, once, and write down who looked (R-1107)."""

    def post(self, request, pk):
        case, now = self.case(pk), clock.now()
        if not request.user.may(UNMASK, clock.today(), case.path):
            raise NoPost(UNMASK)
        record(case.dossier, "party.unmask", by=request.user, at=now, party=case.party.pk)
        context = {"case": case, "identity": case.party.identity, "phone": case.party_phone}
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse(context | {"case": case.pk})
        return render(request, "cases/_identity.html" if request.htmx else "cases/identity.html", context)
