"""The API of the desk: what the page shows, for programs."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from cases.desk import desk_of
from enforcement import clock

TABS = ("mine", "waiting", "drafts")


class RowSerializer(serializers.Serializer):
    """A case on the desk; a natural person's name is masked (R-1101)."""

    case = serializers.IntegerField(source="case.pk")
    next = serializers.CharField()
    party = serializers.CharField(source="case.party.shown_name")
    title = serializers.CharField(source="case.title")
    procedure = serializers.CharField(source="case.procedure")
    state = serializers.CharField(source="case.state")
    due = serializers.DateField(source="case.next_due")
    due_words = serializers.CharField(source="case.next_due_words")
    who = serializers.CharField()
    since = serializers.DateField()


class ReminderSerializer(serializers.Serializer):
    case = serializers.IntegerField(source="limit.case_id")
    day = serializers.DateField()
    words = serializers.CharField()


class DraftSerializer(serializers.Serializer):
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
    soon = serializers.IntegerField()
    queue = serializers.IntegerField(allow_null=True)
    done_this_week = serializers.IntegerField()
    rows = RowSerializer(many=True)
    drafts = DraftSerializer(many=True)
    reminders = ReminderSerializer(many=True)
    strip = DaySerializer(many=True)


class DeskViewSet(viewsets.ViewSet):
    """The desk of whoever asks."""

    @extend_schema(
        parameters=[
            OpenApiParameter("tab", enum=TABS),
            OpenApiParameter("day", description="只看这一天到期的"),
        ],
        responses=DeskSerializer,
    )
    def list(self, request):
        tab = request.query_params.get("tab", "mine")
        desk = desk_of(request.user, at=clock.now(), tab=tab, day=request.query_params.get("day"))
        return Response(DeskSerializer(desk).data)
