"""What administrators do to people and units, by the API: the pages' services, one address for each act."""

from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from enforcement import clock
from enforcement.gate import number_in
from enforcement.teams import holding, serializers, services
from enforcement.teams.models import Merger, Officer, Post
from enforcement.teams.roles import MANAGE_PEOPLE
from enforcement.teams.services.lapsing import lost_with
from enforcement.teams.services.mergers import managed, moves
from enforcement.web import NoPost

NOT_HIS = "这个人没有这个岗位"
NOBODY = "没有这个人，或者不在可见范围内"
NO_UNIT = "没有这个单位，或者不归您管理"


class Managing:
    """What both nouns share: only who manages people passes. An act sent again finds itself done, and is refused."""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if not request.user.may(MANAGE_PEOPLE, clock.today()):
            raise NoPost(MANAGE_PEOPLE)

    def typed(self, shape):
        """Return what was sent, checked for its shape."""
        asked = shape(data=self.request.data)
        asked.is_valid(raise_exception=True)
        return asked.validated_data

    def who(self):
        return {"by": self.request.user, "at": clock.now()}


class ManagedPeopleViewSet(Managing, viewsets.GenericViewSet):
    """People whom this administrator manages: closing accounts, ending posts, passing them on with the work in hand."""

    serializer_class = serializers.OfficerSerializer
    queryset = Officer.objects.none()
    lookup_value_regex = r"\d+"

    def get_queryset(self):
        day = clock.today()
        posts = Prefetch("posts", Post.objects.on(day).select_related("team"), to_attr="shown_posts")
        people = Officer.objects.managed_by(self.request.user, day)
        return people.prefetch_related(posts, "certificates")

    @extend_schema(
        parameters=[OpenApiParameter("post", int, required=True, description="本人岗位的编号")],
        responses=serializers.HeldSerializer(many=True),
    )
    @action(detail=True, pagination_class=None)
    def held(self, request, pk):
        """Return how much of each kind would pass to another if this post ended today."""
        post = self.post_of(self.get_object(), number_in(request.query_params, "post"))
        day = clock.today()
        rows = holding.held_by(post.officer, day, lost_with(post, day))
        return Response([{"what": name, "count": len(things)} for name, things in rows])

    @extend_schema(request=serializers.DisableInput)
    @action(detail=True, methods=["post"])
    def disable(self, request, pk):
        """Close an account: tokens and sessions end at once, posts go on."""
        officer, typed = self.get_object(), self.typed(serializers.DisableInput)
        return self.done(lambda **who: services.disable(officer=officer, **typed, **who))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def enable(self, request, pk):
        """Open a closed account again for who still holds a post."""
        officer = self.get_object()
        return self.done(lambda **who: services.enable(officer=officer, **who))

    @extend_schema(request=serializers.EndPostInput)
    @action(detail=True, methods=["post"])
    def end_post(self, request, pk):
        """End a post from a day on; what its holder has in hand there goes to `to`, or before the unit's heads."""
        officer, typed = self.get_object(), self.typed(serializers.EndPostInput)
        post, to = self.post_of(officer, typed["post"]), self.person(typed.get("to"))
        return self.done(
            lambda **who: services.end_post(post=post, left_on=typed["left_on"], to=to, **who).officer
        )

    @extend_schema(request=serializers.HandOverInput)
    @action(detail=True, methods=["post"])
    def hand_over(self, request, pk):
        """Pass a post to another person from a day on, with what its holder has in hand."""
        officer, typed = self.get_object(), self.typed(serializers.HandOverInput)
        post, to = self.post_of(officer, typed["post"]), self.person(typed["to"])
        return self.done(
            lambda **who: services.hand_over(post=post, to=to, on=typed["on"], **who) and officer
        )

    def done(self, act):
        """Do it and answer with the person as he is afterwards."""
        key = act(**self.who()).pk
        return Response(self.get_serializer(self.get_queryset().get(pk=key)).data)

    def post_of(self, officer, key):
        found = officer.posts.select_related("team", "officer").filter(pk=key).first()
        if found is None:
            raise ValidationError({"post": [NOT_HIS]})
        return found

    def person(self, key):
        if key is None:
            return None
        found = Officer.objects.visible_to(self.request.user, clock.today()).filter(pk=key).first()
        if found is None:
            raise ValidationError({"to": [NOBODY]})
        return found


class MergerViewSet(Managing, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Units that were merged into others (撤并): entered, taken back the same day, parted again."""

    serializer_class = serializers.MergerSerializer
    queryset = Merger.objects.none()
    lookup_value_regex = r"\d+"

    def get_queryset(self):
        mine = managed(self.request.user, clock.today())
        return Merger.objects.filter(team__in=mine).select_related("team", "into")

    @extend_schema(request=serializers.MergerInput, responses={201: serializers.MergerSerializer})
    def create(self, request):
        """Merge a unit into another one of its county from a day on."""
        typed = self.typed(serializers.MergerInput)
        units = {name: self.unit(name, typed[name]) for name in ("team", "into")}
        return self.done(lambda **who: services.merge_teams(**typed | units, **who), 201)

    @extend_schema(
        parameters=[OpenApiParameter("team", str, required=True, description="被撤并单位的代码")],
        responses=serializers.HeldSerializer(many=True),
    )
    @action(detail=False, pagination_class=None)
    def moves(self, request):
        """Return what of a unit would count for another from a merger on."""
        team = self.unit("team", request.query_params.get("team", ""))
        return Response([{"what": what, "count": number} for what, number in moves(team, clock.today())])

    @extend_schema(request=serializers.UndoMergerInput, responses={204: None})
    @action(detail=True, methods=["post"])
    def undo(self, request, pk):
        """Take back a merger on the day on which it was entered."""
        typed = self.typed(serializers.UndoMergerInput)
        services.undo_merger(merger=self.get_object(), **typed, **self.who())
        return Response(status=204)

    @extend_schema(request=serializers.PartTeamsInput)
    @action(detail=True, methods=["post"])
    def part(self, request, pk):
        """Set a merged unit up again from a day on."""
        merger, typed = self.get_object(), self.typed(serializers.PartTeamsInput)
        return self.done(lambda **who: services.part_teams(merger=merger, **typed, **who))

    def done(self, act, status=200):
        key = act(**self.who()).pk
        return Response(self.get_serializer(self.get_queryset().get(pk=key)).data, status=status)

    def unit(self, name, path):
        found = managed(self.request.user, clock.today()).filter(path=path).first()
        if found is None:
            raise ValidationError({name: [NO_UNIT]})
        return found


def register(router):
    router.register("people", ManagedPeopleViewSet, basename="people")
    router.register("mergers", MergerViewSet, basename="mergers")
