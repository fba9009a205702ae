"""The API of the desk: what the page shows, for programs."""

from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404 as find_or_404
from rest_framework.response import Response

from cases.desk.person import desk_of, drafts_of
from cases.desk.unit import POSTS, reassign, unit_desk_of
from cases.models import Case
from enforcement import clock
from enforcement.api import finding_json
from enforcement.dossiers.models import Draft
from enforcement.errors import BadInput
from enforcement.gate import LARGEST, number_in, whole
from enforcement.openapi import FindingSerializer
from enforcement.procedures.desks import GROUPS
from enforcement.procedures.models import Task
from enforcement.procedures.steps import tables
from enforcement.procedures.together import MOST, take_together
from enforcement.teams.roles import READ_CASES

TABS = ("mine", "waiting", "queue", "drafts")
PAGES = 1000


class DeskRowSerializer(serializers.Serializer):
    """A task on the desk; a natural person's name is masked (R-1101)."""

    task = serializers.IntegerField(source="task.pk")
    subject = serializers.CharField(source="task.subject")
    row = serializers.IntegerField(source="task.row")
    case = serializers.SerializerMethodField(help_text="案件编号；不是案件的为空")
    slot = serializers.ChoiceField(source="task.slot", choices=Task.Slot.choices)
    step = serializers.CharField(source="task.step")
    next = serializers.CharField()
    party = serializers.CharField(source="task.party")
    title = serializers.CharField(source="task.title")
    procedure = serializers.CharField(source="task.lane")
    state = serializers.CharField(source="task.state")
    due = serializers.DateField(source="task.due_on", allow_null=True)
    due_words = serializers.CharField(source="task.due_words")
    who = serializers.CharField(help_text="等谁；自己的事项为空")
    since = serializers.DateField(source="task.since")

    def get_case(self, line) -> int | None:
        return line.task.row if line.task.subject == Case.STEPS.subject else None


class ReminderSerializer(serializers.Serializer):
    subject = serializers.CharField(source="limit.subject")
    row = serializers.IntegerField(source="limit.row")
    case = serializers.SerializerMethodField(help_text="案件编号；不是案件的为空")
    day = serializers.DateField()
    words = serializers.CharField()

    def get_case(self, reminder) -> int | None:
        return reminder.limit.row if reminder.limit.subject == Case.STEPS.subject else None


class DraftSerializer(serializers.Serializer):
    id = serializers.IntegerField(source="pk")
    words = serializers.CharField()
    url = serializers.CharField()
    saved_at = serializers.DateTimeField()


class DaySerializer(serializers.Serializer):
    day = serializers.DateField()
    count = serializers.IntegerField()


class DeskSerializer(serializers.Serializer):
    """Counts of every tab, the rows of one, reminders, and the next ten working days."""

    mine = serializers.IntegerField()
    waiting = serializers.IntegerField()
    late = serializers.IntegerField()
    today = serializers.IntegerField()
    week = serializers.IntegerField()
    later = serializers.IntegerField()
    soon = serializers.IntegerField()
    queue = serializers.IntegerField(allow_null=True)
    done_this_week = serializers.IntegerField()
    more = serializers.IntegerField(allow_null=True, help_text="下一页的页码，没有的为空")
    rows = DeskRowSerializer(many=True)
    drafts = DraftSerializer(many=True)
    reminders = ReminderSerializer(many=True)
    strip = DaySerializer(many=True)


class TasksSerializer(serializers.Serializer):
    tasks = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST), min_length=1, max_length=MOST
    )


class TogetherSerializer(TasksSerializer):
    step = serializers.ChoiceField(
        choices=sorted({step.name for table in tables() for step in table.values() if step.together})
    )


class ReassignSerializer(TasksSerializer):
    handler = serializers.IntegerField(min_value=1, max_value=LARGEST)
    reason = serializers.CharField(max_length=500)


class RefusedSerializer(serializers.Serializer):
    what = serializers.CharField()
    why = serializers.CharField()
    findings = FindingSerializer(many=True)


class SaidSerializer(serializers.Serializer):
    """What came of it: the tasks that were done, and why each other one was not."""

    done = serializers.ListField(child=serializers.IntegerField())
    refused = RefusedSerializer(many=True)


class LoadSerializer(serializers.Serializer):
    key = serializers.CharField()
    name = serializers.CharField()
    count = serializers.IntegerField()
    late = serializers.IntegerField()


class UnitSerializer(serializers.Serializer):
    """What a unit has to do, the late first, and how much each of its people has."""

    loads = LoadSerializer(many=True)
    rows = DeskRowSerializer(many=True)
    more = serializers.IntegerField(allow_null=True)


class DeskViewSet(viewsets.ViewSet):
    """The desk of whoever asks."""

    @extend_schema(
        parameters=[
            OpenApiParameter("tab", enum=TABS),
            OpenApiParameter("day", description="只看这一天到期的"),
            OpenApiParameter("group", enum=tuple(GROUPS), description="只看这一组"),
            OpenApiParameter("page", int),
        ],
        responses=forced_singular_serializer(DeskSerializer),
    )
    def list(self, request):
        tab = request.query_params.get("tab", "mine")
        if tab not in TABS:
            raise BadInput(f"tab 应为 {'、'.join(TABS)} 之一。")
        group = request.query_params.get("group")
        if group is not None and group not in GROUPS:
            raise BadInput(f"group 应为 {'、'.join(GROUPS)} 之一。")
        page = number_in(request.query_params, "page", at_least=1, at_most=PAGES, strict=True) or 1
        day = request.query_params.get("day")
        desk = desk_of(request.user, at=clock.now(), tab=tab, day=day, group=group or "", page=page)
        return Response(DeskSerializer(desk).data)

    @extend_schema(request=TogetherSerializer, responses=SaidSerializer)
    @action(detail=False, methods=["post"])
    def together(self, request):
        """Take one step for several tasks of one's own desk; each refusal is told with its task."""
        typed = checked(TogetherSerializer, request)
        return said(take_together(typed["tasks"], typed["step"], by=request.user, at=clock.now()))

    @extend_schema(
        parameters=[
            OpenApiParameter("who", description=f"人员编号，{POSTS} 为按岗位办的，空为全部"),
            OpenApiParameter("page", int),
        ],
        responses=forced_singular_serializer(UnitSerializer),
    )
    @action(detail=False)
    def unit(self, request):
        """What the units that one looks after have to do, and by whom."""
        page = number_in(request.query_params, "page", at_least=1, at_most=PAGES, strict=True) or 1
        desk = unit_desk_of(request.user, at=clock.now(), who=request.query_params.get("who", ""), page=page)
        return Response(UnitSerializer(desk).data)

    @extend_schema(request=ReassignSerializer, responses=SaidSerializer)
    @action(detail=False, methods=["post"])
    def reassign(self, request):
        """Give the cases of several tasks to another officer, each by its own step."""
        typed = checked(ReassignSerializer, request)
        tasks, rest = typed["tasks"], {name: typed[name] for name in ("handler", "reason")}
        return said(reassign(tasks, **rest, by=request.user, at=clock.now()))


def checked(serializer, request):
    asked = serializer(data=request.data)
    asked.is_valid(raise_exception=True)
    return asked.validated_data


def said(done):
    """Answer with what one act on several tasks came to."""
    refused = [
        {"what": left.what, "why": left.why, "findings": [finding_json(one) for one in left.findings]}
        for left in done.refused
    ]
    return Response({"done": [task.pk for task in done.done], "refused": refused})


class DraftViewSet(viewsets.ViewSet):
    """What the person who asks has typed and not sent."""

    @extend_schema(responses=DraftSerializer(many=True))
    def list(self, request):
        day = clock.today()
        drafts = drafts_of(request.user, day) if request.user.may(READ_CASES, day) else []
        return Response(DraftSerializer(drafts, many=True).data)

    @extend_schema(
        parameters=[OpenApiParameter("id", int, OpenApiParameter.PATH)],
        responses={204: OpenApiResponse(description="已删除；拍的照片仍在案卷里")},
    )
    def destroy(self, request, pk):
        """Throw a draft away; pictures that were taken stay in the file."""
        find_or_404(Draft, pk=whole(pk) or 0, officer=request.user).delete()
        return Response(status=204)
