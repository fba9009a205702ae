"""The API of the league tables: read as on the pages, every act a verb through the page's service."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from enforcement import clock
from enforcement.dossiers.services import send_once
from enforcement.errors import DomainError
from enforcement.openapi import ErrorSerializer
from enforcement.parsers import StrictMultiPart
from enforcement.teams.models import Team
from supervision.league.api import inputs, shapes
from supervision.league.models import Adjustment, Appeal, ScoringRules, Snapshot, Standing, Warning
from supervision.league.pages.access import readable
from supervision.league.periods import Kind, containing, parse
from supervision.league.services import adjusting, appealing, defining, publishing, recounting, warning

ERRORS = {
    400: OpenApiResponse(ErrorSerializer, description="内容有误，按字段提示修改"),
    403: OpenApiResponse(ErrorSerializer, description="岗位不能做这件事"),
    409: OpenApiResponse(ErrorSerializer, description="规则、状态或冲突不允许，附全部原因"),
}


def verb(shape, answer, status=200):
    return extend_schema(request=shape, responses={status: answer, **ERRORS})


class League(viewsets.GenericViewSet):
    """What every noun here shares: the sight of whoever asks, and acts that are done once."""

    model = None
    related = ()
    lookup_value_regex = r"\d+"

    def get_queryset(self):
        if self.model is None:
            return super().get_queryset()
        return self.model.objects.visible_to(self.request.user, clock.today()).select_related(*self.related)

    def get_serializer_context(self):
        return super().get_serializer_context() | {"officer": self.request.user, "day": clock.today()}

    def typed(self, shape):
        """Return what was sent, checked for its shape."""
        asked = shape(data=self.request.data)
        asked.is_valid(raise_exception=True)
        return asked.validated_data

    def once(self, act, *, answer=None, status=200):
        """Run `act(by=, at=)` under the request's Idempotency-Key and answer with the row as it is afterwards."""
        request, at = self.request, clock.now()
        _, kept = send_once(
            key=request.headers.get("Idempotency-Key", ""), address=request.path, content=request.data,
            by=request.user, at=at, act=lambda: (status, {"pk": act(by=request.user, at=at).pk}),
        )  # fmt: skip
        serializer = answer or self.get_serializer_class()
        row = self.get_queryset().get(pk=kept["pk"])
        return Response(serializer(row, context=self.get_serializer_context()).data, status=status)


class Reading(mixins.ListModelMixin, mixins.RetrieveModelMixin, League):
    """A noun that is listed and read."""


def standing_of(officer, pk):
    """Return a standing of a table that this person may read, or 404."""
    seen = Standing.objects.filter(snapshot__in=readable(officer, clock.today()))
    return get_object_or_404(seen.select_related("snapshot"), pk=pk)


class SnapshotViewSet(Reading):
    """League tables; the detail has the standings, of one `group` where it is asked for."""

    model = Snapshot
    queryset = Snapshot.objects.none()
    filterset_fields = ("kind", "period", "level", "state")

    def get_queryset(self):
        return readable(self.request.user, clock.today()).select_related("rules")

    def get_serializer_class(self):
        return shapes.SnapshotSerializer if self.action == "list" else shapes.SnapshotDetailSerializer

    def get_serializer_context(self):
        return super().get_serializer_context() | {"group": self.request.query_params.get("group")}

    @extend_schema(
        parameters=[OpenApiParameter("group", description="只看这一同类：EMPOWERED、STATIONED 等")]
    )
    def retrieve(self, request, *args, **kwargs):
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(responses={200: shapes.RecountSerializer, **ERRORS})
    @action(detail=True)
    def recount(self, request, pk):
        """Return what a correction would publish, level by level, and the `seen` that confirms it."""
        old = self.get_object()
        publishing.require(request.user, publishing.RANK, "更正榜单", clock.now())
        return Response(shapes.recount(recounting.anew(parse(old.period), old.level)))

    @verb(inputs.CorrectInput, shapes.SnapshotDetailSerializer, 201)
    @action(detail=True, methods=["post"])
    def correct(self, request, pk):
        """Publish the table computed anew as of its cut-off, as the next version; answers with that one."""
        old, typed = self.get_object(), self.typed(inputs.CorrectInput)
        return self.once(
            lambda **who: publishing.correct(parse(old.period), old.level, **typed, **who), status=201
        )

    @verb(inputs.LeagueReasonInput, shapes.SnapshotDetailSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk):
        """Take a published table back; its rows stay."""
        old, typed = self.get_object(), self.typed(inputs.LeagueReasonInput)
        return self.once(lambda **who: publishing.withdraw(old, **typed, **who))


class StandingViewSet(Reading):
    """Results of units; the detail has every indicator and why the total changed."""

    queryset = Standing.objects.none()
    filterset_fields = ("snapshot", "path", "group", "light", "ranked")

    def get_queryset(self):
        rows = Standing.objects.filter(snapshot__in=readable(self.request.user, clock.today()))
        if self.action == "list":
            return rows
        return rows.select_related("snapshot__rules").prefetch_related("results")

    def get_serializer_class(self):
        return shapes.StandingSerializer if self.action == "list" else shapes.StandingDetailSerializer


class DefinitionViewSet(Reading):
    """Versions of the rules (口径); `try` computes a published table under other rules and keeps nothing."""

    model = ScoringRules
    queryset = ScoringRules.objects.none()
    related = ("made_by",)

    def get_serializer_class(self):
        return shapes.RulesSerializer if self.action == "list" else shapes.RulesDetailSerializer

    @verb(inputs.RulesInput, shapes.RulesDetailSerializer, 201)
    def create(self, request):
        """Publish the next version: the one before with these changes. Every reason against it is answered at once."""
        typed = self.typed(inputs.RulesInput)
        lines, weights = self.changes(typed, self.newest())
        for switch in ("group_by_size", "last_only_below_target"):
            typed.setdefault(switch, getattr(self.newest(), switch))
        for (
            name
        ) in defining.PLACING:  # a version of before has none: the next one gets what new versions have
            if self.newest().place_dimension:
                typed.setdefault(name, getattr(self.newest(), name))
        return self.once(
            lambda **who: defining.publish_rules(lines=lines, weights=weights, **typed, **who), status=201
        )

    @extend_schema(request=inputs.TryInput, responses={200: shapes.TrialSerializer(many=True), **ERRORS})
    @action(detail=False, methods=["post"], url_path="try", pagination_class=None, filter_backends=[])
    def trial(self, request):
        """Return what every unit would have, those that move most first."""
        publishing.require(request.user, publishing.RANK, "试算口径", clock.now())
        typed = self.typed(inputs.TryInput)
        tables = readable(request.user, clock.today()).filter(published_at__isnull=False)
        snapshot = get_object_or_404(tables.select_related("rules"), pk=typed.pop("snapshot"))
        lines, weights = self.changes(typed, snapshot.rules)
        found = defining.tried(snapshot, parse(snapshot.period), lines=lines, weights=weights)
        return Response(shapes.TrialSerializer(defining.movers_first(found), many=True).data)

    def newest(self):
        found = self.get_queryset().order_by("-number").first()
        if found is None:
            raise DomainError("还没有评价口径，不能修订。请先装入第一版。")
        return found

    @staticmethod
    def changes(typed, before):
        """Return (lines, weights) over a version: every dimension has its weight."""
        return typed.pop("lines", {}), before.weights | typed.pop("weights", {})


class WarningViewSet(Reading):
    """Warnings of the units in sight."""

    model = Warning
    queryset = Warning.objects.none()
    related = ("standing",)
    serializer_class = shapes.WarningSerializer

    def get_queryset(self):
        return super().get_queryset().prefetch_related("files")

    filterset_fields = ("state", "light", "path", "standing")

    @verb(inputs.WarnInput, shapes.WarningSerializer, 201)
    def create(self, request):
        """Issue the warning for a light that the published table shows."""
        typed = self.typed(inputs.WarnInput)
        standing = standing_of(request.user, typed.pop("standing"))
        return self.once(lambda **who: warning.issue(standing, **typed, **who), status=201)

    @verb(inputs.TextInput, shapes.WarningSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request, pk):
        """Answer for the unit; a late answer is taken and marked."""
        row, typed = self.get_object(), self.typed(inputs.TextInput)
        return self.once(lambda **who: warning.answer(row, **typed, **who))

    @verb(None, shapes.WarningSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request, pk):
        """核发: the second press of a red warning to a county; by another person where the unit wants two."""
        row = self.get_object()
        return self.once(lambda **who: warning.confirm(row, **who))

    @extend_schema(request=None, responses={204: None, **ERRORS})
    @action(detail=True, methods=["post"])
    def drop(self, request, pk):
        """撤销拟发: take back a proposal that was not issued."""
        warning.drop(self.get_object(), by=request.user, at=clock.now())
        return Response(status=204)

    @verb(inputs.LeagueReasonInput, shapes.WarningSerializer)
    @action(detail=True, methods=["post"])
    def send_back(self, request, pk):
        """退回答复, with the reason; the unit answers again."""
        row, typed = self.get_object(), self.typed(inputs.LeagueReasonInput)
        return self.once(lambda **who: warning.send_back(row, **typed, **who))

    @extend_schema(
        request={"multipart/form-data": inputs.AttachInput},
        responses={201: shapes.WarningSerializer, **ERRORS},
    )
    @action(detail=True, methods=["post"], parser_classes=[StrictMultiPart])
    def files(self, request, pk):
        """上传附件: a PDF, JPEG or PNG that proves what the answer says."""
        row, typed = self.get_object(), self.typed(inputs.AttachInput)
        sent = typed["file"]
        if sent.size > warning.BYTES:
            raise DomainError("附件每个不超过 10 MB。请压缩后再上传。")
        warning.attach(row, title=sent.name, data=sent.read(), by=request.user, at=clock.now())
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=201)

    @verb(inputs.LeagueReasonInput, shapes.WarningSerializer)
    @action(detail=True, methods=["post"])
    def lift(self, request, pk):
        row, typed = self.get_object(), self.typed(inputs.LeagueReasonInput)
        return self.once(lambda **who: warning.lift(row, **typed, **who))


class AppealViewSet(Reading):
    """Objections of the units in sight."""

    model = Appeal
    queryset = Appeal.objects.none()
    related = ("standing__snapshot",)
    serializer_class = shapes.AppealSerializer
    filterset_fields = ("state", "path", "standing")

    @verb(inputs.AppealInput, shapes.AppealSerializer, 201)
    def create(self, request):
        """Object to a result, in whole or in one indicator, while its table may be disputed."""
        typed = self.typed(inputs.AppealInput)
        standing = standing_of(request.user, typed.pop("standing"))
        return self.once(lambda **who: appealing.appeal(standing, **typed, **who), status=201)

    @extend_schema(responses={200: shapes.RecountSerializer, **ERRORS})
    @action(detail=True)
    def recount(self, request, pk):
        """Return what upholding it would put right and move, level by level, and the `seen` that confirms it."""
        row = self.get_object()
        publishing.require(request.user, publishing.RANK, "复核异议", clock.now(), row.path)
        return Response(shapes.recount(recounting.upheld(row, parse(row.standing.snapshot.period))))

    @verb(inputs.ReplyInput, shapes.AppealSerializer)
    @action(detail=True, methods=["post"])
    def reply(self, request, pk):
        """Answer it; one that is upheld publishes the corrected table, named in `corrected`."""
        row, typed = self.get_object(), self.typed(inputs.ReplyInput)
        return self.once(lambda **who: appealing.reply(row, **typed, **who))


class AdjustmentViewSet(Reading):
    """Bonuses, deductions and vetoes of the units in sight."""

    model = Adjustment
    queryset = Adjustment.objects.none()
    related = ("team", "by", "approved_by")
    serializer_class = shapes.AdjustmentSerializer
    filterset_fields = ("kind", "period", "path")

    @verb(inputs.ProposeInput, shapes.AdjustmentSerializer, 201)
    def create(self, request):
        """Propose an adjustment before the period's cut-off."""
        typed = self.typed(inputs.ProposeInput)
        teams = Team.objects.visible_to(request.user, clock.today())
        team = get_object_or_404(teams, path=typed.pop("path"))
        return self.once(lambda **who: adjusting.propose(team=team, **typed, **who), status=201)

    @verb(inputs.DecideInput, shapes.AdjustmentSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request, pk):
        """Approve or refuse it; nobody decides on his own proposal."""
        row, typed = self.get_object(), self.typed(inputs.DecideInput)
        return self.once(lambda **who: adjusting.decide(row, **typed, **who))


class RunViewSet(viewsets.ViewSet):
    """How far the tables of a period have come: of the running and the last week, month and year, or of one period."""

    @extend_schema(
        parameters=[OpenApiParameter("period", description="2026-W46、2026-11 或者 2026")],
        responses=shapes.RunSerializer(many=True),
    )
    def list(self, request):
        at, day = clock.now(), clock.today()
        asked = request.query_params.get("period")
        if asked:
            periods = [parse(asked)]
        else:
            running = [containing(kind, day) for kind in Kind]
            periods = [each for period in running for each in (period, period.previous)]
        tables = readable(request.user, day).filter(period__in=[each.key for each in periods])
        rows = [told(period, [row for row in tables if row.period == period.key], at) for period in periods]
        return Response(shapes.RunSerializer(rows, many=True).data)


def told(period, tables, at):
    """Return a period with its tables and, while none is published, when they are expected."""
    published = any(table.published_at for table in tables)
    names = ("key", "label", "first", "last", "cut_off", "publish_at")
    words = "" if published else publishing.publication_words(period, at)
    return {name: getattr(period, name) for name in names} | {"words": words, "tables": tables}


def register(router):
    """Hang the league into the API's router."""
    for name, viewset in (
        ("snapshots", SnapshotViewSet), ("standings", StandingViewSet), ("definitions", DefinitionViewSet),
        ("warnings", WarningViewSet), ("appeals", AppealViewSet), ("adjustments", AdjustmentViewSet),
        ("runs", RunViewSet),
    ):  # fmt: skip
        router.register(f"league/{name}", viewset, basename=f"league-{name}")
