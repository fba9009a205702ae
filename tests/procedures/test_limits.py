"""Time limits are counted anew from what is stored with them, by one function, and whoever must act is told (R-010)."""

import ast
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.execution import pausing
from cases.execution import service as executing
from cases.limits import due, reminding
from cases.limits import service as periods
from cases.models import Case, Reminder, Review
from cases.notice import service as telling
from cases.workflow import State
from enforcement.jobs import services as jobs
from enforcement.jobs.models import Job
from enforcement.journal.models import Entry
from enforcement.journal.verifying import verify
from enforcement.law import terms
from enforcement.law.calendar import WorkCalendar
from enforcement.parameters.models import Parameter
from enforcement.parameters.services import (
    Off,
    calendar_for,
    confirm_parameter,
    foresee_calendar_year,
    load_calendar_year,
)
from enforcement.procedures import foreseeing, limits, todo
from enforcement.procedures.limits import Due, Scope
from enforcement.procedures.models import Limit, Task
from tests.cases.factories import Town, add_photo, issued
from tests.cases.ordinary import Lane
from tests.conftest import AT, SHANGHAI
from tests.supervision.bulletins.making import make_bulletin

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
DECEMBER = datetime(2026, 12, 25, 10, 0, tzinfo=SHANGHAI)
LATER = DECEMBER + timedelta(hours=1)
YEAR = date(2027, 1, 1), date(2027, 12, 31)
NOTICE = {
    "year": 2027, "source": "测试通知", "days": [Off(date(2027, 1, day), False, "测试") for day in (1, 11, 12)],
}  # fmt: skip


@pytest.fixture
def town():
    return Town()


@pytest.fixture
def case(town):
    """Return a fine that is to be paid by 11 January 2027, as the calendar of 2027 is expected."""
    return issued(town, at=DECEMBER)


def take_over(at=DECEMBER, **given):
    """Take the notice over and do the job that this asks for."""
    load_calendar_year(**NOTICE | given, by=None, at=at)
    return do_job(at)


def do_job(at):
    """Do the newest job of counting anew, and return it."""
    job = Job.objects.filter(kind="limits.recount").latest("pk")
    claimed = jobs.claim_one(job.kind, job.key, at, "测试")
    assert claimed and jobs.run(claimed, at), claimed and claimed.error
    return job


def limit_of(case, key):
    return case.limits.get(key=key)


def told(case, key=""):
    entries = Entry.objects.filter(chain__key=case.chain_key, verb="case.deadline").order_by("serial")
    return [entry.data for entry in entries if key in ("", entry.data["key"])]


def reminded(officer):
    return list(Reminder.objects.standing(officer).order_by("pk").values_list("words", "day"))


# -- a calendar ---------------------------------------------------------------------------------------------------


def test_a_notice_moves_what_is_open_journals_it_and_tells_who_must_act(town, case):
    take_over()
    pay = limit_of(case, "pay")
    assert (pay.legal_last_day, pay.provisional) == (date(2027, 1, 13), "")
    [said] = told(case, "缴纳罚款")
    assert (said["before"], said["after"]) == ("2027-01-11", "2027-01-13")
    assert said["ground"] == "2027年节假日安排已更新" and said["provisional"] == ""
    words = f"期限由2027-01-11变为2027-01-13，缴纳罚款：{case.party.shown_name} {case.title}"
    assert reminded(town.zhang) == [(words, date(2027, 1, 13))]
    assert list(verify()) == []


def test_the_partys_own_choice_moves_and_is_on_nobodys_desk(town, case):
    last = limit_of(case, "reconsideration").legal_last_day
    take_over(days=[Off(last, False, "测试")])
    assert limit_of(case, "reconsideration").legal_last_day > last
    assert told(case, "申请行政复议")[0]["before"] == last.isoformat()
    assert reminded(town.zhang) == []


def test_the_case_shows_its_nearest_day_anew(town, case):
    executing.file_with_unit(case=case, by=town.leader, at=DECEMBER)
    assert Case.objects.get(pk=case.pk).next_due == date(2027, 1, 11)
    take_over()
    shown = Case.objects.get(pk=case.pk)
    assert (shown.next_due, shown.next_due_words, shown.next_due_provisional) == (
        date(2027, 1, 13),
        "缴纳罚款",
        False,
    )


def test_what_is_to_be_done_follows_in_the_same_transaction():
    """Whose statement is waited for has his file sent to review after the new last day, not after the old one."""
    lane = Lane()
    lane.to(State.NOTIFIED)
    telling.start_defence(lane.case, telling.standing_notice(lane.case), AT.date() + timedelta(days=5))
    todo.refresh_open(AT + timedelta(days=5))
    held = lane.case.limits.get(key="defence").legal_last_day
    tasks = Task.objects.filter(subject="case", row=lane.case.pk)
    before = {each.comes_on for each in tasks} | {each.turns_on for each in tasks}
    days = [Off(held, False, "临时放假")]
    load_calendar_year(year=2026, days=days, source="临时通知", by=None, at=AT + timedelta(days=5))
    do_job(AT + timedelta(days=5))
    after = {each.comes_on for each in tasks.all()} | {each.turns_on for each in tasks.all()}
    moved = lane.case.limits.get(key="defence").legal_last_day
    assert moved > held
    assert held + timedelta(days=1) in before - after and moved + timedelta(days=1) in after - before


def test_twice_changes_nothing(town, case):
    take_over()
    rows, entries = list(Limit.objects.order_by("pk").values()), Entry.objects.count()
    reminders = list(Reminder.objects.values())
    scope = Scope(days=YEAR)
    assert limits.recount(by=None, at=LATER, scope=scope) == limits.recount(by=None, at=LATER) == []
    assert list(Limit.objects.order_by("pk").values()) == rows
    assert (Entry.objects.count(), list(Reminder.objects.values())) == (entries, reminders)


def test_a_met_limit_stays_as_it_was(case):
    due.meet(case, "pay", date(2026, 12, 28))
    before = limit_of(case, "pay")
    take_over()
    after = limit_of(case, "pay")
    assert (
        (after.legal_last_day, after.provisional)
        == (before.legal_last_day, before.provisional)
        != (
            date(2027, 1, 13),
            "",
        )
    )
    assert not told(case, "缴纳罚款")


def test_what_only_becomes_firm_is_journalled_and_nobody_is_told(town, case):
    take_over(days=[Off(date(2027, 1, 1), False, "元旦")])
    pay = limit_of(case, "pay")
    assert (pay.legal_last_day, pay.provisional) == (date(2027, 1, 11), "")
    [said] = told(case, "缴纳罚款")
    assert said["before"] == said["after"] == "2027-01-11"
    assert reminded(town.zhang) == []


def test_another_year_is_not_even_read(case):
    def touched(first, last):
        return {row.key for row in Limit.objects.open().touching(first, last)}

    assert touched(date(2025, 1, 1), date(2025, 12, 31)) == set()
    assert touched(*YEAR) == {"pay", "reconsideration"}
    assert touched(date(2027, 1, 12), date(2027, 1, 12)) == {"reconsideration"}
    assert touched(date(2026, 1, 1), date(2026, 12, 31)) == {
        "file_with_unit",
        "pay",
        "reconsideration",
    }


def test_what_a_year_does_not_touch_no_calendar_of_it_moves(town, case):
    """The scope of a year leaves nothing out: counting all that is open anew finds the same."""
    Lane(path="331083103", item=town.item).to(State.INVESTIGATING)
    load_calendar_year(**NOTICE, by=None, at=DECEMBER)
    calendar = calendar_for()
    everything = {
        row.pk
        for row in Limit.objects.open()
        if row.reckoning.count(calendar).days != (row.legal_last_day, row.safe_day, row.provisional)
    }
    found = [each.limit.pk for each in limits.Moving(Scope(days=YEAR), calendar)]
    assert set(found) == everything and len(found) == len(everything) > 2


def test_the_scope_of_a_day_leaves_nothing_out(case):
    """Every day of an autumn otherwise than it is: what moves is always among what is looked at."""
    calendar, first = calendar_for(), date(2026, 9, 20)
    kinds = (terms.DELIVER, terms.PAY_FINE, replace(terms.PAY_FINE, days=2), terms.SUE, terms.HEARING_NOTICE)
    dues = [
        Due(f"{place}:{day}", "测试", term, first + timedelta(days=day))
        for place, term in enumerate(kinds)
        for day in range(30)
    ]
    rows = limits.fix(case, *dues)
    moved = 0
    for day in (first - timedelta(days=7) + timedelta(days=n) for n in range(60)):
        other = WorkCalendar(
            holidays=calendar.holidays ^ {day} if day not in calendar.worked else calendar.holidays | {day},
            worked=calendar.worked - {day},
            years=calendar.years,
            provisional_years=calendar.provisional_years,
        )
        looked_at = set(Limit.objects.touching(day, day).values_list("key", flat=True))
        found = {
            row.key for row in rows if row.reckoning.count(other).days != row.reckoning.count(calendar).days
        }
        assert found <= looked_at, day
        moved += len(found)
    assert moved > 500


def test_a_supplement_looks_at_what_its_days_touch_alone(case):
    load_calendar_year(**NOTICE, by=None, at=DECEMBER)
    more = [*NOTICE["days"], Off(date(2027, 2, 24), False, "补充")]
    load_calendar_year(**NOTICE | {"days": more, "source": "补充通知"}, by=None, at=LATER)
    assert Job.objects.filter(kind="limits.recount").latest("pk").arguments["days"] == ["2027-02-24"] * 2
    again = foresee_calendar_year(**NOTICE | {"days": more}, by=None, at=LATER)
    assert (again.moved, again.firm) == (0, 0)


def test_what_he_was_told_before_is_void_and_a_day_that_comes_back_is_told_again(town, case):
    reminding.remind(day=date(2027, 1, 8), at=DECEMBER)
    assert ("缴纳罚款" in reminded(town.zhang)[-1][0]) and reminded(town.zhang)[-1][1] == date(2027, 1, 11)
    take_over()
    assert [day for words, day in reminded(town.zhang) if "缴纳" in words] == [date(2027, 1, 13)]
    reminding.read_all(by=town.zhang, at=LATER)
    days = NOTICE["days"]
    take_over(LATER, days=days[:2])
    assert [day for _, day in reminded(town.zhang)] == [date(2027, 1, 12)]
    take_over(LATER + timedelta(hours=1), days=days)
    assert [words[:26] for words, _ in reminded(town.zhang)] == ["期限由2027-01-12变为2027-01-13，"]


def test_of_a_case_that_is_over_only_the_answer_is_anybodys_concern(town, case):
    Case.objects.filter(pk=case.pk).update(state=State.CLOSED)
    limits.fix(case, Due("answer", "答复投诉举报人", terms.PAY_FINE, DECEMBER.date()))
    take_over()
    assert ["答复投诉举报人" in words for words, _ in reminded(town.zhang)] == [True]
    assert Case.objects.get(pk=case.pk).next_due is None


def test_a_review_shows_its_limit_anew():
    lane = Lane()
    lane.to(State.IN_REVIEW)
    review = lane.review
    days = [Off(lane.case.limits.get(key="review").safe_day, False, "临时放假")]
    load_calendar_year(year=2026, days=days, source="临时通知", by=None, at=AT)
    do_job(AT)
    assert (
        Review.objects.get(pk=review.pk).due_on
        == lane.case.limits.get(key="review").safe_day
        != review.due_on
    )


def test_a_limit_of_a_row_without_a_file_stands_on_its_own_chain(town, case):
    """Whatever has a table has limits: here a bulletin, which no file holds."""
    bulletin = make_bulletin()
    [limit] = limits.fix(bulletin, Due("object", "提出异议", terms.PAY_FINE, DECEMBER.date()))
    assert (limit.subject, limit.dossier) == ("bulletin", None)
    limits.fix(bulletin, Due("object", "提出异议", terms.PAY_FINE, DECEMBER.date()))
    load_calendar_year(**NOTICE, by=None, at=DECEMBER)
    limits.recount(by=None, at=DECEMBER, scope=Scope(days=YEAR))
    assert bulletin.limits.get().legal_last_day == date(2027, 1, 13)
    assert Entry.objects.filter(chain__key=bulletin.chain_key, verb="bulletin.deadline").count() == 1
    assert limits.meet(bulletin, "object", DECEMBER.date()) and not limits.meet(bulletin, "object", AT.date())


# -- before a notice is taken over ----------------------------------------------------------------------------------


def test_what_is_foreseen_is_what_the_job_then_does(town, case):
    other = issued(town, at=DECEMBER + timedelta(days=1))
    due.meet(other, "pay", date(2026, 12, 28))
    effect = foresee_calendar_year(**NOTICE, by=None, at=DECEMBER)
    assert limit_of(case, "pay").legal_last_day == date(2027, 1, 11)  # nothing was written
    shown = {
        (one.number, one.label): (one.before, one.after, one.safe_before, one.safe_after)
        for one in effect.shown
    }
    assert shown[case.number, "缴纳罚款"] == (
        date(2027, 1, 11), date(2027, 1, 13), date(2027, 1, 8), date(2027, 1, 8)
    )  # fmt: skip
    assert (other.number, "缴纳罚款") not in shown
    before = {row.pk: (row.legal_last_day, row.safe_day) for row in Limit.objects.all()}
    take_over()
    after = {row.pk: row for row in Limit.objects.all()}
    moved = {pk: row for pk, row in after.items() if (row.legal_last_day, row.safe_day) != before[pk]}
    numbers = dict(Case.objects.values_list("pk", "number"))
    assert {(numbers[row.row], row.label): (before[pk][0], row.legal_last_day, before[pk][1], row.safe_day)
            for pk, row in moved.items()} == shown  # fmt: skip
    assert (effect.moved, effect.left_off) == (len(moved), 0)
    assert effect.firm == len(told(case)) + len(told(other)) - len(moved)


def test_the_preview_is_capped_and_counts_all(town, case, monkeypatch):
    issued(town, at=DECEMBER)
    monkeypatch.setattr(foreseeing, "SHOWN", 1)
    effect = foresee_calendar_year(**NOTICE, by=None, at=DECEMBER)
    assert (effect.moved, effect.left_off, len(effect.shown)) == (2, 1, 1)


def test_the_preview_asks_no_more_for_many_files(town, case):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            foresee_calendar_year(**NOTICE, by=None, at=DECEMBER)
        return len(queries)

    asked()
    few = asked()
    for _ in range(3):
        issued(town, at=DECEMBER)
    assert asked() == few <= 8


# -- a setting ------------------------------------------------------------------------------------------------------


def test_a_parameter_of_today_moves_what_was_counted_by_it_today(town):
    yesterday = issued(town, at=AT - timedelta(days=1))
    case = issued(town)
    row = Parameter.objects.get(key="summary.filing_days", path="")
    first = limit_of(case, "file_with_unit")
    confirm_parameter(
        parameter=row, value="5", source="市司法局〔2026〕9号", valid_from=AT.date(), by=None, at=AT
    )
    do_job(AT)
    now = limit_of(case, "file_with_unit")
    assert (first.legal_last_day, now.legal_last_day) == (date(2026, 11, 25), date(2026, 11, 27))
    assert (now.reckoning.term.days, now.reckoning.setting) == (5, first.reckoning.setting)
    assert told(case, "报机关备案")[0]["ground"] == "参数“当场处罚备案期限”已改"
    assert limit_of(yesterday, "file_with_unit").reckoning.term.days == 3 and not told(yesterday)
    # from now on it is five, also where a calendar counts anew
    load_calendar_year(year=2026, days=[Off(date(2026, 11, 24), False)], source="临时", by=None, at=AT)
    do_job(AT)
    assert limit_of(case, "file_with_unit").legal_last_day == date(2026, 11, 30)


def test_a_parameter_of_another_area_moves_nothing_here(town):
    case = issued(town)
    Parameter.objects.create(
        key="summary.filing_days", path="331002", value=9, valid_from=AT.date(), source="", status="CONFIRMED"
    )
    scope = Scope(setting="summary.filing_days", since=AT.date())
    assert limits.recount(by=None, at=AT, scope=scope) == []
    Parameter.objects.filter(path="331002", value=9).update(path=town.team.path[:6])
    [moved] = limits.recount(by=None, at=AT, scope=scope)
    assert limit_of(case, "file_with_unit").reckoning.term.days == 9 and moved.limit.row == case.pk


def test_a_new_value_is_asked_for_the_days_from_which_it_holds_alone(town):
    for days in (1, 2, 3):
        issued(town, at=AT - timedelta(days=days))
    with CaptureQueriesContext(connection) as queries:
        assert limits.Moving(Scope(setting="summary.filing_days", since=AT.date()), calendar_for()).moved == 0
    assert not [one for one in queries if "parameters_parameter" in one["sql"]]


def test_a_value_of_a_later_day_asks_for_no_job(town):
    issued(town)
    Job.objects.filter(kind="limits.recount").delete()
    row = Parameter.objects.get(key="summary.filing_days", path="")
    tomorrow = AT.date() + timedelta(days=1)
    confirm_parameter(parameter=row, value="5", source="某文号", valid_from=tomorrow, by=None, at=AT)
    assert not Job.objects.filter(kind="limits.recount").exists()


# -- what is excluded, extended, put off ----------------------------------------------------------------------------


def test_a_deferral_stays_a_deferral(town, case):
    given = {"reason": "停业", "piece": add_photo(case, town, DECEMBER), "by": town.head, "at": DECEMBER}
    pausing.defer(case=case, until=date(2027, 1, 12), **given)
    put_off = limit_of(case, "pay")
    assert put_off.reckoning.until == date(2027, 1, 12) and put_off.reckoning.term == terms.PAY_FINE
    assert told(case, "缴纳罚款")[-1]["provisional"] == ""
    take_over()
    assert limits.recount(by=None, at=LATER) == []
    after = limit_of(case, "pay")
    assert (after.legal_last_day, after.explanation) == (date(2027, 1, 12), put_off.explanation)


def test_suspended_days_are_kept_with_the_limit_and_counted_anew_without_the_case():
    lane = Lane()
    case, at = lane.to(State.INVESTIGATING), AT + timedelta(days=20)
    before = limit_of(case, "decide")
    piece = add_photo(case, lane, at)
    periods.exclude(case=case, ground="检测", start=AT.date() + timedelta(days=5), end=at.date(), reason="送检",
                    piece=piece, by=lane.zhang, at=at)  # fmt: skip
    held = limit_of(case, "decide")
    assert (held.legal_last_day - before.legal_last_day).days in range(13, 18)
    [excluded] = held.reckoning.excluded
    assert (excluded.ground, excluded.days) == ("检测", 15)
    assert told(case, "作出处罚决定")[-1]["after"] == held.legal_last_day.isoformat()
    # who noted it is not told what he has just done; the case, its filing form and its journal are not asked again
    assert reminded(lane.zhang) == []
    case.filing.excluded = []
    case.filing.save()
    Limit.objects.filter(pk=held.pk).update(legal_last_day=AT.date(), safe_day=AT.date())
    [moved] = [one for one in limits.recount(by=None, at=at) if one.limit.key == "decide"]
    assert moved.after == (held.legal_last_day, held.safe_day, held.provisional)


def test_a_met_limit_is_not_changed_by_what_is_excluded_later(case):
    due.meet(case, "pay", DECEMBER.date())
    assert limits.change(case, "pay", until=date(2027, 5, 1), by=None, at=DECEMBER) is None
    assert limit_of(case, "pay").reckoning.until is None


# -- nothing else ---------------------------------------------------------------------------------------------------

OURS = ("enforcement/procedures/limits.py",)
DAYS = {"legal_last_day", "safe_day"}


def writes_a_limit(path):
    """Yield the lines of a file that write the days of a limit, or make limits, by any of Django's ways."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        targets = node.targets if isinstance(node, ast.Assign) else []
        flat = [each for target in targets for each in getattr(target, "elts", [target])]
        if any(isinstance(each, ast.Attribute) and each.attr in DAYS for each in flat):
            yield node.lineno
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in ("update", "update_or_create", "create") and {word.arg for word in node.keywords} & DAYS:
            yield node.lineno
        if name == "Limit" and {word.arg for word in node.keywords} & {"subject", "row", "dossier"}:
            yield node.lineno


def test_only_one_module_counts_stored_limits():
    found = {
        str(path.relative_to(ROOT))
        for folder in ("cases", "enforcement", "evidence", "lists", "supervision")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts and any(writes_a_limit(path))
    }
    assert found == set(OURS)
