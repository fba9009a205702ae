"""The API of a case: nouns are read, and every step of the table is a verb through the same form and service."""

from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404 as find_or_404
from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response

from cases.api.asked import AskedVerb
from cases.api.ordinary import OrdinaryVerbs
from cases.api.schemas import CaseDetailSerializer, CaseSerializer, writer_of_details
from cases.desk.api import DeskViewSet, DraftViewSet
from cases.file.single import limits
from cases.listing.api import ListExport, OrderedPagination, SavedViewSet
from cases.listing.filters import CaseFilter
from cases.models import Case
from cases.notice.api import ToldVerbs
from cases.street import deciding, registering
from cases.street.forms.notice import NoticeForm
from cases.street.forms.scene import SceneForm
from cases.weighing import service as weighing
from cases.weighing.forms.weighing import WeighForm, weigh_form
from cases.workflow import GENERAL
from enforcement import clock
from enforcement.journal.services import note_look
from enforcement.prepared import hold
from enforcement.procedures.api import StepVerbs, add_verbs
from enforcement.procedures.api import verb as documented
from enforcement.procedures.models import Limit
from enforcement.procedures.schemas import reasons_of


def verb(shape):
    return documented(shape, CaseDetailSerializer)


class CaseViewSet(StepVerbs, ListExport, AskedVerb, ToldVerbs, OrdinaryVerbs, viewsets.ReadOnlyModelViewSet):
    """Cases in the sight of whoever asks."""

    subject = "case"
    filterset_class = CaseFilter
    pagination_class = OrderedPagination
    queryset = Case.objects.none()

    def get_serializer_class(self):
        return CaseSerializer if self.action == "list" else CaseDetailSerializer

    def retrieve(self, request, *args, **kwargs):
        case = self.get_object()
        note_look(case.dossier, "案件（接口）", by=request.user, at=clock.now())
        return Response(self.get_serializer(case).data)

    def get_queryset(self):
        listed = self.action == "list"
        seen = Case.objects.visible_to(self.request.user, clock.today(), walked=listed)
        if listed:
            return seen.for_list()
        # a verb only asks whether the case is in sight: its service reads it again under lock
        return seen.select_related(*DETAIL) if self.request.method in SAFE_METHODS else seen.only("pk")

    def filter_queryset(self, cases):
        """Filter only where something is asked for: the filter's form costs more than half the list."""
        asked = self.request.query_params.keys() & CaseFilter.base_filters.keys()
        return super().filter_queryset(cases) if asked else cases

    @verb(SceneForm)
    def create(self, request):
        """Log a case on the spot: page 1 of the simple procedure."""
        form = self.checked(SceneForm(request.data, officer=request.user, now=clock.now()))
        return self.once(lambda at: self.registered(form, at), status=201)

    def registered(self, form, at):
        officer, typed = self.request.user, form.cleaned_data
        team, dossier = self.place_to_log()
        return registering.register(
            item=typed["item_version"],
            party=form.party(),
            act=form.act(),
            partner=typed["partner"],
            team=team,
            dossier=dossier,
            reasons=reasons_of(self.request.data),
            by=officer,
            at=at,
        )

    @verb(WeighForm)
    @action(detail=True, methods=["post"])
    def weigh(self, request, pk):
        """Answer whether to punish at all, and propose the outcome."""
        case = self.get_object()
        form = self.checked(weigh_form(case)(request.data, now=clock.now()))
        reasons = reasons_of(request.data)
        return self.once(
            lambda at: weighing.weigh(
                case=case, answers=form.cleaned_data, by=request.user, at=at, reasons=reasons
            )
        )

    @verb(NoticeForm)
    @action(detail=True, methods=["post"])
    def issue(self, request, pk):
        """Tell, hear, sign and issue the decision on the spot."""
        case, form = self.get_object(), self.checked(NoticeForm(request.data))
        given = {
            "notice": form.notice(),
            "picture": form.cleaned_data["signature"],
            "collection": form.collection(),
            "version": form.cleaned_data["version"],
            "reasons": reasons_of(request.data),
        }
        return self.once(lambda at: deciding.issue_on_the_spot(case=case, **given, by=request.user, at=at))

    @verb(NoticeForm)
    @action(detail=True, methods=["post"])
    def propose_exemption(self, request, pk):
        """Hand a no-penalty draft to the head."""
        case, form = self.get_object(), self.checked(NoticeForm(request.data))
        given = {name: form.cleaned_data[name] for name in ("education", "version")} | {
            "notice": form.notice(),
            "reasons": reasons_of(request.data),
        }
        return self.once(lambda at: deciding.propose_exemption(case=case, **given, by=request.user, at=at))

    def whole_case(self):
        """Return the case in sight with what a form about it asks for."""
        seen = Case.objects.visible_to(self.request.user, clock.today())
        return find_or_404(seen.select_related(*DETAIL), pk=self.kwargs["pk"])

    def whole_row(self):
        return self.whole_case()

    def answer_of(self, row, key, status):
        case = row or Case.objects.select_related(*DETAIL).get(pk=key)
        hold(case.dossier, "limits", limits(case.dossier_id), Limit)
        return Response(writer_of_details()(case), status=status)


DETAIL = (
    "party", "item__item", "team", "handler", "partner", "dossier", "assessment", "notice",
    "decision__document", "decision__collection", "registration",
)  # fmt: skip


add_verbs(CaseViewSet, Case.STEPS, CaseDetailSerializer, lane=GENERAL)


def register(router):
    """Hang the cases and the desk into the API's router."""
    router.register("desk", DeskViewSet, basename="desk")
    router.register("drafts", DraftViewSet, basename="draft")
    router.register("cases/views", SavedViewSet, basename="saved_view")
    router.register("cases", CaseViewSet, basename="case")
