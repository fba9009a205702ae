"""Words and acts of the league pages for templates: {% load league_acts %}."""

from django import template

from enforcement import clock
from enforcement.teams.roles import ANSWER, RANK
from supervision.league.models import Appeal
from supervision.league.pages.acts.forms import name_of
from supervision.league.pages.numbers import cut_words, signed
from supervision.league.pages.table.rows import group_words
from supervision.league.services import appealing, warning

register = template.Library()
register.filter("signed", signed)
register.filter("cut_off", cut_words)
register.filter("group_words", group_words)
register.filter("indicator_name", name_of)


@register.filter
def moved_words(moved):
    """Return 升3, 降1, 平, or -- where there is nothing to compare."""
    if moved is None:
        return "--"
    return f"升{moved}" if moved > 0 else f"降{-moved}" if moved < 0 else "平"


@register.simple_tag(takes_context=True)
def acts_of(context, standing):
    """Return what the reader may do about a unit's result, and what was done: lights, warnings, objections."""
    officer, at = context["request"].user, clock.now()
    day, snapshot = clock.today(), standing.snapshot
    ranks = officer.may(RANK, day, standing.path)
    issued = list(standing.warnings.visible_to(officer, day).order_by("pk"))
    stands = warning.may_issue(snapshot)
    known = {(each.cause, each.indicator): each for each in issued}
    lights = [
        light
        | {"issued": known.get((light["cause"], light["indicator"])), "terms": warning.terms_of(light, at)}
        for light in standing.lights
    ]
    appeals = list(standing.appeals.visible_to(officer, day).order_by("pk"))
    speaks = officer.may(ANSWER, day, standing.path)
    return {
        "lights": lights,
        "may_warn": ranks and stands,
        "may_appeal": speaks and appealing.is_open(snapshot, at),
        "over": speaks and not appealing.is_open(snapshot, at),
        "appeals": appeals,
        "waiting": sum(each.state == Appeal.State.OPEN for each in appeals),
        "may_correct": ranks and snapshot.published_at is not None,
        "snapshot": snapshot,
    }
