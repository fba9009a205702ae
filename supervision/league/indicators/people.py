"""队伍看融合: where the people stand, and that only certified ones enforce."""

from django.db.models import DateTimeField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import TruncDate

from cases.models import Case
from enforcement.teams import paths
from enforcement.teams.models import Certificate, Post
from enforcement.teams.roles import Role
from supervision.league.definitions import Dimension, Direction, Level, Method
from supervision.league.indicators.declaration import Flow, Indicator, Stock, declare

ENFORCING = (Role.OFFICER, Role.LEADER, Role.HEAD)


def posts(scope):
    """Yield the enforcing posts of the day; a hit is one in a county or below it."""
    held = Post.objects.on(scope.day).filter(role__in=ENFORCING, officer__is_active=True)
    for key, path in held.values_list("pk", "team__path"):
        city = len(path) <= paths.CITY or path[: paths.COUNTY].endswith("00")
        yield path[: paths.AGENCY], path, "", key, not city


declare(
    Indicator(
        id="T1",
        dimension=Dimension.TEAMS,
        name="县乡力量占比",
        numerator="县级和镇街执法岗位",
        denominator="全市执法岗位",
        source="岗位",
        direction=Direction.UP,
        sources=(Stock("post", posts),),
        levels=frozenset({Level.CITY}),
        missed="市级执法岗位",
        defaults={"method": Method.ATTAIN, "weight": 40, "target": 85, "yellow": 85, "red": 80},
    )
)


def acts(scope):
    start, cut = scope.span
    return Case.objects.filter(opened_at__gte=start, opened_at__lt=cut)


def certified(scope):
    """Two officers, both with a certificate in force on the day on which they acted."""
    day = TruncDate(ExpressionWrapper(OuterRef("discovered_at"), output_field=DateTimeField()))

    def holds(officer):
        valid = Certificate.objects.filter(
            officer=OuterRef(officer), kind=Certificate.Kind.OFFICER, valid_from__lte=day, valid_to__gte=day
        )
        return Exists(valid.filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=day)))

    return Q(holds("handler")) & Q(holds("partner"))


declare(
    Indicator(
        id="T4",
        dimension=Dimension.TEAMS,
        name="持证执法率",
        numerator="两名以上执法人员当日均持有效执法证的执法行为",
        denominator="本期登记的执法行为",
        source="案件、执法证",
        direction=Direction.UP,
        sources=(Flow("case", acts, lambda scope: Q(opened_at__gte=scope.start), hit=certified),),
        missed="执法人员无有效执法证或者不足两人的案件",
        defaults={
            "method": Method.ATTAIN,
            "weight": 60,
            "target": 100,
            "yellow": 100,
            "red": 98,
            "veto_misses": 2,
        },
    )
)
