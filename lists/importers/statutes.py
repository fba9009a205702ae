"""Sheets of statutes: one row, one text. The same statute with a later text closes the earlier one."""

from datetime import timedelta

from enforcement.law.kinds import BasisLevel
from enforcement.parameters.models import Statute, StatuteVersion
from lists.importers.rows import Cells, Held, Record

LEVELS = {level.label: level.value for level in BasisLevel} | {"规范性文件": BasisLevel.NORMATIVE.value}


class Statutes:
    """Reads `statutes` sheets. A text without its own day begins when it was adopted, marked as assumed."""

    required = ("short_key", "full_name", "level", "version_date")
    names = {
        "简码": "short_key", "全称": "full_name", "层级": "level", "制定机关": "issuer",
        "版本日期": "version_date", "施行日期": "effective_date", "废止日期": "repealed_on",
        "由何取代": "replaced_by", "说明": "note",
    }  # fmt: skip
    labels = {
        "version_date": "版本日期",
        "level": "层级",
        "issuer": "制定机关",
        "note": "说明",
        "replaced_by": "由何取代",
    }

    def __init__(self, *, defaults, **context):
        self.defaults = defaults
        self.statutes = {statute.key: statute for statute in Statute.objects.all()}
        self.keys = {statute.full_name: key for key, statute in self.statutes.items()}

    def read(self, line, row):
        cells = Cells(row, self.defaults, self.names)
        key = cells.text("short_key", longest=20, required=True)
        name = cells.text("full_name", longest=100, required=True)
        level = cells.choice("level", LEVELS)
        adopted = cells.day("version_date")
        if not adopted and row.get("version_date") == "":
            cells.fail("缺版本日期")
        effective, repealed = cells.day("effective_date"), cells.day("repealed_on")
        self.check_identity(cells, key, name)
        start = max(filter(None, (adopted, effective)), default=None)
        if start and repealed and repealed <= start:
            cells.fail(f"废止日期 {repealed} 不晚于施行日期 {start}")
        soft = {
            "level": level,
            "issuer": cells.text("issuer", longest=60),
            "note": cells.text("note", longest=300),
            "replaced_by": cells.text("replaced_by", longest=200),
        }
        return cells.faults, Record(
            key=key,
            label=name,
            values={"version_date": adopted},
            soft=soft,
            lines=[line],
            valid_from=start,
            valid_to=repealed - timedelta(days=1) if repealed else None,
            context={"repealed_on": repealed, "assumed": start != effective},
        )

    def check_identity(self, cells, key, name):
        if key in self.statutes and self.statutes[key].full_name != name:
            cells.fail(f"简码 {key} 已用于《{self.statutes[key].full_name}》")
        elif self.keys.setdefault(name, key) != key:
            cells.fail(f"《{name}》已有简码 {self.keys[name]}")

    def held(self):
        found = {}
        for row in StatuteVersion.objects.select_related("statute").order_by("valid_from"):
            statute = row.statute
            soft = {
                "level": statute.level,
                "issuer": statute.issuer,
                "note": row.note,
                "replaced_by": row.replaced_by,
            }
            held = Held(row.valid_from, row.valid_to, {"version_date": row.version_date}, soft, row)
            found.setdefault(statute.key, []).append(held)
        return found

    def label_of(self, held):
        return held.row.statute.full_name

    def apply(self, changes):
        ended = [change for change in changes if change.ends]
        for change in ended:
            row, last = change.ends[0].row, change.ends[1]
            row.valid_to = last
            # ended by repeal, not by a later text
            row.repealed_on = (
                change.record.context["repealed_on"] if change.start is None else row.repealed_on
            )
        StatuteVersion.objects.bulk_update([c.ends[0].row for c in ended], ["valid_to", "repealed_on"])
        self.touch(change for change in changes if change.touches)
        self.create([change for change in changes if change.start])

    def touch(self, changes):
        for change in changes:
            row, soft = change.touches.row, change.record.soft
            row.note, row.replaced_by = soft["note"], soft["replaced_by"]
            row.statute.level, row.statute.issuer = soft["level"], soft["issuer"]
            row.save(update_fields=["note", "replaced_by"])
            row.statute.save(update_fields=["level", "issuer"])

    def create(self, changes):
        fresh = [change.record for change in changes if change.record.key not in self.statutes]
        Statute.objects.bulk_create(
            Statute(
                key=record.key,
                full_name=record.label,
                level=record.soft["level"],
                issuer=record.soft["issuer"],
            )
            for record in {record.key: record for record in fresh}.values()
        )
        statutes = {statute.key: statute for statute in Statute.objects.all()}
        StatuteVersion.objects.bulk_create(
            StatuteVersion(
                statute=statutes[change.record.key],
                version_date=change.record.values["version_date"],
                valid_from=change.start,
                valid_to=change.end,
                repealed_on=change.record.context["repealed_on"],
                assumed=change.record.context["assumed"],
                note=change.record.soft["note"],
                replaced_by=change.record.soft["replaced_by"],
            )
            for change in changes
        )
