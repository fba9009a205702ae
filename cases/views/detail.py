"""The case page, and the one look at a party's number."""

from django.db.models import Q
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.generic import View

from cases.beside import comparison
from cases.case_file import CaseFile
from cases.facts import facts_on
from cases.models import Case
from cases.neighbours import neighbours_of
from cases.services.executing import owed
from cases.services.lifting import referred
from cases.showing import shown_of
from cases.story import story_of
from enforcement import clock
from enforcement.journal.services import note_look, record
from enforcement.law.findings import Level
from enforcement.procedures.offering import barred, choices_for
from enforcement.teams.roles import HANDLE, READ_CASES, UNMASK
from enforcement.teams.services.holding import holders_of
from enforcement.web import NoPost, RequiresPermission

RELATED = (
    "party", "item__item", "team", "handler", "partner", "dossier", "assessment", "notice",
    "decision__document", "decision__collection", "registration",
)  # fmt: skip


class CasePage(RequiresPermission, View):
    permissions = (READ_CASES,)

    def seen(self):
        return Case.objects.visible_to(self.request.user, clock.today())

    def case(self, pk):
        return get_object_or_404(self.seen().select_related(*RELATED), pk=pk)


def ways_on(file, officer, at):
    """Return what can be done now: the one next step and why not, what else is open, what is not open yet."""
    primary, others = choices_for(file.case, by=officer, at=at, near=file)
    stops = primary.left_over if primary else []
    mine = [(choice, choice.left_over) for choice in others if choice.allowed]
    held = [(choice, one) for choice in (primary, *others) if choice for one in choice.left_over]
    return {
        "primary": primary,
        "stops": stops,
        "stopped": barred(stops),
        "ready": [choice for choice, left in mine if not barred(left)],
        "rare": any(choice.rare for choice, left in mine if not barred(left)),
        "shut": [(choice, left) for choice, left in mine if barred(left)],
        "held": lifted_by(officer, file.case, held, at),
        "who_lifts": who_lifts(file.case, held, at),
    }


def lifted_by(officer, case, held, at):
    """Return (step, rule, message, clause) of every HOLD that this officer may lift for whoever takes the step.

    They stand on the file as it is, or on what somebody typed into a step that was then refused (请示).
    """
    if not officer.may(case.LIFTS, timezone.localdate(at), case.path):
        return []
    found = {
        (choice.step.name, one.rule): (choice.step, one.rule, one.message, one.clause)
        for choice, one in held
        if one.level is Level.HOLD and not choice.allowed
    }
    for step, one in referred(case):
        found.setdefault((step.name, one.rule), (step, one.rule, one.message, one.clause))
    return list(found.values())


def who_lifts(case, held, at):
    """Return the names of the heads where a HOLD is shown, so that the officers know whom to ask."""
    if not any(one.level is Level.HOLD for _, one in held):
        return ""
    return "、".join(holders_of(case.LIFTS, case.path, timezone.localdate(at)))


class CaseView(CasePage):
    """Everything about one case: where it stands, what to do now, what the law says, what happened."""

    def get(self, request, pk):
        now, day = clock.now(), clock.today()
        seen = self.seen()
        file = CaseFile.open(seen, pk, day)
        note_look(file.case.dossier, "案件", by=request.user, at=now)
        case, decision = file.case, file.decisions.get(pk)
        context = shown_of(file, day) | {
            "money": self.money(file, decision, day) if decision and decision.fine else None,
            "timeline": story_of(case.dossier),
            "may_add": request.user.may(HANDLE, day, case.path) and not case.dossier.locked_at,
            "may_unmask": request.user.may(UNMASK, day, case.path),
            "beside": neighbours_of(case, request, day),
            "compared": comparison(facts_on(case, file, now)) if file.general else None,
        }
        return render(request, "cases/case_detail.html", context | ways_on(file, request.user, now))

    @staticmethod
    def money(file, decision, day):
        return owed(file.case, day, limit=file.limits.get(file.case.pk), payments=file.payments[decision.pk])


class AddEvidenceView(RequiresPermission, View):
    """Choose to which of one's open cases a piece of evidence belongs, and what it is."""

    permissions = (HANDLE,)
    SHOWN = 30

    def get(self, request):
        mine = Q(handler=request.user) | Q(partner=request.user)
        seen = Case.objects.visible_to(request.user, clock.today()).filter(mine, dossier__locked_at=None)
        cases = seen.for_desk().only(*FOR_UPLOAD).order_by("-pk")[: self.SHOWN]
        return render(request, "cases/add_evidence.html", {"cases": cases})


FOR_UPLOAD = ("dossier_id", "title", "state", "party__name", "party__kind")


class UnmaskView(CasePage):
    """Show a party's identity number in full, once, and write down who looked (R-1107)."""

    def post(self, request, pk):
        case, now = self.case(pk), clock.now()
        if not request.user.may(UNMASK, clock.today(), case.path):
            raise NoPost(UNMASK)
        record(case.dossier, "party.unmask", by=request.user, at=now, party=case.party.pk)
        party = case.party
        context = {"case": case, "identity": party.identity, "phone": case.party_phone}
        context["operator_identity"] = party.operator_identity
        if found := getattr(case, "complaint", None):
            context |= {"complainant": found.name, "complainant_phone": found.phone}
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse(context | {"case": case.pk})
        return render(request, "cases/_identity.html" if request.htmx else "cases/identity.html", context)
