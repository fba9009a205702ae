"""The limits of a case as the law counts them: what a file with these facts keeps."""

from dataclasses import replace

from enforcement.law import facts, terms
from enforcement.law.deadlines import deadline
from enforcement.law.rules.period import due_with, extensions_counted
from enforcement.law.rules.review import review_term


def decision_due(filing, calendar):
    """Return the ninety days of a filing, lawful extensions and excluded days added."""
    return due_with(extensions_counted(filing, calendar), filing, calendar)


def defence_due(case):
    """Return the deadline of the party's statement and defence, whose notice was served."""
    return deadline(
        replace(terms.STATEMENT, days=case.notice.days), case.notice.served_on, case.clock.calendar
    )


def review_due(submitted_on, domain, calendar, extra_days=0):
    """Return the last day of a review submitted on that day; extra_days: working days that the head has added."""
    return deadline(review_term(domain, extra_days), submitted_on, calendar)


def with_limits(case, **changes):
    """Return facts with the limits that a file with them keeps; made anew where a test changes what they rest on."""
    case, counted = case.but(**changes), {}
    if case.raw("filing.filed_on") not in (None, facts.UNKNOWN):
        counted["decide"] = decision_due(case.filing, case.clock.calendar)
    if case.raw("notice.served_on") not in (None, facts.UNKNOWN):
        counted["defence"] = defence_due(case)
    rounds = case.raw("reviewing.rounds")
    if rounds is not facts.UNKNOWN and rounds:
        domain = "GENERAL" if case.raw("filing.domain") is facts.UNKNOWN else case.filing.domain
        counted["review"] = review_due(
            rounds[-1].submitted_on, domain, case.clock.calendar, rounds[-1].extra_days
        )
    kept = {name: counted[name].legal_last_day if name in counted else facts.UNKNOWN
            for name in ("decide", "defence", "review")}  # fmt: skip
    return case.but(limits=facts.Limits(**kept))
