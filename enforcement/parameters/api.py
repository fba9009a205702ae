"""The holidays of a year by the API: read, see what a notice would move, take it over."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from enforcement import clock
from enforcement.parameters import serializers, services
from enforcement.parameters.models import CalendarDay, CalendarYear
from enforcement.teams.roles import EDIT_LISTS
from enforcement.web import NoPost


class CalendarViewSet(viewsets.GenericViewSet):
    """The working-day calendar, year by year (R-001, R-010)."""

    queryset = CalendarYear.objects.none()
    serializer_class = serializers.YearSerializer
    lookup_field = "year"
    lookup_value_regex = r"20\d\d|2100"

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if not request.user.may(EDIT_LISTS, clock.today()):
            raise NoPost(EDIT_LISTS)

    def retrieve(self, request, year):
        """Return what is known of a year."""
        return self.told(int(year))

    @extend_schema(request=serializers.NoticeInput, responses=serializers.EffectSerializer)
    @action(detail=True, methods=["post"])
    def preview(self, request, year):
        """Return whose last day a notice would move; nothing is written."""
        effect = services.foresee_calendar_year(**self.typed(year))
        return Response(serializers.EffectSerializer(effect).data)

    @extend_schema(request=serializers.NoticeInput)
    @action(detail=True, methods=["post"])
    def take(self, request, year):
        """Take a notice over; a job counts anew every open time limit that it touches."""
        services.load_calendar_year(**self.typed(year))
        return self.told(int(year))

    def typed(self, year):
        asked = serializers.NoticeInput(data=self.request.data)
        asked.is_valid(raise_exception=True)
        days = [services.Off(**off) for off in asked.validated_data["days"]]
        return {
            "year": int(year), "days": days, "source": asked.validated_data["source"], "by": self.request.user,
            "at": clock.now(),
        }  # fmt: skip

    def told(self, year):
        known = CalendarYear.objects.visible_to(self.request.user, clock.today()).filter(year=year).first()
        if known is None:
            raise Http404
        days = CalendarDay.objects.filter(day__year=year).order_by("day")
        said = {"year": year, "source": known.source, "provisional": known.provisional, "days": days}
        return Response(self.get_serializer(said).data)


def register(router):
    router.register("calendar", CalendarViewSet, basename="calendar")
