"""Rows of one kind under a form, which grow: questions and answers, facts, points of a defence.

A page numbers the fields of its rows (text_1, text_2 …); the API sends a list under the rows' name. Rows in which
nothing is typed are left out. A page works without script: 加一行 is a submit that keeps what was typed.
"""

import re

from django.forms.utils import ErrorDict

from cases.forms.fields import CaseForm

MOST = 80


class RowForm(CaseForm):
    """One row, left out where nothing is typed in it. LABEL: what a row is called in messages."""

    LABEL = "行"
    MAY_STAY_EMPTY = True  # so that no field of a row has the star of what must be filled in

    def __init__(self, data=None, *, number, **kwargs):
        self.number = number
        super().__init__(data, **kwargs)

    def add_prefix(self, name):
        return f"{name}_{self.number}"

    @property
    def touched(self):
        """Return whether anything was typed in this row."""
        return any(str(bound.data or "").strip() for bound in self if not bound.is_hidden)

    def full_clean(self):
        """Ask nothing of a row in which nothing was typed."""
        if not self.is_bound or self.touched:
            return super().full_clean()
        self._errors, self.cleaned_data = ErrorDict(), {}
        return None


class RowsForm(CaseForm):
    """A form with rows under it. ROWS: {name in cleaned_data and in the API: (form of a row, rows at least)}."""

    ROWS = {}

    def __init__(self, data=None, *, initial=None, more="", **kwargs):
        data = self.numbered(data) if data is not None else None
        super().__init__(data, initial=initial, **kwargs)
        self.grows = more
        self.rows = {name: self.rows_of(name, *held) for name, held in self.ROWS.items()}

    def numbered(self, data):
        """Return what the API sent with its lists of rows written as a page writes them."""
        lists = {name: data.get(name) for name in self.ROWS if isinstance(data.get(name), list)}
        if not lists:
            return data
        flat = dict(data)
        for name, rows in lists.items():
            flat.pop(name)
            for number, row in enumerate(rows[:MOST], start=1):
                given = row if isinstance(row, dict) else {}
                flat |= {f"{part}_{number}": value for part, value in given.items()}
                flat.setdefault(f"{next(iter(self.ROWS[name][0].base_fields))}_{number}", "")
        return flat

    def rows_of(self, name, row, least):
        given = self.data if self.is_bound else self.initial
        parts = "|".join(row.base_fields)
        found = {int(hit[2]) for key in given if (hit := re.fullmatch(rf"({parts})_(\d{{1,3}})", key))}
        count = min(max([*found, least]) + (self.grows == name), MOST)
        made = []
        for number in range(1, count + 1):
            kept = {part: given.get(f"{part}_{number}") for part in row.base_fields}
            start = {part: value for part, value in kept.items() if value is not None}
            source = {"data": self.data} if self.is_bound else {"initial": start}
            made.append(row(number=number, **source, **self.about))
        return made

    def __iter__(self):
        """Yield the form's own fields, then those of its rows, so that the error summary leads to each."""
        yield from self.own
        for rows in self.rows.values():
            for row in rows:
                yield from row.own

    def full_clean(self):
        super().full_clean()
        if not self.is_bound:
            return
        for name, rows in getattr(self, "rows", {}).items():
            typed = [row for row in rows if row.touched]
            if any([not row.is_valid() for row in typed]):
                faults = [f"{row.LABEL}{row.number}：{said}" for row in typed for said in row.said()]
                self._errors[name] = self.error_class(faults)
                self.findings += [finding for row in typed for finding in row.findings]
            self.cleaned_data[name] = [row.cleaned_data for row in typed if row.is_valid()]
