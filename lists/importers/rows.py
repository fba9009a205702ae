"""What every kind of sheet shares: a record read from rows, its faults, and the reading of cells."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from enforcement.parameters.sheets import parse_day
from lists.importers.amounts import amount_of

CENT = Decimal("0.01")
LARGEST = Decimal("999999999999")
YES, NO = {"是", "yes", "y", "true", "1"}, {"否", "no", "n", "false", "0", ""}


@dataclass
class Record:
    """What one row (or several rows of one benchmark) says.

    values: what makes a new version when it differs. soft: what is set right in place, being no law (aids to
    search, remarks). valid_from: given by the sheet, else None; start: where a new entry begins without it.
    context: rows of other tables that the entry refers to.
    """

    key: str
    label: str
    values: dict
    lines: list
    soft: dict = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None
    start: date | None = None
    context: dict = field(default_factory=dict)


@dataclass
class Held:
    """An entry that stands in the database, in the same terms as a Record."""

    valid_from: date
    valid_to: date | None
    values: dict
    soft: dict
    row: Any


@dataclass
class Fault:
    """Rows that cannot be taken, with every reason."""

    key: str
    label: str
    lines: list
    reasons: list


class Cells:
    """One row's cells, read one by one; what is wrong collects in `faults` instead of ending the reading."""

    def __init__(self, row, defaults, names):
        self.row, self.defaults, self.faults = row, defaults, []
        self.labels = {column: name for name, column in names.items()}
        if row.get(""):
            self.faults.append("列数比表头多")

    def fail(self, reason):
        self.faults.append(reason)

    def label(self, column):
        return self.labels.get(column, column)

    def text(self, column, *, longest, required=False):
        cell = self.row.get(column) or self.defaults.get(column, "")
        if required and not cell:
            self.fail(f"缺{self.label(column)}")
        if len(cell) > longest:
            self.fail(f"{self.label(column)}超过 {longest} 字")
        return cell[:longest]

    def day(self, column):
        try:
            return parse_day(self.text(column, longest=20))
        except ValueError as fault:
            self.fail(f"{self.label(column)}：{fault}")
            return None

    def days(self):
        """Return (valid_from, valid_to), refused where they stand in the wrong order."""
        first, last = self.day("valid_from"), self.day("valid_to")
        if first and last and last < first:
            self.fail(f"失效日期 {last} 早于生效日期 {first}")
            return first, None
        return first, last

    def whole(self, column, *, required=False):
        cell = self.text(column, longest=20, required=required)
        if not cell:
            return None
        if not re.fullmatch(r"[0-9]{1,4}", cell) or int(cell) == 0:
            self.fail(f"{self.label(column)}应为数字，现为“{cell}”")
            return None
        return int(cell)

    def amount(self, column):
        cell = self.text(column, longest=20)
        if not cell:
            return None
        try:
            amount = Decimal(amount_of(cell).replace(",", "").replace("，", ""))
            exact = amount.is_finite() and amount == amount.quantize(CENT)
        except InvalidOperation:
            exact = False
        if not exact or not 0 <= amount <= LARGEST:
            self.fail(f"{self.label(column)}应为不小于零、最多两位小数的数额，现为“{cell}”")
            return None
        return amount.quantize(CENT)

    def choice(self, column, options, *, default=""):
        """Return the code for what stands in the cell; options: {word: code}."""
        cell = self.text(column, longest=30).lower() or default
        if cell not in options:
            allowed = "、".join(dict.fromkeys(word for word in options if word))
            self.fail(
                f"{self.label(column)}“{cell}”不在允许的取值内（{allowed}）"
                if cell
                else f"缺{self.label(column)}"
            )
            return None
        return options[cell]

    def yes(self, column):
        cell = self.text(column, longest=10).lower()
        if cell not in YES | NO:
            self.fail(f"{self.label(column)}应为“是”或“否”，现为“{cell}”")
        return cell in YES
