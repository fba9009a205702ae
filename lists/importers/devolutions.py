"""Sheets of devolutions: one row, one item handed to one township or street from a day to a day (R-103)."""

from enforcement.teams import paths
from enforcement.teams.models import Team, TeamMode
from enforcement.teams.roles import EDIT_LISTS
from lists.importers.rows import Cells, Held, Record
from lists.models import Devolution, PowerItem

TOWNS = {Team.Kind.TOWNSHIP, Team.Kind.STREET, Team.Kind.ZONE}


class Devolutions:
    """Reads `devolutions` sheets. A last day in the sheet recalls the item (收回)."""

    required = ("item_code", "team_code", "document")
    names = {
        "事项编码": "item_code", "机构代码": "team_code", "机构名称": "team_name", "生效日期": "valid_from",
        "失效日期": "valid_to", "公布文件": "document",
    }  # fmt: skip
    labels = {"document": "公布文件"}

    def __init__(self, *, defaults, by=None, day=None, today=None):
        self.defaults, self.by, self.day, self.today = defaults, by, day, today
        self.items = {item.code: item for item in PowerItem.objects.all()}
        self.teams = {team.path: team for team in Team.objects.filter(kind__in=TOWNS)}
        self.modes = {}
        for mode in TeamMode.objects.select_related("team").order_by("valid_from"):
            self.modes.setdefault(mode.team.path, []).append(mode)

    def read(self, line, row):
        cells = Cells(row, self.defaults, self.names)
        code = cells.text("item_code", longest=40, required=True)
        path = cells.text("team_code", longest=paths.AGENCY, required=True)
        document = cells.text("document", longest=200, required=True)
        first, last = cells.days()
        if code and code not in self.items:
            cells.fail(f"清单中没有事项 {code}")
        if path:
            self.check_team(cells, path, first or self.day)
        team = self.teams.get(path)
        return cells.faults, Record(
            key=f"{code} {path}",
            label=f"{code} → {team.name if team else path}",
            values={},
            soft={"document": document},
            lines=[line],
            valid_from=first,
            valid_to=last,
            context={"item": self.items.get(code), "team": team},
        )

    def check_team(self, cells, path, day):
        team = self.teams.get(path)
        if team is None:
            cells.fail(f"没有代码为 {path} 的乡镇、街道")
            return
        name = cells.text("team_name", longest=60)
        if name and name not in (team.name, team.full_name):
            cells.fail(f"代码 {path} 是{team.name}，不是{name}")
        if self.by is not None and not self.by.may(EDIT_LISTS, self.today, path):
            cells.fail(f"{team.name}不在您的管理范围")
        mode = next((mode for mode in self.modes.get(path, []) if covers(mode, day)), None)
        if mode and mode.mode != TeamMode.Mode.EMPOWERED:
            cells.fail(f"{team.name}在 {day} 是{mode.get_mode_display()}，不以自己名义执法，不能赋权")

    def held(self):
        found = {}
        for row in Devolution.objects.select_related("item", "team").order_by("valid_from"):
            key = f"{row.item.code} {row.team.path}"
            held = Held(row.valid_from, row.valid_to, {}, {"document": row.document}, row)
            found.setdefault(key, []).append(held)
        return found

    def label_of(self, held):
        return f"{held.row.item.code} → {held.row.team.name}"

    def may_retire(self, held):
        """Say whether this person lists the unit at all: a county's sheet says nothing of other counties."""
        return self.by is None or self.by.may(EDIT_LISTS, self.today, held.row.team.path)

    def apply(self, changes):
        ended, touched = [], []
        for change in changes:
            if change.ends:
                change.ends[0].row.valid_to = change.ends[1]
                ended.append(change.ends[0].row)
            if change.touches:
                change.touches.row.document = change.record.soft["document"]
                touched.append(change.touches.row)
        Devolution.objects.bulk_update(ended, ["valid_to"], batch_size=500)
        Devolution.objects.bulk_update(touched, ["document"], batch_size=500)
        rows = [
            Devolution(
                item=change.record.context["item"],
                team=change.record.context["team"],
                valid_from=change.start,
                valid_to=change.end,
                document=change.record.soft["document"],
            )
            for change in changes
            if change.start
        ]
        Devolution.objects.bulk_create(rows, batch_size=500)


def covers(row, day):
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
