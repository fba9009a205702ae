"""Figures that stand beside the table and are never scored (R-145)."""

from django.db.models import Q, Value

from cases.models import Case, Review
from enforcement.law.metrics import Measure
from supervision.league.definitions import Dimension, Direction
from supervision.league.indicators.declaration import Flow, Indicator, declare
from supervision.league.indicators.people import acts


def since(scope):
    return Q(opened_at__gte=scope.start)


declare(
    Indicator(
        id="Ec1",
        dimension=Dimension.ENFORCEMENT,
        name="案件量",
        numerator="本期登记的案件",
        denominator="",
        source="案件",
        direction=Direction.UP,
        measures=frozenset({Measure.CASE_COUNT}),
        scored=False,
        percent=False,
        total=True,
        unit="件",
        digits=0,
        sources=(Flow("case", acts, since, value=Value(1)),),
    )
)

declare(
    Indicator(
        id="Ec2",
        dimension=Dimension.ENFORCEMENT,
        name="简易程序占比",
        numerator="按简易程序办理的案件",
        denominator="本期登记的案件",
        source="案件",
        direction=Direction.UP,
        scored=False,
        sources=(Flow("case", acts, since, hit=lambda scope: Q(procedure=Case.Procedure.SUMMARY)),),
        missed="按普通程序办理的案件",
    )
)


def first_reviews(scope):
    start, cut = scope.span
    return Review.objects.filter(serial=1, concluded_at__gte=start, concluded_at__lt=cut)


declare(
    Indicator(
        id="Pc",
        dimension=Dimension.PLATFORM,
        name="首次审核通过率",
        numerator="首次送审即通过的案件",
        denominator="本期完成首次审核的案件",
        source="法制审核",
        direction=Direction.UP,
        scored=False,
        sources=(
            Flow(
                "review",
                first_reviews,
                lambda scope: Q(concluded_at__gte=scope.start),
                hit=lambda scope: Q(result=Review.Result.AGREE),
                team="case__team__path",
                area="case__act_area",
            ),
        ),
        missed="首次送审被退回的案件",
    )
)
