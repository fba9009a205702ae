"""The API of a case: nouns are read, and every step of the table is a verb through the same form and service."""

from collections.abc import Mapping
from dataclasses import replace

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.generics import get_object_or_404 as find_or_404
from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response

from cases import forms
from cases.asked_api import AskedVerb
from cases.desk_api import DeskViewSet, DraftViewSet
from cases.filters import CaseFilter
from cases.lift_api import LiftVerb
from cases.list_api import ListExport, OrderedPagination, SavedViewSet
from cases.models import Case, CaseDeadline
from cases.ordinary_api import OrdinaryVerbs
from cases.schemas import CaseDetailSerializer, CaseSerializer, writer_of_details
from cases.services import deciding, registering, weighing
from cases.tables import limits
from cases.told_api import ToldVerbs
from cases.workflow import GENERAL
from enforcement import clock
from enforcement.api import finding_json
from enforcement.dossiers.referring import refer
from enforcement.dossiers.services import send_once
from enforcement.errors import Refused
from enforcement.journal.services import note_look
from enforcement.openapi import ErrorSerializer
from enforcement.prepared import hold
from enforcement.procedures.lifting import referred
from enforcement.procedures.offering import choices_for
from enforcement.procedures.schemas import ChoiceSerializer, reasons_of, taken_as

ERRORS = {
    400: OpenApiResponse(ErrorSerializer, description="内容有误，按字段提示修改"),
    401: OpenApiResponse(ErrorSerializer, description="没有登录"),
    403: OpenApiResponse(ErrorSerializer, description="岗位不能做这件事"),
    404: OpenApiResponse(ErrorSerializer, description="没有，或者不在可见范围内"),
    409: OpenApiResponse(ErrorSerializer, description="法律、状态或冲突不允许，附全部原因"),
}


def verb(shape):
    """Document a verb: its input by the form it shares with the page, its answer, its refusals."""
    return extend_schema(request=taken_as(shape), responses={200: CaseDetailSerializer, **ERRORS})


class CaseViewSet(LiftVerb, ListExport, AskedVerb, ToldVerbs, OrdinaryVerbs, viewsets.ReadOnlyModelViewSet):
    """Cases in the sight of whoever asks."""

    filterset_class = CaseFilter
    pagination_class = OrderedPagination
    queryset = Case.objects.none()

    def get_serializer_class(self):
        return CaseSerializer if self.action == "list" else CaseDetailSerializer

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method == "POST" and not isinstance(request.data, Mapping):
            raise ValidationError({"body": ["应为一个对象"]})

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

    @verb(forms.SceneForm)
    def create(self, request):
        """Log a case on the spot: page 1 of the simple procedure."""
        form = self.checked(forms.SceneForm(request.data, officer=request.user, now=clock.now()))
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

    @verb(forms.WeighForm)
    @action(detail=True, methods=["post"])
    def weigh(self, request, pk):
        """Answer whether to punish at all, and propose the outcome."""
        case = self.get_object()
        form = self.checked(forms.weigh_form(case)(request.data, now=clock.now()))
        reasons = reasons_of(request.data)
        return self.once(
            lambda at: weighing.weigh(
                case=case, answers=form.cleaned_data, by=request.user, at=at, reasons=reasons
            )
        )

    @verb(forms.NoticeForm)
    @action(detail=True, methods=["post"])
    def issue(self, request, pk):
        """Tell, hear, sign and issue the decision on the spot."""
        case, form = self.get_object(), self.checked(forms.NoticeForm(request.data))
        given = {
            "notice": form.notice(),
            "picture": form.cleaned_data["signature"],
            "collection": form.collection(),
            "version": form.cleaned_data["version"],
            "reasons": reasons_of(request.data),
        }
        return self.once(lambda at: deciding.issue_on_the_spot(case=case, **given, by=request.user, at=at))

    @verb(forms.NoticeForm)
    @action(detail=True, methods=["post"])
    def propose_exemption(self, request, pk):
        """Hand a no-penalty draft to the head."""
        case, form = self.get_object(), self.checked(forms.NoticeForm(request.data))
        given = {name: form.cleaned_data[name] for name in ("education", "version")} | {
            "notice": form.notice(),
            "reasons": reasons_of(request.data),
        }
        return self.once(lambda at: deciding.propose_exemption(case=case, **given, by=request.user, at=at))

    def whole_case(self):
        """Return the case in sight with what a form about it asks for."""
        seen = Case.objects.visible_to(self.request.user, clock.today())
        return find_or_404(seen.select_related(*DETAIL), pk=self.kwargs["pk"])

    @extend_schema(responses=ChoiceSerializer(many=True))
    @action(detail=True, pagination_class=None, filter_backends=[])
    def steps(self, request, pk):
        """Return what can be done with the case now, and every finding in the way."""
        case = self.whole_case()
        primary, others = choices_for(case, by=request.user, at=clock.now())
        asked = [(step.name, {"rule": one.rule, "message": one.message, "clause": one.clause, "by": one.by_id})
                 for step, one in referred(case)]  # fmt: skip
        return Response(
            [
                {
                    "step": choice.step.name,
                    "label": choice.step.label,
                    "primary": choice is primary,
                    "allowed": choice.allowed,
                    "open": choice.open,
                    "findings": [finding_json(finding) for finding in choice.findings],
                    "referred": [told for name, told in asked if name == choice.step.name],
                }
                for choice in [primary, *others]
                if choice
            ]
        )

    def checked(self, form):
        if not form.is_valid():
            raise ValidationError(form.errors.get_json_data())
        return form

    def once(self, act, status=200):
        """Run a verb under the request's Idempotency-Key and answer with the case as it is afterwards."""
        now, request, done = clock.now(), self.request, []

        def run():
            done.append(act(now))
            return status, {"case": done[0].pk}

        key = request.headers.get("Idempotency-Key", "")
        try:
            _, answer = send_once(
                key=key, address=request.path, content=request.data, by=request.user, at=now, act=run
            )
        except Refused as refused:
            refer(refused, by=request.user, at=now)
            raise
        case = done[0] if done else Case.objects.select_related(*DETAIL).get(pk=answer["case"])
        hold(case, "deadlines", limits(case.pk), CaseDeadline)
        return Response(writer_of_details()(case), status=status)


DETAIL = (
    "party", "item__item", "team", "handler", "partner", "dossier", "assessment", "notice",
    "decision__document", "decision__collection", "registration",
)  # fmt: skip


def _add_verb(step):
    """Give the viewset one action for a step of the table that is taken with a form of its own."""
    name = step.name

    def call(self, request, pk):
        case = self.whole_case() if issubclass(step.form, forms.CaseForm) else self.get_object()
        taken = Case.STEPS[name].on(case)
        form = self.checked(taken.filled(case, request.user, clock.now(), data=request.data))
        reasons = reasons_of(request.data)
        return self.once(lambda at: taken.take(case, form, by=request.user, at=at, reasons=reasons))

    call.__name__ = name
    call.__doc__ = step.words or step.label
    setattr(CaseViewSet, name, verb(step.form)(action(detail=True, methods=["post"])(call)))


for _step in Case.STEPS.values():
    if _step.common:
        _add_verb(replace(_step, **_step.by_lane.get(GENERAL, {})))


def register(router):
    """Hang the cases and the desk into the API's router."""
    router.register("desk", DeskViewSet, basename="desk")
    router.register("drafts", DraftViewSet, basename="draft")
    router.register("cases/views", SavedViewSet, basename="saved_view")
    router.register("cases", CaseViewSet, basename="case")
