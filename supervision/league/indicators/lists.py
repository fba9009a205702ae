"""清单看运转: what the lists of powers hold, and whether what is used is refined."""

from collections import Counter, defaultdict
from datetime import timedelta

from django.db.models import Count

from cases.models import Case
from lists.models import Catalogue, DiscretionBenchmark, ItemVersion
from supervision.league.definitions import Dimension, Direction, Level, Method
from supervision.league.indicators.declaration import Indicator, Stock, declare, midnight

FIELDS = 40  # 综合行政执法的领域总数（浙江省清单，1114 项所在口径）
FREQUENT = 80  # per cent of the uses of twelve months
CITY = frozenset({Level.CITY})


def valid_items(scope):
    """Yield every item in force; a hit stands on the comprehensive list."""
    held = ItemVersion.objects.on(scope.day).values_list("item", "catalogue")
    for key, catalogue in held.order_by("item"):
        yield "", "", "", key, catalogue == Catalogue.COMPREHENSIVE


declare(
    Indicator(
        id="L1",
        dimension=Dimension.LISTS,
        name="综合执法事项占比",
        numerator="统计日列入综合执法目录的有效事项",
        denominator="全部有效事项",
        source="事项清单",
        direction=Direction.UP,
        sources=(Stock("item", valid_items),),
        levels=CITY,
        missed="未列入综合执法目录的事项",
        defaults={"method": Method.ATTAIN, "weight": 35, "target": 20, "yellow": 20, "red": 18},
    )
)


def fields(scope):
    """Yield the forty fields by number; a hit has at least one comprehensive item."""
    held = ItemVersion.objects.on(scope.day).filter(catalogue=Catalogue.COMPREHENSIVE)
    covered = held.values("item__field").distinct().count()
    for number in range(1, FIELDS + 1):
        yield "", "", "", number, number <= covered


declare(
    Indicator(
        id="L2",
        dimension=Dimension.LISTS,
        name="领域覆盖率",
        numerator="有综合执法事项的领域",
        denominator=f"{FIELDS} 个领域",
        source="事项清单",
        direction=Direction.UP,
        sources=(Stock("field", fields),),
        levels=CITY,
        missed="没有综合执法事项的领域",
        defaults={"method": Method.ATTAIN, "weight": 25, "target": 60, "yellow": 60, "red": 50},
    )
)


def frequent_items(scope):
    """Yield each place's frequent items: those that make up 80 % of its cases of the last twelve months."""
    start = midnight(scope.day - timedelta(days=364))
    used = Case.objects.filter(opened_at__gte=start, opened_at__lt=scope.cut)
    counted = used.values_list("path", "team__path", "act_area", "item__item").annotate(times=Count("pk"))
    places = defaultdict(Counter)
    for path, team, area, item, times in counted:
        places[path, team, area][item] += times
    refined = set(
        DiscretionBenchmark.objects.on(scope.day).filter(item__isnull=False).values_list("item", flat=True)
    )
    for place, uses in places.items():
        for item in top(uses):
            yield *place, item, item in refined


def top(uses):
    """Return the items, most used first, until they make up `FREQUENT` per cent of all uses."""
    wanted, reached = sum(uses.values()) * FREQUENT, 0
    for item, times in sorted(uses.items(), key=lambda each: (-each[1], each[0])):
        if reached * 100 >= wanted:
            return
        reached += times
        yield item


declare(
    Indicator(
        id="L4",
        dimension=Dimension.LISTS,
        name="高频事项裁量细化率",
        numerator="有裁量基准的高频事项",
        denominator="高频事项（占近 12 个月办案量 80% 的事项）",
        source="案件、裁量基准",
        direction=Direction.UP,
        sources=(Stock("item", frequent_items),),
        missed="没有裁量基准的高频事项",
        defaults={
            "method": Method.ATTAIN,
            "weight": 40,
            "target": 100,
            "yellow": 100,
            "red": 90,
            "minimum": 1,
        },
    )
)
