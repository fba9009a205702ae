"""What somebody has typed on the pages that every procedure has and not sent: where it goes on, and what it is."""

from collections import defaultdict

from django.db.models import Q
from django.urls import reverse

from enforcement.gate import whole
from enforcement.procedures.steps import tables


def plain():
    """Return {subject: table} of those on the pages that every procedure has."""
    return {table.subject: table for table in tables() if table.plain}


def named():
    """Return the condition on drafts that they are of such a page."""
    found = Q(pk__in=[])
    for subject in plain():
        found |= Q(form__startswith=f"{subject}:")
    return found


def going_on(drafts, officer, day):
    """Return those of these drafts whose step follows still on a row that `officer` sees, each with url and words."""
    parts = {draft: f"{draft.form}::".split(":", 2) for draft in drafts}
    known, keys = plain(), defaultdict(set)
    for subject, key, *_ in parts.values():
        if subject in known and (number := whole(key)):
            keys[subject].add(number)
    rows = {
        (subject, row.pk): row
        for subject, found in keys.items()
        for row in known[subject].model.seen_by(officer, day).select_related("dossier").filter(pk__in=found)
    }
    shown = []
    for draft, (subject, key, name) in parts.items():
        row = rows.get((subject, whole(key)))
        step = row and next(
            (step for step in row.STEPS.values() if step.draft == name.rstrip(":") and step.follows(row)),
            None,
        )
        if step:
            draft.url = reverse("procedures:step", args=[subject, row.pk, step.name])
            draft.words = f"{step.on(row).label}：{row.called}"
            shown.append(draft)
    return shown
