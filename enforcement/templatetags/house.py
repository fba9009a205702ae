"""The components that pages share. They are built in: templates need no {% load %}.

tag or filter                                   draws
{% deadline due today %}                        one deadline: mark, words, last day, and how it was computed
{% left due today %}                            the same in a list: mark and words alone
{% deadline_bar due today %}                    the same as a bar with title, used and left days
{% chip word %} {% chip word tone="soon" %}     a state in its word, mark and colour (WORDS in marks.py)
{% finding one %} {% findings many asked="" %}  what the law says: level, what happened, article, what to do
{% findings many reasons="reason-" %}           the same, with a box for the reason under each WARN and HOLD
{% refusal refused %}                           the findings of a refused act, as the box on top of a form
{% timeline entries %}                          journal entries, or .at .words .actor_words .detail .url
{% stage_line stages current %}                 the stages of a case; stages: (word, day or "") in order
{% empty title hint url label %}                nothing here: what would be, and the one useful act
{% error_summary form %}                        the form's errors with links to their fields
{% field bound hint="" %}                       label, star, hint, error and widget of one form field
{% facts pairs %}                               a definition list of (name, value)
{% page_links newer=url older=url %}            newer and older pages; an address that is missing is greyed
{% icon "camera" %} {% asset "house/x.css" %}   a picture of the sprite; an address that changes with the file
{% url "cases:list" %} {% url … as x %}         the address of a page, as Django's own; quick: lists have dozens
{% idempotency %}                               the hidden key that makes a double press one act
{% who_may permissions as roles %}              the roles that hold one of the permissions, in words
money masked_id masked_phone masked_name        ¥1,500.00  3310**********1234  138****5678  李*明
stamp                                           a moment in rows: {{ case.opened_at|stamp:"day" }}
"filing.the_head_files"|clauses                  where a rule stands, by its module and function
"words"|sourced:"filing.the_head_files"         the words with where that stands behind them
band                                            a deadline's band as a class of a row: {{ due|band:today }}

`due` is None, a date, a law Deadline, or a dict (see countdown.py). A Deadline needs `today`, the legal day.
"""

import hashlib
import uuid
from functools import cache, lru_cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from enforcement import addresses
from enforcement.journal import words
from enforcement.teams.roles import PERMISSIONS
from enforcement.templatetags import countdown as time_left
from enforcement.templatetags import marks, sources

register = template.Library()
# a choice that nobody has made: of the framework's own fields as of ours
DASHES, NOTHING_CHOSEN = "---------", "———"
register.filter("money", marks.money)
register.filter("masked_id", marks.masked_id)
register.filter("masked_phone", marks.masked_phone)
register.filter("masked_name", marks.masked_name)
register.filter("band", time_left.band_of)
register.filter("clauses", sources.clauses)
register.filter("sourced", sources.sourced)


def component(name):
    """Register an inclusion tag drawn by templates/components/_<name>.html."""
    return register.inclusion_tag(f"components/_{name}.html")


@cache
def version_of(path):
    """Return a short digest of a static file, so that browsers may keep it for long."""
    found = finders.find(path)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:8] if found else ""


@register.simple_tag
@cache
def asset(path):
    """Return the address of a house file, which changes whenever the file does."""
    version = version_of(path)
    return f"{static(path)}?v={version}" if version else static(path)


@register.simple_tag
@lru_cache(maxsize=1000)
def icon(name, words=""):
    """Draw a picture of the sprite; it is decoration unless `words` say what it means."""
    if not name:
        return ""
    address = f"{asset('house/icons.svg')}#{name}"
    if words:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', words, address
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


register.simple_tag(addresses.address_of, name="url")


@register.simple_tag
def idempotency():
    """Draw the hidden key under which an act is done once, however often the button is pressed."""
    key = uuid.uuid4().hex
    return format_html('<input type="hidden" name="idempotency_key" value="{}" data-idempotency>', key)


@register.simple_tag
def who_may(permissions):
    """Return, in words, the roles that hold one of `permissions`."""
    return "、".join(role.label for role, held in PERMISSIONS.items() if held & set(permissions))


@component("deadline")
def deadline(due, today, calendar=None):
    left = time_left.countdown(due, today, calendar)
    return {"left": left, "mark": marks.MARKS[left.band]}


@register.simple_tag
def left(due, today, calendar=None):
    """Return the mark and the words of a deadline, for one row of many."""
    found = time_left.countdown(due, today, calendar)
    return marked(found.words, found.band)


@lru_cache(maxsize=2000, typed=True)  # typed: what is safe as it stands is another word than what is not
def marked(words, tone):
    """Return words with the colour and the picture of their tone; no template is drawn for a page's many."""
    return format_html('<span class="chip {}">{}{}</span>', tone, icon(marks.MARKS[tone]), words)


SHAPES = {
    "day": "%Y-%m-%d",
    "minute": "%Y-%m-%d %H:%M",
    "second": "%Y-%m-%d %H:%M:%S",
    "short": "%m-%d %H:%M",
}


@register.filter(expects_localtime=True)
def stamp(moment, exact):
    """Draw a moment for people and programs, quick: for rows of which a page has many. exact: one of SHAPES."""
    if not moment:
        return ""
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), moment.strftime(SHAPES[exact]))


@component("deadline_bar")
def deadline_bar(due, today, calendar=None):
    left = time_left.countdown(due, today, calendar)
    return {"left": left, "mark": marks.MARKS[left.band]}


@register.simple_tag
def chip(word, tone=""):
    word = str(getattr(word, "label", word))
    return marked(word, tone or marks.CHIPS.get(word, "plain"))


@register.simple_tag
def attributes(given):
    """Return the attributes of a form field as Django's own template draws them, in one piece."""
    return mark_safe("".join(
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)
        for name, value in given.items()
        if value is not False
    ))  # fmt: skip


@register.simple_tag
def options(groups):
    """Return the choices of a drop-down, in one piece: a list of a hundred units is no hundred templates."""
    drawn = []
    for group, choices, _ in groups:
        inside = [
            format_html(
                '<option value="{}"{}>{}</option>', each["value"], attributes(each["attrs"]), each["label"]
            )
            for each in choices
        ]
        inside = mark_safe("".join(inside))
        drawn.append(format_html('<optgroup label="{}">{}</optgroup>', group, inside) if group else inside)
    return mark_safe("".join(drawn))


def described(one):
    """Return a finding with the name, tone and mark of its level."""
    level = getattr(one, "level", None) or "NOTE"
    name, tone, mark = marks.LEVELS.get(str(getattr(level, "name", level)), marks.LEVELS["NOTE"])
    return {
        "finding": one,
        "level": name,
        "tone": tone,
        "mark": mark,
        "needs_reason": tone in {"soon", "yellow"},
    }


@component("finding")
def finding(one, reasons=""):
    return described(one) | {"reasons": reasons}


@component("findings")
def findings(many, asked="", reasons=""):
    order = [name for name, _, _ in marks.LEVELS.values()]
    shown = sorted(map(described, many), key=lambda one: order.index(one["level"]))
    groups = {}
    for one in shown:
        groups.setdefault(one["level"], []).append(one | {"reasons": reasons})
    return {"groups": list(groups.items()), "asked": asked, "count": len(shown)}


@component("refusal")
def refusal(refused):
    return {"refused": refused}


@component("timeline")
def timeline(entries):
    return {"entries": [told(entry) for entry in entries]}


def told(entry):
    """Return an entry of the timeline as it stands, or one of the journal in words."""
    if not hasattr(entry, "verb"):
        return entry
    detail = "；".join(f"{name}：{value}" for name, value in words.details(entry.data))
    said = {"at": entry.at, "words": words.verb(entry.verb), "actor_words": entry.actor_words}
    return said | {"detail": detail, "url": getattr(entry, "url", "")}


@component("stage_line")
def stage_line(stages, current):
    names = [str(stage[0]) for stage in stages]
    at = names.index(str(current)) if str(current) in names else -1
    return {
        "stages": [
            {"word": word, "day": stage[1] if len(stage) > 1 else "", "place": place_of(index, at)}
            for index, (word, stage) in enumerate(zip(names, stages, strict=True))
        ]
    }


def place_of(index, current):
    return "now" if index == current else "past" if index < current else "ahead"


@component("empty")
def empty(title, hint="", url="", label="", picture="case"):
    return {"title": title, "hint": hint, "url": url, "label": label, "picture": picture}


@component("error_summary")
def error_summary(form):
    if not form or not form.is_bound:
        return {"errors": []}
    errors = [(error, "") for error in form.non_field_errors()]
    for bound in form:
        target = f"{bound.id_for_label}"
        errors += [
            (error if bound.is_hidden else f"{bound.label}：{error}", target) for error in bound.errors
        ]
    return {"errors": errors}


def kind_of(widget):
    """Return how a widget is laid out: a box beside its words, a group of choices, or under its label."""
    name = getattr(widget, "input_type", "") or type(widget).__name__.lower()
    if name == "checkbox" and hasattr(widget, "choices"):
        return "group"
    return {"checkbox": "check", "radio": "group", "select": "select", "file": "file"}.get(name, "text")


@component("field")
def field(bound, hint="", label=""):
    kind = kind_of(bound.field.widget)
    hint = hint or bound.help_text
    ids = [f"{bound.auto_id}_{part}" for part, there in (("hint", hint), ("error", bound.errors)) if there]
    own = bound.field.widget.attrs.get("class", "")
    plain = {"check": "form-check-input", "select": "form-select"}.get(kind, "form-control")
    attrs = {"class": f"{plain} {own}".strip()}
    if ids:
        attrs["aria-describedby"] = " ".join(ids)
    if bound.errors:
        attrs["aria-invalid"] = "true"
        attrs["class"] += " is-invalid"
    if getattr(bound.field, "empty_label", None) == DASHES:
        bound.field.empty_label = NOTHING_CHOSEN
    drawn = "" if kind == "group" else bound.as_widget(attrs=attrs)
    return {
        "bound": bound,
        "kind": kind,
        "hint": hint,
        "starred": bound.field.required and not getattr(bound.form, "MAY_STAY_EMPTY", False),
        "label": label or bound.label,
        "drawn": drawn,
        "described_by": attrs.get("aria-describedby", ""),
    }


@component("facts")
def facts(pairs):
    return {"pairs": pairs.items() if isinstance(pairs, dict) else pairs}


@component("page_links")
def page_links(newer="", older="", target=""):
    return {"newer": newer, "older": older, "target": target}
