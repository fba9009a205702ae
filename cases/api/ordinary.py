"""Verbs and nouns of the ordinary procedure that are no plain step: leads, corrections, records, facts found."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from cases.api.schemas import CaseDetailSerializer
from cases.filing import service as filing
from cases.investigation import service as investigating
from cases.investigation.forms.records import RecordForm
from cases.investigation.forms.report import FactsForm, ReportForm
from cases.models import Case, FoundFact, Record
from cases.notice.forms import DefenceForm
from cases.street import registering
from cases.street.forms.scene import LeadForm
from cases.street.proposals import handling_teams
from enforcement import clock
from enforcement.dossiers.models import Dossier
from enforcement.errors import DomainError
from enforcement.gate import whole
from enforcement.openapi import ErrorSerializer
from enforcement.procedures.schemas import reasons_of, shape_of, taken_as
from enforcement.templatetags.marks import masked_name


class RecordSerializer(serializers.ModelSerializer):
    """A record in the list: who was asked is masked, what was said stands in the paper."""

    kind_words = serializers.CharField(source="get_kind_display")
    person = serializers.SerializerMethodField()

    class Meta:
        model = Record
        fields = (
            "id", "kind", "kind_words", "serial", "began_at", "ended_at", "place", "asker", "recorder", "person",
            "relation", "pages", "pages_signed", "document",
        )  # fmt: skip

    def get_person(self, record) -> str:
        return masked_name(record.person) if record.person else ""


class FoundFactSerializer(serializers.ModelSerializer):
    class Meta:
        model = FoundFact
        fields = ("position", "text", "pieces", "records")


def verb(shape, status=200):
    """Document a verb: its input by the form it shares with the page, its answer, its refusals."""
    errors = {code: ErrorSerializer for code in (400, 401, 403, 404, 409)}
    return extend_schema(request=taken_as(shape), responses={status: CaseDetailSerializer, **errors})


class OrdinaryVerbs:
    """What the case viewset adds for the ordinary procedure."""

    @verb(LeadForm, 201)
    @action(detail=False, methods=["post"])
    def leads(self, request):
        """Log a lead of the ordinary procedure."""
        form = self.checked(LeadForm(request.data, officer=request.user, now=clock.now()))
        return self.once(lambda at: self.opened(form, at), status=201)

    def opened(self, form, at):
        officer, typed = self.request.user, form.cleaned_data
        team, dossier = self.place_to_log()
        return filing.open_lead(
            item=typed["item_version"], party=form.party(), act=form.act(), partner=typed["partner"],
            source=typed["source"], act_area=typed["act_area"], major=typed["major"], clue_on=typed["clue_on"],
            team=team, dossier=dossier, complaint=form.complaint(), by=officer, at=at,
        )  # fmt: skip

    def place_to_log(self):
        """Return (unit in whose name a new case is logged, the dossier asked for or None)."""
        officer, today = self.request.user, clock.today()
        teams = handling_teams(officer, today)
        if not teams:
            raise DomainError("您没有执法岗位，不能登记案件。")
        key = str(self.request.data.get("dossier") or "")
        if not key:
            return teams[0], None
        mine = Dossier.objects.visible_to(officer, today).filter(case__isnull=True)
        return teams[0], get_object_or_404(mine, pk=whole(key) or 0)

    @verb(LeadForm)
    @action(detail=True, methods=["post", "patch"])
    def amend(self, request, pk):
        """Correct what was logged; `version` is that of the case as it was read."""
        case = self.whole_case()
        given = {"officer": request.user, "handler": case.handler, "now": clock.now()}
        kept = {"source": case.source, "act_area": case.act_area, "major": case.major}
        kept |= {"act_span": case.act_span, "ended_on": case.ended_on}
        sent = request.data.dict() if hasattr(request.data, "dict") else request.data
        form = self.checked(LeadForm(kept | sent, **given))
        typed = form.cleaned_data
        return self.once(
            lambda at: registering.amend(
                case=case,
                item=typed["item_version"],
                party=form.party(),
                act=form.act(),
                partner=typed["partner"],
                source=typed["source"],
                act_area=typed["act_area"],
                major=typed["major"],
                complaint=form.complaint(),
                version=typed["version"] or 0,
                reasons=reasons_of(request.data),
                by=request.user,
                at=at,
            )
        )

    @extend_schema(methods=["GET"], responses=RecordSerializer(many=True))
    @extend_schema(methods=["POST"], request=shape_of(RecordForm), responses={201: CaseDetailSerializer})
    @action(detail=True, methods=["get", "post"], pagination_class=None, filter_backends=[])
    def records(self, request, pk):
        """List the records of the case, or make one."""
        case = self.whole_case()
        if request.method == "GET":
            return Response(RecordSerializer(case.records.order_by("pk"), many=True).data)
        form = self.checked(self.about(RecordForm, case))
        return self.once(
            lambda at: (
                investigating.sign_record(
                    case=case,
                    record=form.record(),
                    signatures=form.signatures(),
                    reasons=reasons_of(request.data),
                    by=request.user,
                    at=at,
                ).case
            ),
            status=201,
        )

    @extend_schema(methods=["GET"], responses=FoundFactSerializer(many=True))
    @extend_schema(methods=["POST"], request=shape_of(FactsForm), responses=CaseDetailSerializer)
    @action(detail=True, methods=["get", "post"], pagination_class=None, filter_backends=[])
    def facts(self, request, pk):
        """Read the facts found with their evidence, or write them anew."""
        case = self.whole_case()
        if request.method == "GET":
            rows = case.found_facts.prefetch_related("pieces", "records")
            return Response(FoundFactSerializer(rows, many=True).data)
        form = self.checked(self.about(FactsForm, case))
        version = form.cleaned_data["version"]
        return self.once(
            lambda at: investigating.set_facts(
                case=case, facts=form.found(), version=version, by=request.user, at=at
            )
        )

    @verb(ReportForm)
    @action(detail=True, methods=["post"])
    def report(self, request, pk):
        """Correct the report of an investigation that has ended."""
        return self.correct("report")

    @verb(DefenceForm)
    @action(detail=True, methods=["post"])
    def defence(self, request, pk):
        """Correct what was recorded of the defence, or how it was answered."""
        return self.correct("defence")

    def correct(self, name):
        case, step = self.whole_case(), Case.STEPS[name]
        form = self.checked(self.about(step.form, case))
        reasons = reasons_of(self.request.data)
        return self.once(lambda at: step.take(case, form, by=self.request.user, at=at, reasons=reasons))

    def about(self, form, case):
        """Return a form about a case, bound to what was sent."""
        return form(self.request.data, case=case, officer=self.request.user, now=clock.now())
