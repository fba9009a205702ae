"""The API of the desk: what the page shows, for programs."""

from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.generics import get_object_or_404 as find_or_404
from rest_framework.response import Response

from cases.desk import desk_of, drafts_of
from enforcement import clock
from enforcement.dossiers.models import Draft
from enforcement.errors import BadInput
from enforcement.gate import whole
from enforcement.teams.roles import HANDLE

TABS = ("mine", "waiting", "drafts")


class RowSerializer(serializers.Serializer):
    """A case on the desk; a natural person's name is masked (R-1101)."""

    case = serializers.IntegerField(source="case.pk")
    next = serializers.CharField()
    party = serializers.CharField(source="case.party.shown_name")
    title = serializers.CharField(source="case.title")
    procedure = serializers.CharField(source="case.procedure")
    state = serializers.CharField(source="case.state")
    due = serializers.DateField(source="case.next_due", allow_null=True)
    due_words = serializers.CharField(source="case.next_due_words")
    who = serializers.CharField()
    since = serializers.DateField(allow_null=True)


class ReminderSerializer(serializers.Serializer):
    case = serializers.IntegerField(source="limit.case_id")
    day = serializers.DateField()
    words = serializers.CharField()


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
        responses=forced_singular_serializer(DeskSerializer),
    )
    def list(self, request):
        tab = request.query_params.get("tab", "mine")
        if tab not in TABS:
            raise BadInput(f"tab 应为 {'、'.join(TABS)} 之一。")
        desk = desk_of(request.user, at=clock.now(), tab=tab, day=request.query_params.get("day"))
        return Response(DeskSerializer(desk).data)


class DraftViewSet(viewsets.ViewSet):
    """What the person who asks has typed and not sent."""

    @extend_schema(responses=DraftSerializer(many=True))
    def list(self, request):
        drafts = drafts_of(request.user) if request.user.may(HANDLE, clock.today()) else []
        return Response(DraftSerializer(drafts, many=True).data)

    @extend_schema(
        parameters=[OpenApiParameter("id", int, OpenApiParameter.PATH)],
        responses={204: OpenApiResponse(description="已删除；拍的照片仍在案卷里")},
    )
    def destroy(self, request, pk):
        """Throw a draft away; pictures that were taken stay in the file."""
        find_or_404(Draft, pk=whole(pk) or 0, officer=request.user).delete()
        return Response(status=204)
