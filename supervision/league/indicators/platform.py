"""平台看贯通: recorded when it happened, evidence in digital form, reviews in time."""

from datetime import timedelta

from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.fields import DateTimeField

from cases.models import Case, Record, Review
from evidence.models import Piece, PieceOfficer
from supervision.league.definitions import Dimension, Direction, Method
from supervision.league.indicators.declaration import Flow, Indicator, declare

DAY = timedelta(hours=24)


def within_a_day(recorded, happened):
    limit = ExpressionWrapper(F(happened) + DAY, output_field=DateTimeField())
    return lambda scope: Q(**{f"{recorded}__lte": limit})


def logged(scope):
    start, cut = scope.span
    return Case.objects.filter(opened_at__gte=start, opened_at__lt=cut)


def recorded(scope):
    start, cut = scope.span
    return Record.objects.filter(at__gte=start, at__lt=cut)


declare(
    Indicator(
        id="P1",
        dimension=Dimension.PLATFORM,
        name="实时办理率",
        numerator="发生后 24 小时内录入的执法行为",
        denominator="本期录入的执法行为（案件登记、询问和检查笔录）",
        source="案件、笔录",
        direction=Direction.UP,
        sources=(
            Flow(
                "case",
                logged,
                lambda scope: Q(opened_at__gte=scope.start),
                hit=within_a_day("opened_at", "discovered_at"),
            ),
            Flow(
                "record",
                recorded,
                lambda scope: Q(at__gte=scope.start),
                hit=within_a_day("at", "ended_at"),
                path="case__path",
                team="case__team__path",
                area="case__act_area",
            ),
        ),
        missed="24 小时后才录入的执法行为",
        defaults={"method": Method.ATTAIN, "weight": 33, "target": 98, "yellow": 95, "red": 85},
    )
)


def taken_in(scope):
    start, cut = scope.span
    return Piece.objects.filter(received_at__gte=start, received_at__lt=cut)


def digital(scope):
    """With its file, both digests, the place where and the officers by whom it was obtained."""
    placed = ~Q(place="") | Q(latitude__isnull=False)
    by_somebody = Exists(PieceOfficer.objects.filter(piece=OuterRef("pk")))
    return ~Q(file="") & ~Q(sha256="") & ~Q(sm3="") & placed & Q(by_somebody)


declare(
    Indicator(
        id="P2",
        dimension=Dimension.PLATFORM,
        name="证据电子化率",
        numerator="有原始文件、摘要、取得地点和取证人的证据",
        denominator="本期入库的证据（按件）",
        source="证据",
        direction=Direction.UP,
        sources=(
            Flow(
                "piece",
                taken_in,
                lambda scope: Q(received_at__gte=scope.start),
                hit=digital,
                team="dossier__case__team__path",
                area="dossier__case__act_area",
            ),
        ),
        missed="要素不全的证据",
        defaults={
            "method": Method.PACE,
            "weight": 38,
            "target": 90,
            "base": "76.7",
            "paced": True,
            "yellow": 1,
            "red": "0.9",
        },
    )
)


def due_reviews(scope):
    return Review.objects.filter(due_on__range=(scope.rolling, scope.day), submitted_at__lt=scope.cut)


def reviewed_in_time(scope):
    return Q(concluded_at__lt=scope.cut) & Q(concluded_at__date__lte=F("due_on"))


declare(
    Indicator(
        id="P7",
        dimension=Dimension.PLATFORM,
        name="法制协审按时率",
        numerator="在审核期限内完成的法制审核",
        denominator="本期到期的法制审核",
        source="法制审核",
        direction=Direction.UP,
        sources=(
            Flow(
                "review",
                due_reviews,
                lambda scope: Q(due_on__gte=scope.first),
                hit=reviewed_in_time,
                team="case__team__path",
                area="case__act_area",
            ),
        ),
        missed="逾期完成或者逾期未完成的法制审核",
        defaults={"method": Method.ATTAIN, "weight": 29, "target": 95, "yellow": 90, "red": 80},
    )
)
