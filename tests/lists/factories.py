"""Statutes, items and sheets for the tests of the lists."""

import csv
import io
from datetime import date
from itertools import count

from enforcement.parameters.models import Statute, StatuteVersion
from lists.importing import import_sheet
from lists.models import Devolution, ItemVersion, PowerItem
from lists.spelling import index_of

serial = count(1)
FROM = date(2026, 1, 1)
LAW = "浙江省城市市容和环境卫生管理条例"
ROW = {
    "code": "A-1", "name": "擅自占用人行道等公共场所设摊经营", "field": "市容环卫", "basis_law": LAW,
    "basis_article": "16", "basis_paragraph": "3", "basis_item": "", "subject": "any", "kinds": "罚款",
    "fine_mode": "range",
    "fine_min": "0", "fine_max": "50", "fine_unit": "yuan", "base": "", "correct_first": "yes",
    "simple_possible": "whole", "valid_from": "2021-09-30", "valid_to": "",
    "everyday_words": "占道经营|摆地摊", "note": "",
}  # fmt: skip
STATUTE = {
    "short_key": "ZJSR", "full_name": LAW, "level": "地方性法规", "issuer": "浙江省人民代表大会常务委员会",
    "version_date": "2021-09-30", "effective_date": "2009-01-01", "repealed_on": "", "note": "",
}  # fmt: skip
BAND = {
    "code": "TZ-1", "name": "占道经营", "basis_law": LAW, "article": "第十六条第三款", "tier": "1",
    "circumstance": "初次",
    "penalty_text": "", "min": "0", "max": "20", "unit": "yuan", "issuer": "台州市综合行政执法局", "area": "3310",
    "item_code": "", "valid_from": "2026-07-01",
}  # fmt: skip


def sheet(*rows, base=ROW):
    """Return a CSV file of rows, each of them `base` with some cells changed."""
    made = io.StringIO()
    writer = csv.DictWriter(made, list(base), lineterminator="\n")
    writer.writeheader()
    writer.writerows(base | row for row in rows)
    return made.getvalue().encode()


def publish(kind, content, at, *, day=FROM, by=None, **given):
    return import_sheet(kind=kind, name=f"{kind}.csv", content=content, day=day, by=by, at=at, **given)


def told(report):
    return [(line.outcome, line.words) for line in report.lines.order_by("line", "pk")]


def make_statute(name=LAW, *, valid_from=date(2021, 9, 30), repealed_on=None, **given):
    statute, _ = Statute.objects.get_or_create(
        full_name=name, defaults={"key": f"S{next(serial)}", "level": "LOCAL_REGULATION"}
    )
    return StatuteVersion.objects.create(
        statute=statute, version_date=valid_from, valid_from=valid_from, repealed_on=repealed_on, **given
    )


def make_item(code="", *, words="占道经营|摆地摊", field="市容环卫", **given):
    """Make an item with one version in force since 2026-01-01."""
    item, _ = PowerItem.objects.get_or_create(code=code or f"T-{next(serial)}", defaults={"field": field})
    values = {
        "name": "擅自占用人行道等公共场所设摊经营", "catalogue": "COMPREHENSIVE", "basis_law": LAW, "basis_article": 16,
        "basis_paragraph": 3, "subject": "ANY", "kinds": ["FINE"], "kinds_text": "罚款", "fine_mode": "RANGE",
        "fine_min": 0, "fine_max": 50, "simple_possible": "WHOLE", "everyday_words": words, "valid_from": FROM,
    }  # fmt: skip
    values |= given
    return ItemVersion.objects.create(item=item, **values, **index_of(values["name"], words.split("|")))


def make_devolution(version, team, **given):
    defaults = {"valid_from": FROM, "document": "玉政发〔2026〕1号"}
    return Devolution.objects.create(item=version.item, team=team, **defaults | given)
