"""Sheets of discretion benchmarks: several rows, one benchmark; each row is a circumstance with its range."""

import re
from collections import Counter

from lists.importers.amounts import range_of
from lists.importers.rows import Cells, Fault, Held, Record
from lists.models import DiscretionBand, DiscretionBenchmark, PowerItem

UNITS = {
    "yuan": "YUAN", "元": "YUAN", "times": "TIMES", "倍": "TIMES", "pct": "PERCENT", "%": "PERCENT",
    "百分比": "PERCENT", "": "NONE",
}  # fmt: skip
ARTICLE = re.compile(r"(.+?)(第[零〇一二两三四五六七八九十百千0-9]+条.*)")
HEAD = ("name", "basis_law", "article", "issuer", "path")
BAND = ("tier", "circumstance", "low", "high", "unit", "penalty_text")


class Discretion:
    """Reads `discretion` sheets. Rows of one code belong together: one fault refuses all of them."""

    required = ("code", "name", "basis_law", "article", "tier", "circumstance", "min", "max", "unit")
    names = {
        "编码": "code", "名称": "name", "处罚依据": "basis_law", "条款": "article", "档次": "tier",
        "情形": "circumstance", "处罚": "penalty_text", "下限": "min", "上限": "max", "单位": "unit",
        "发布机关": "issuer", "适用地区代码": "area", "事项编码": "item_code", "生效日期": "valid_from",
        "失效日期": "valid_to", "处罚幅度": "range",
    }  # fmt: skip
    # what a column follows from where a sheet has none of its own
    derived = {
        "article": "basis_law",
        "tier": "circumstance",
        "min": "range",
        "max": "range",
        "unit": "range",
    }
    labels = {
        "name": "名称", "basis_law": "处罚依据", "article": "条款", "issuer": "发布机关", "path": "适用地区",
        "bands": "档次", "item": "事项",
    }  # fmt: skip

    def __init__(self, *, defaults, **context):
        self.defaults, self.tiers = defaults, Counter()
        self.items = {item.code: item for item in PowerItem.objects.all()}

    def read(self, line, row):
        cells = Cells(self.completed(row), self.defaults, self.names)
        code = cells.text("code", longest=40, required=True)
        values = {
            "name": cells.text("name", longest=300, required=True),
            "basis_law": cells.text("basis_law", longest=100, required=True).strip("《》"),
            "article": cells.text("article", longest=100, required=True),
            "issuer": cells.text("issuer", longest=100, required=True),
            "path": self.area(cells),
            "item": cells.text("item_code", longest=40),
            "bands": (self.band(cells),),
        }
        if values["item"] and values["item"] not in self.items:
            cells.fail(f"清单中没有事项 {values['item']}")
        first, last = cells.days()
        return cells.faults, Record(
            key=code, label=values["name"], values=values, lines=[line], valid_from=first, valid_to=last
        )

    def completed(self, row):
        """Return a row with what its sheet has no column for: article, tier by order, the range's two ends."""
        row = dict(row)
        if "article" not in row and (found := ARTICLE.fullmatch(row.get("basis_law", ""))):
            row["basis_law"], row["article"] = found[1].strip("《》"), found[2]
        if "tier" not in row:
            self.tiers[row.get("code", "")] += 1
            row["tier"] = str(self.tiers[row.get("code", "")])
        if "min" not in row and (text := row.get("range", "")):
            low, high, unit = range_of(text) or (text, text, "yuan")
            row |= {"min": str(low), "max": str(high), "unit": unit}
            row["penalty_text"] = row.get("penalty_text") or text
        return row

    def area(self, cells):
        path = cells.text("area", longest=11, required=True)
        if path and not (path.isascii() and path.isdigit() and len(path) in {4, 6, 9}):
            cells.fail(f"适用地区代码应为 4、6 或 9 位数字，现为“{path}”")
        return path

    def band(self, cells):
        """Return one band as a comparable tuple."""
        tier, unit = cells.whole("tier", required=True), cells.choice("unit", UNITS)
        low, high = cells.amount("min"), cells.amount("max")
        if unit == "NONE":
            if low is not None or high is not None:
                cells.fail("有数额的，缺单位")
        elif unit and (low is None or high is None):
            cells.fail("缺下限或者上限")
        elif unit and low > high:
            cells.fail(f"下限 {low} 大于上限 {high}")
        circumstance = cells.text("circumstance", longest=300, required=True)
        return tier, circumstance, low, high, unit, cells.text("penalty_text", longest=400)

    def join(self, records, faults):
        """Return (records, faults) with the rows of one code joined into one record."""
        joined, bad = {}, {fault.key for fault in faults}
        for record in records:
            first = joined.setdefault(record.key, record)
            if record is first:
                continue
            if differing := self.head_differs(record, first):
                reason = f"与第 {first.lines[0]} 行同一编码，{differing}却不同"
                faults.append(Fault(record.key, record.label, record.lines, [reason]))
                bad.add(record.key)
            else:
                first.values["bands"] += record.values["bands"]
            first.lines = first.lines + record.lines
        for key in bad & set(joined):
            spoiled = joined.pop(key)
            told = {line for fault in faults for line in fault.lines}
            lines = [line for line in spoiled.lines if line not in told]
            faults.append(Fault(key, spoiled.label, lines, ["同一基准的其他行有误，整条不导入"]))
        return list(joined.values()), faults

    def head_differs(self, record, first):
        names = [name for name in (*HEAD, "item") if record.values[name] != first.values[name]]
        words = [self.labels[name] for name in names]
        same_days = (record.valid_from, record.valid_to) == (first.valid_from, first.valid_to)
        return "、".join(words if same_days else [*words, "起止日期"])

    def held(self):
        found = {}
        rows = (
            DiscretionBenchmark.objects.select_related("item")
            .prefetch_related("bands")
            .order_by("valid_from")
        )
        for row in rows:
            bands = sorted(row.bands.all(), key=lambda band: band.position)
            values = {name: getattr(row, name) for name in HEAD} | {
                "item": row.item.code if row.item else "",
                "bands": tuple(tuple(getattr(band, name) for name in BAND) for band in bands),
            }
            found.setdefault(row.code, []).append(Held(row.valid_from, row.valid_to, values, {}, row))
        return found

    def label_of(self, held):
        return held.row.name

    def apply(self, changes):
        for change in changes:
            if change.ends:
                change.ends[0].row.valid_to = change.ends[1]
        ended = [change.ends[0].row for change in changes if change.ends]
        DiscretionBenchmark.objects.bulk_update(ended, ["valid_to"], batch_size=500)
        fresh = [change for change in changes if change.start]
        rows = DiscretionBenchmark.objects.bulk_create(self.row(change) for change in fresh)
        bands = [
            DiscretionBand(benchmark=row, position=position, **dict(zip(BAND, band, strict=True)))
            for row, change in zip(rows, fresh, strict=True)
            for position, band in enumerate(change.record.values["bands"], 1)
        ]
        DiscretionBand.objects.bulk_create(bands, batch_size=500)

    def row(self, change):
        values = change.record.values
        return DiscretionBenchmark(
            code=change.record.key,
            item=self.items.get(values["item"]),
            valid_from=change.start,
            valid_to=change.end,
            **{name: values[name] for name in HEAD},
        )
