"""The API of any procedure: its rows are read, and every step of its table is a verb through its form and service."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from enforcement import clock
from enforcement.api import finding_json
from enforcement.dossiers.services import send_once
from enforcement.errors import Refused
from enforcement.journal.services import note_look
from enforcement.openapi import ErrorSerializer
from enforcement.procedures import steps
from enforcement.procedures.lift_forms import LiftForm
from enforcement.procedures.lifting import lift, refer
from enforcement.procedures.models import Limit
from enforcement.procedures.offering import choices_for
from enforcement.procedures.questions import asked_on
from enforcement.procedures.schemas import ChoiceSerializer, reasons_of, taken_as
from enforcement.procedures.step_forms import StepForm
from enforcement.procedures.tasked import post_of

ERRORS = {
    400: OpenApiResponse(ErrorSerializer, description="内容有误，按字段提示修改"),
    401: OpenApiResponse(ErrorSerializer, description="没有登录"),
    403: OpenApiResponse(ErrorSerializer, description="岗位不能做这件事"),
    404: OpenApiResponse(ErrorSerializer, description="没有，或者不在可见范围内"),
    409: OpenApiResponse(ErrorSerializer, description="法律、状态或冲突不允许，附全部原因"),
}


class StepVerbs:
    """What the verbs of a table share: the form, sending once, the referral of what only a superior may pass.

    A viewset says with `whole_row` how a row is read for a form about it, with `answer_of` how a row is written.
    """

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method == "POST" and not isinstance(request.data, Mapping):
            raise ValidationError({"body": ["应为一个对象"]})

    def whole_row(self):
        return self.get_object()

    @extend_schema(responses=ChoiceSerializer(many=True))
    @action(detail=True, pagination_class=None, filter_backends=[])
    def steps(self, request, pk):
        """Return what can be done with the row now, and every finding in the way."""
        row = self.whole_row()
        primary, others = choices_for(row, by=request.user, at=clock.now())
        waiting, lapsed = asked_on(row)
        asked = [(step.name, question_json(row, one)) for step, one in (*waiting, *lapsed)]
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

    @action(detail=True, methods=["post"])
    def lift(self, request, pk):
        """Lift the HOLD of a rule at a step, with the superior's reason; no step is taken."""
        row, form = self.get_object(), self.checked(LiftForm(request.data))
        return self.once(lambda at: lift(row=row, **form.cleaned_data, by=request.user, at=at))

    def checked(self, form):
        if not form.is_valid():
            invalid = ValidationError(form.errors.get_json_data())
            invalid.findings = tuple(form.findings)
            raise invalid
        return form

    def once(self, act, status=200):
        """Run a verb under the request's Idempotency-Key and answer with the row as it is afterwards."""
        now, request, done = clock.now(), self.request, []

        def run():
            done.append(act(now))
            return status, {self.subject: done[0].pk}

        key = request.headers.get("Idempotency-Key", "")
        try:
            _, answer = send_once(
                key=key, address=request.path, content=request.data, by=request.user, at=now, act=run
            )
        except Refused as refused:
            refer(refused, by=request.user, at=now)
            raise
        return self.answer_of(done[0] if done else None, answer[self.subject], status)

    def take(self, name):
        """Take the step through its form, and answer with the row."""
        step = steps.table_of(self.subject)[name]
        row = self.whole_row() if issubclass(step.form, StepForm) else self.get_object()
        taken, user = step.on(row), self.request.user
        form = self.checked(taken.filled(row, user, clock.now(), data=self.request.data))
        reasons = reasons_of(self.request.data)
        return self.once(lambda at: taken.take(row, form, by=user, at=at, reasons=reasons))


def question_json(row, one):
    """Return what was left to a superior: since when, who has to answer it, and why it is the question no longer."""
    return {
        "rule": one.rule,
        "message": one.message,
        "clause": one.clause,
        "by": one.by_id,
        "at": one.at,
        "waits_for": "" if one.lapse else post_of(row.LIFTS),
        "lapsed": one.get_lapse_display(),
    }


def verb(shape, answer):
    """Document a verb: its input by the form it shares with the page, its answer, its refusals."""
    return extend_schema(request=taken_as(shape), responses={200: answer, **ERRORS})


def add_verbs(viewset, table, answer, lane=""):
    """Give the viewset one action for each step of the table that is taken with a form of its own.

    answer: serializer of the row. lane: whose shape of a step the description tells, where lanes differ.
    """

    def add(step):
        def call(self, request, pk):
            return self.take(step.name)

        call.__name__ = step.name
        call.__doc__ = step.words or step.label
        shape = step.by_lane.get(lane, {}).get("form", step.form)
        setattr(viewset, step.name, verb(shape, answer)(action(detail=True, methods=["post"])(call)))

    for step in table.values():
        if step.common:
            add(step)


class LimitSerializer(serializers.ModelSerializer):
    class Meta:
        model = Limit
        fields = (
            "key", "label", "start_on", "legal_last_day", "safe_day", "for_party", "provisional", "clause",
            "explanation", "met_on",
        )  # fmt: skip


class MatterSerializer(serializers.Serializer):
    """A row of a procedure: where it stands."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField(source="__str__")
    state = serializers.CharField()
    state_words = serializers.CharField(source="get_state_display")
    dossier = serializers.IntegerField(source="dossier_id")


class MatterDetailSerializer(MatterSerializer):
    """A row with what is said of it, and its limits."""

    said = serializers.SerializerMethodField()
    limits = serializers.SerializerMethodField()

    def get_said(self, row) -> dict[str, str]:
        return {name: str(value) for name, value in row.said}

    def get_limits(self, row) -> LimitSerializer(many=True):
        return LimitSerializer(Limit.objects.of(row).order_by("safe_day", "pk"), many=True).data


class RowViewSet(StepVerbs, viewsets.ReadOnlyModelViewSet):
    """The rows of one procedure in the sight of whoever asks."""

    subject = ""
    serializer_class = MatterDetailSerializer

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if not request.user.may(self.table.reads, clock.today()):
            raise PermissionDenied

    def get_serializer_class(self):
        return MatterSerializer if self.action == "list" else MatterDetailSerializer

    @property
    def table(self):
        return steps.table_of(self.subject)

    def get_queryset(self):
        return self.table.model.seen_by(self.request.user, clock.today()).select_related("dossier")

    def retrieve(self, request, *args, **kwargs):
        row = self.get_object()
        note_look(row.dossier, f"{row.STEPS.noun}（接口）", by=request.user, at=clock.now())
        return Response(MatterDetailSerializer(row).data)

    def answer_of(self, row, key, status):
        row = row or self.get_queryset().get(pk=key)
        return Response(MatterDetailSerializer(row).data, status=status)


def viewset_of(table):
    """Return a viewset with a verb for each step of a table that has no house of its own."""
    name = "".join(part.title() for part in table.subject.split("_"))
    made = type(
        f"{name}ViewSet", (RowViewSet,), {"subject": table.subject, "queryset": table.model.objects.none()}
    )
    made.__doc__ = f"{table.noun}。"
    add_verbs(made, table, MatterDetailSerializer)
    return extend_schema_view(list=extend_schema(operation_id=f"matters_{table.subject}_list"))(made)


def register(router):
    """Hang every table without a house of its own into the API's router."""
    for table in steps.tables():
        if table.plain:
            router.register(f"matters/{table.subject}", viewset_of(table), basename=f"matter-{table.subject}")
