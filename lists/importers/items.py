"""Sheets of power items: one row, one act by one kind of subject, with its legal basis and amounts."""

import re
from datetime import timedelta

from enforcement.law.kinds import KINDS, Subject, kinds_of
from enforcement.parameters.models import StatuteVersion
from lists.importers.rows import Cells, Held, Record
from lists.models import Catalogue, FineMode, ItemVersion, PowerItem, Simple
from lists.spelling import index_of

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]*")
ELSEWHERE = re.compile(r"由.{1,8}部门查处")  # not the comprehensive bureau's: the note says whose
CONDITION = re.compile(r"（[^（）]*）")
HARD = (
    "name", "catalogue", "duty_law", "duty_article", "basis_law", "basis_article", "basis_paragraph",
    "basis_item", "subject", "kinds_text", "fine_mode", "fine_min", "fine_max", "fine_unit", "base",
    "correct_first", "simple_possible",
)  # fmt: skip


def by_words(choices):
    return {str(word).lower(): code for code, label in choices for word in (code, label)}


SUBJECTS = by_words([(subject.value, subject.label) for subject in Subject]) | {"不限": Subject.ANY.value}
CATALOGUES = by_words(Catalogue.choices)
MODES = by_words(FineMode.choices) | {
    "multiple_of": FineMode.MULTIPLE.value,
    "percent_of": FineMode.PERCENT.value,
}
SIMPLE = by_words(Simple.choices)


class Items:
    """Reads `items` sheets. An item without a day begins with its statute's text, marked as assumed."""

    required = (
        "code", "name", "field", "basis_law", "basis_article", "subject", "kinds", "fine_mode", "fine_min",
        "fine_max",
    )  # fmt: skip
    names = {
        "编码": "code", "事项名称": "name", "领域": "field", "目录类别": "catalogue", "义务依据": "duty_law",
        "义务条款": "duty_article", "处罚依据": "basis_law", "条": "basis_article", "款": "basis_paragraph",
        "项": "basis_item", "处罚对象": "subject", "处罚种类": "kinds", "罚款方式": "fine_mode",
        "罚款下限": "fine_min", "罚款上限": "fine_max", "单位": "fine_unit", "计罚基数": "base",
        "先责令改正": "correct_first", "可否简易": "simple_possible", "生效日期": "valid_from",
        "失效日期": "valid_to", "俗称": "everyday_words", "说明": "note",
    }  # fmt: skip
    labels = {column: name for name, column in names.items()} | {"kinds_text": "处罚种类"}

    def __init__(self, *, defaults, **context):
        self.defaults = defaults
        self.laws = {}
        for version in StatuteVersion.objects.select_related("statute").order_by("valid_from"):
            self.laws.setdefault(version.statute.full_name, []).append(version)

    def law_of(self, cells):
        """Return what an item's text says: the duty, the basis with its place, whom it reaches and how."""
        return {
            "name": cells.text("name", longest=200, required=True),
            "duty_law": cells.text("duty_law", longest=100),
            "duty_article": cells.text("duty_article", longest=100),
            "basis_law": cells.text("basis_law", longest=100, required=True).strip("《》"),
            "basis_article": cells.whole("basis_article", required=True),
            "basis_paragraph": cells.whole("basis_paragraph"),
            "basis_item": cells.whole("basis_item"),
            "subject": cells.choice("subject", SUBJECTS),
            "correct_first": cells.yes("correct_first"),
            "simple_possible": cells.choice("simple_possible", SIMPLE, default="no"),
        }

    def read(self, line, row):
        cells = Cells(row, self.defaults, self.names)
        code = cells.text("code", longest=40, required=True)
        if code and not CODE.fullmatch(code):
            cells.fail("编码只能有字母、数字、点和连字符")
        values = self.law_of(cells)
        soft = {
            "field": cells.text("field", longest=20, required=True),
            "everyday_words": cells.text("everyday_words", longest=300),
            "note": cells.text("note", longest=200),
        }
        values["catalogue"] = self.catalogue(cells, soft["note"])
        values |= self.penalty(cells)
        first, last = cells.days()
        law, last = self.law(cells, values["basis_law"], first, last)
        return cells.faults, Record(
            key=code,
            label=values["name"],
            values=values,
            soft=soft,
            lines=[line],
            valid_from=first,
            valid_to=last,
            start=law.valid_from if law else None,
            context={"statute": law},
        )

    def catalogue(self, cells, note):
        default = "other" if ELSEWHERE.search(note) else "comprehensive"
        return cells.choice("catalogue", CATALOGUES, default=default)

    def law(self, cells, name, first, last):
        """Return the statute's text that the item rests on, and the item's last day: at most the text's."""
        texts = self.laws.get(name)
        if not texts:
            if name:
                cells.fail(f"法规库中没有《{name}》，请先导入法律法规")
            return None, last
        law = next((text for text in reversed(texts) if first is None or text.valid_from <= first), texts[0])
        if law.repealed_on and last is None:
            last = law.repealed_on - timedelta(days=1)
        begin = first or law.valid_from
        if last and last < begin:
            cells.fail(f"《{name}》{begin} 起，事项却在 {last} 失效")
        return law, last

    def penalty(self, cells):
        """Return the kinds and the amounts, refused where they contradict each other."""
        text = cells.text("kinds", longest=200, required=True)
        kinds = self.kinds(cells, text)
        mode = cells.choice("fine_mode", MODES)
        low, high = cells.amount("fine_min"), cells.amount("fine_max")
        if mode == FineMode.NONE:
            if low is not None or high is not None:
                cells.fail("罚款方式为无罚款，不能有罚款数额")
        elif mode and (low is None or high is None):
            cells.fail("缺罚款下限或者上限（只有上限的，下限填 0）")
        elif mode and low > high:
            cells.fail(f"罚款下限 {low} 大于上限 {high}")
        elif mode and not high:
            cells.fail("罚款上限不能是零")
        if mode and kinds and (mode != FineMode.NONE) != ("FINE" in kinds):
            cells.fail("处罚种类与罚款方式不一致")
        base = cells.text("base", longest=40)
        if mode in (FineMode.MULTIPLE, FineMode.PERCENT) and not base:
            cells.fail("按倍数或者百分比罚款的，缺计罚基数")
        return {
            "kinds_text": text,
            "fine_mode": mode,
            "fine_min": low,
            "fine_max": high,
            "fine_unit": cells.text("fine_unit", longest=40),
            "base": base,
        }

    def kinds(self, cells, text):
        """Return the codes of the kinds of penalty that a cell names, each once."""
        codes = {}
        for part in filter(None, re.split("[;；|]", text)):
            word = CONDITION.sub("", part).strip()
            if not (named := kinds_of(word)):
                cells.fail(f"处罚种类“{word}”不在{KINDS}之列")
            codes |= dict.fromkeys(kind.value for kind in named)
        return tuple(codes)

    def held(self):
        found = {}
        for row in ItemVersion.objects.select_related("item").order_by("valid_from"):
            values = {name: getattr(row, name) for name in HARD}
            soft = {"field": row.item.field, "everyday_words": row.everyday_words, "note": row.note}
            found.setdefault(row.item.code, []).append(Held(row.valid_from, row.valid_to, values, soft, row))
        return found

    def label_of(self, held):
        return held.row.name

    def apply(self, changes):
        for change in changes:
            if change.ends:
                change.ends[0].row.valid_to = change.ends[1]
        ended = [change.ends[0].row for change in changes if change.ends]
        ItemVersion.objects.bulk_update(ended, ["valid_to"], batch_size=500)
        self.touch([change for change in changes if change.touches])
        self.create([change for change in changes if change.start])

    def touch(self, changes):
        rows = []
        for change in changes:
            row, soft = change.touches.row, change.record.soft
            for name, value in aids(row.name, soft).items():
                setattr(row, name, value)
            rows.append(row)
        ItemVersion.objects.bulk_update(rows, list(aids("", NOTHING)), batch_size=200)
        self.sort({change.touches.row.item: change.record.soft["field"] for change in changes})

    def create(self, changes):
        known = {item.code: item for item in PowerItem.objects.all()}
        fields = {change.record.key: change.record.soft["field"] for change in changes}
        fresh = [PowerItem(code=code, field=name) for code, name in fields.items() if code not in known]
        PowerItem.objects.bulk_create(fresh)
        self.sort({known[code]: name for code, name in fields.items() if code in known})
        items = {item.code: item for item in PowerItem.objects.all()}
        rows = [version_of(items[change.record.key], change) for change in changes]
        ItemVersion.objects.bulk_create(rows, batch_size=200)

    def sort(self, fields):
        """Put items under the field that the sheet gives them."""
        moved = [item for item, name in fields.items() if item.field != name]
        for item in moved:
            item.field = fields[item]
        PowerItem.objects.bulk_update(moved, ["field"], batch_size=500)


def version_of(item, change):
    record = change.record
    parts = re.split("[;；|]", record.values["kinds_text"])
    kinds = [code for part in parts for code in kinds_of(CONDITION.sub("", part).strip())]
    return ItemVersion(
        item=item,
        statute=record.context["statute"],
        kinds=list(dict.fromkeys(kinds)),
        assumed=record.valid_from is None and change.is_first,
        valid_from=change.start,
        valid_to=change.end,
        **record.values,
        **aids(record.values["name"], record.soft),
    )


NOTHING = {"everyday_words": "", "note": ""}


def aids(name, soft):
    """Return the columns that are no law: remarks, what they say of succession and doubt, and the index."""
    note, words = soft["note"], soft["everyday_words"]
    after = next((part for part in note.split("；") if part.startswith("后续：")), "")
    return {
        "everyday_words": words,
        "note": note,
        "successor": after.removeprefix("后续：")[:100],
        "unverified": "待核" in note,
        **index_of(name, words.split("|")),
    }
