"""执法看实效: decisions in time, and how long they take."""

from django.db.models import Exists, F, IntegerField, OuterRef, Q

from cases.models import Case
from enforcement.procedures.models import Limit
from supervision.league.counting.sql import DaysBetween
from supervision.league.definitions import Dimension, Direction, Method
from supervision.league.indicators.declaration import Flow, Indicator, declare


def decided(scope):
    """Ordinary cases decided by a penalty or no-penalty decision in the scope."""
    decided = Case.objects.filter(
        decided_on__range=(scope.rolling, scope.day), procedure=Case.Procedure.GENERAL, filed_on__isnull=False
    )
    return decided.filter(decision__decided_at__lt=scope.cut)


def since(scope):
    return Q(decided_on__gte=scope.first)


def in_time(scope):
    limit = Limit.objects.filter(
        subject="case", row=OuterRef("pk"), key="decide", legal_last_day__gte=OuterRef("decided_on")
    )
    return Q(Exists(limit))


declare(
    Indicator(
        id="E1",
        dimension=Dimension.ENFORCEMENT,
        name="法定期限内办结率",
        numerator="决定日期不晚于法定期限（立案之日起九十日，依法延长、扣除的除外）的普通程序决定",
        denominator="本期作出的普通程序决定",
        source="案件、期限",
        direction=Direction.UP,
        sources=(Flow("case", decided, since, hit=in_time),),
        missed="超过法定期限作出决定的案件",
        defaults={"method": Method.ATTAIN, "weight": 60, "target": 100, "yellow": 99, "red": 97},
    )
)

declare(
    Indicator(
        id="E2",
        dimension=Dimension.ENFORCEMENT,
        name="平均办案时长",
        numerator="普通程序案件从立案到决定的日数之和",
        denominator="本期作出的普通程序决定",
        source="案件",
        direction=Direction.DOWN,
        percent=False,
        unit="天",
        digits=1,
        sources=(
            Flow(
                "case",
                decided,
                since,
                value=DaysBetween(F("decided_on"), F("filed_on"), output_field=IntegerField()),
            ),
        ),
        missed="办理日数超过目标的案件",
        defaults={"method": Method.ATTAIN, "weight": 40, "target": 15, "yellow": 15, "red": 30},
    )
)
