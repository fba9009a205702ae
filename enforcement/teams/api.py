"""Units and people to read, and the exchange of a password for a token."""

from axes.handlers.proxy import AxesProxyHandler
from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from enforcement import clock
from enforcement.api import error
from enforcement.teams import services
from enforcement.teams.filters import PeopleFilter, TeamFilter
from enforcement.teams.models import Officer, Post, Team
from enforcement.teams.passwords import MUST_CHANGE, must_change
from enforcement.teams.serializers import (
    OfficerSerializer,
    SignInSerializer,
    TeamSerializer,
    TokenSerializer,
)
from enforcement.teams.signin import Locked, SignInRefused, try_password


class TeamViewSet(viewsets.ReadOnlyModelViewSet):
    """Units, in the tree of their paths."""

    serializer_class = TeamSerializer
    filterset_class = TeamFilter
    lookup_field = "path"
    queryset = Team.objects.none()

    def get_queryset(self):
        teams = Team.objects.visible_to(self.request.user, clock.today())
        return teams.select_related("parent").prefetch_related("modes__served_by")


class OfficerViewSet(viewsets.ReadOnlyModelViewSet):
    """People with the posts they hold today and their certificates."""

    serializer_class = OfficerSerializer
    filterset_class = PeopleFilter
    queryset = Officer.objects.none()

    def get_queryset(self):
        day = clock.today()
        posts = Prefetch("posts", Post.objects.on(day).select_related("team"), to_attr="shown_posts")
        people = Officer.objects.visible_to(self.request.user, day)
        return people.prefetch_related(posts, "certificates")


class TokenView(APIView):
    """Gives a token for a name and a password; locked out like the page."""

    permission_classes = [AllowAny]
    authentication_classes = []

    @extend_schema(request=SignInSerializer, responses={200: TokenSerializer})
    def post(self, request):
        ask = SignInSerializer(data=request.data)
        ask.is_valid(raise_exception=True)
        at = clock.now()
        try:
            officer = try_password(request._request, **ask.validated_data, at=at)
        except SignInRefused as refused:
            status = 429 if isinstance(refused, Locked) else 401
            return Response(error("unauthenticated", str(refused)), status=status)
        if must_change(officer, clock.today()):
            return Response(error("forbidden", MUST_CHANGE), status=403)
        AxesProxyHandler.reset_attempts(
            username=officer.username
        )  # the lock-out counts from the last success
        _, token = services.create_token(officer=officer, by=officer, at=at)
        return Response({"token": token, "officer": officer.pk})


def register(router):
    router.register("teams", TeamViewSet, basename="teams")
    router.register("officers", OfficerViewSet, basename="officers")
