"""The case page, and the one look at a party's number."""

from django.db.models import Q
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.generic import View

from cases.execution.service import owed
from cases.file.facts import facts_on
from cases.file.single import CaseFile
from cases.listing.neighbours import neighbours_of
from cases.models import Case
from cases.page.beside import comparison
from cases.page.showing import shown_of
from cases.workflow import CLOSED_STATES, State
from enforcement import clock
from enforcement.journal.services import note_look, record
from enforcement.procedures.story import story_of
from enforcement.procedures.ways import ways_on
from enforcement.teams.roles import HANDLE, READ_CASES, UNMASK
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


SENT_BACK = (State.ON_SITE, State.EXECUTED, State.RETURNED)


class CaseView(CasePage):
    """Everything about one case: where it stands, what to do now, what the law says, what happened."""

    def get(self, request, pk):
        now, day = clock.now(), clock.today()
        file = CaseFile.open(pk, request.user, day)
        note_look(file.case.dossier, "案件", by=request.user, at=now)
        case, facts = file.case, facts_on(file.case, file, now)
        context = shown_of(file, day) | {
            "money": money_of(file, file.decisions.get(pk), day),
            "timeline": story_of(case.dossier),
            "may_add": request.user.may(HANDLE, day, case.path) and not case.dossier.locked_at,
            "may_unmask": request.user.may(UNMASK, day, case.path),
            "beside": neighbours_of(case, request, day),
            "row": case,
            "over": over_in_words(case) if case.state in CLOSED_STATES else "",
            "returned": case.return_reason if case.state in SENT_BACK else "",
            "lift_url": reverse("cases:lift", args=[pk]),
            "compared": comparison(facts) if file.general else None,
        }
        ways = ways_on(case, request.user, now, near=file, facts=facts)
        return render(request, "cases/page/detail.html", context | ways)


def money_of(file, decision, day):
    """Return what is owed of the fine of a decision, None where there is no fine."""
    if decision is None or not decision.fine:
        return None
    return owed(file.case, day, limit=file.limit_of(file.case, "pay"), payments=file.payments[decision.pk])


def over_in_words(case):
    closed = f"，{case.closed_on.isoformat()}" if case.closed_on else ""
    return f"{case.get_state_display()}{closed}"


class AddEvidenceView(RequiresPermission, View):
    """Choose to which of one's open cases a piece of evidence belongs, and what it is."""

    permissions = (HANDLE,)
    SHOWN = 30

    def get(self, request):
        mine = Q(handler=request.user) | Q(partner=request.user)
        seen = Case.objects.visible_to(request.user, clock.today()).filter(mine, dossier__locked_at=None)
        seen = seen.exclude(state__in=["CLOSED", "WITHDRAWN"])  # as the index on open cases says it
        cases = seen.for_desk().only(*FOR_UPLOAD).order_by("-pk")[: self.SHOWN]
        return render(request, "cases/page/add_evidence.html", {"cases": cases})


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
        return render(
            request, "cases/page/_identity.html" if request.htmx else "cases/page/identity.html", context
        )
