"""Tasks as a course says them: a step of a row, on whose desk, whom the others wait for. Nothing is written here."""

from datetime import timedelta

from django.utils import timezone

from enforcement.procedures.models import Task
from enforcement.teams.roles import FIRST_HELD, PERMISSIONS


def task(row, step, *, officer=None, waits_for="", **given):
    """Return a task on a row, unsaved. step: as this row's procedure takes it; officer: who does it, None for a post.

    waits_for: whom the others wait for in words, where that is not his name or the post's. since not given: as long
    as it has stood there, or from the day on which it is written.
    """
    does = given.get("permission", step.permission)
    return Task(
        subject=step.subject, row=row.pk, dossier_id=row.dossier and row.dossier_id, step=step.name, officer=officer,
        state=row.state, waits_for=waits_for or (officer.name if officer else post_of(does)),
        **{"words": step.label, "since": None, "path": row.unit or "", "permission": does} | row.for_desk() | given,
    )  # fmt: skip


def following(row, found, officers, *, waits_for="", **given):
    """Return the tasks of a Next: one for each of `officers`, one for the post where there are none, and what follows.

    found: a Next, whose step is taken by the same people as what follows it by itself.
    """
    made, begins = [], None
    while found is not None:
        step = row.STEPS[found.step].on(row)
        for officer in officers or (None,):
            made.append(
                task(row, step, officer=officer, waits_for=waits_for, words=found.label or step.label,
                     since=begins or given.get("since"), comes_on=begins,
                     turns_on=found.until and day_after(found.until),
                     **{name: value for name, value in given.items() if name != "since"})
            )  # fmt: skip
        found, begins = found.then, found.until and day_after(found.until)
    return made


def referred(row, referrals):
    """Return [(step, referral)] of those open referrals of the row's file whose step may still be taken on the row."""
    steps = {step.gate: step for step in row.STEPS.values() if step.follows(row)}
    return [(steps[one.gate], one) for one in referrals if one.gate in steps]


def left_to_superior(row, referrals):
    """Return the one task of who may lift what stopped the row's officers; [] where nothing waits for his word.

    It is no taking of the step: with his word somebody else takes it.
    """
    asked = sorted(referred(row, referrals), key=lambda pair: pair[1].pk)
    if not asked:
        return []
    step, oldest = asked[0]
    about = "；".join(dict.fromkeys(one.message for _, one in asked))
    title = f"{row.for_desk()['title']}：{about}"[:200]
    return [
        task(
            row, step.on(row), slot=Task.Slot.REFERRAL, permission=row.LIFTS, words="决定能否继续", title=title,
            since=timezone.localdate(oldest.at),
        )
    ]  # fmt: skip


def day_after(day):
    return day + timedelta(days=1)


def post_of(permission):
    """Return in words whose post does it: the first of the roles that keep it, where one alone does."""
    roles = FIRST_HELD.get(permission, ())[:1] or [
        role for role, held in PERMISSIONS.items() if permission in held
    ]
    return "、".join(role.label for role in roles)
