"""The whole demonstration city: planned by its seed, told in bites by jobs, the same however often it is cut short."""

import io
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from cases.demonstration import after, afterwards, filling, places, plan, staffing
from cases.demonstration.living import CityTeller
from cases.demonstration.stories import COUNT
from cases.models import Case, Review
from cases.workflow import CLOSED_STATES, State
from enforcement.documents.models import Document
from enforcement.jobs import services as jobs
from enforcement.jobs.models import Job
from enforcement.teams.models import Certificate, Officer, Team
from evidence.models import Piece
from tests.cases.tasks import assert_all_say_the_same
from tests.conftest import AT

TODAY = timezone.localdate(AT)
SOME = 10
WORKER = "one"
# minutes of telling that ask nothing of a database which the other tests do not ask
on_the_embedded_default = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="一座城市只在内置数据库上讲一遍，另一种数据库由其余用例覆盖"
)


def run(*arguments, **options):
    said = io.StringIO()
    call_command(*arguments, stdout=said, **options)
    return said.getvalue()


def city():
    """Return what the cases of the city say, without the keys that a database gives them."""
    rows = Case.objects.order_by("opened_at", "title", "place").values_list(
        "number", "title", "state", "procedure", "path", "act_area", "party__name", "party__identity_lookup",
        "handler__name", "partner__name", "act_at", "discovered_at", "opened_at", "place", "filed_on", "decided_on",
        "closed_on",
    )  # fmt: skip
    return list(rows)


def bite():
    """Do the next bite as a worker does, and return its job."""
    job = jobs.claim_one(filling.FILL, filling.open_jobs().first().key, AT, WORKER)
    assert jobs.run(job, AT)
    return job


@pytest.fixture
def begun(db):
    """The city with its units and the people of the first load, and its first bite asked for."""
    run("load_demonstration", cases=0)
    filling.ask(count=SOME, at=AT)


# -- the plan ----------------------------------------------------------------------------------------------------------
def test_seven_in_ten_cases_lie_in_twenty_towns():
    told = plan.intents(plan.CITY, TODAY)
    assert len(places.busy()) == len(set(places.busy()) & set(places.modes())) == 21
    busy = sum(intent.place in places.busy() for intent in told) + COUNT  # the first load has no other towns
    assert 0.67 < busy / (len(told) + COUNT) < 0.73
    assert {intent.place[:6] for intent in told} == {path[:6] for path in places.modes()}
    with_cases = Counter(intent.place for intent in told)
    assert len(set(places.modes()) - set(with_cases)) < 5
    assert all(with_cases[county + "901"] for county in {path[:6] for path in places.modes()})


def test_the_weeks_end_with_the_running_one_and_a_sparse_year_lies_before():
    told = plan.intents(plan.CITY, TODAY)
    weeks = Counter(intent.week for intent in told)
    assert all(weeks[week] > 100 for week in range(places.WEEKS))
    assert weeks[places.WEEKS] and max(weeks) == places.WEEKS
    assert all(intent.day <= TODAY for intent in told)
    before = [intent for intent in told if intent.week < 0]
    assert 0.05 < len(before) / len(told) < 0.2 and min(intent.day for intent in before) > TODAY - timedelta(
        days=366
    )
    assert [intent.day for intent in told] == sorted(intent.day for intent in told)


def test_a_fifth_are_ordinary_and_parties_come_back():
    """Enough of them that towns of both kinds stand in the league: with a place, and without one."""
    told = plan.intents(plan.CITY, TODAY)
    ordinary = sum(intent.fate in ("ordinary", "converted") for intent in told)
    assert 0.15 < ordinary / len(told) < 0.25
    met = Counter(intent.party_data()["identity"] for intent in told)
    assert sum(times > 1 for times in met.values()) > 300


def test_places_differ_last_drift_and_two_of_them_fall():
    def late(week):
        return {path: places.habits(path, week).late for path in places.modes()}

    assert len(set(late(0).values())) > 4
    steady = sum(late(0)[path] == late(places.WEEKS)[path] for path in late(0))
    better = sum(late(0)[path] > late(places.WEEKS)[path] for path in late(0))
    assert steady > 60 and better > 10
    fallen = {places.busy()[place] for place in places.FALLEN}
    worse = {path for path in late(0) if late(places.WEEKS)[path] > late(places.WEEKS - 2)[path] + 0.3}
    assert worse == fallen
    assert {places.habits(path, 5).days for path in places.modes()} <= set(range(1, 60))


# -- the jobs ----------------------------------------------------------------------------------------------------------
@on_the_embedded_default
def test_cut_short_and_continued_it_is_the_same_city_and_twice_changes_nothing(begun, monkeypatch):
    monkeypatch.setattr(afterwards, "FUNCTIONS", {})
    called = []
    after("test")(called.append)

    with transaction.atomic():
        while filling.open_jobs().filter(kind=filling.FILL).exists():
            bite()
        whole = city()
        transaction.set_rollback(True)
    assert len(whole) >= SOME - 2 and not Case.objects.exists()

    while filling.open_jobs().first().arguments["bite"] < filling.staff_bites() + 1:
        bite()
    halfway = Case.objects.count()
    # a worker that died with the bite in its hands
    jobs.claim_one(filling.FILL, filling.open_jobs().first().key, AT, WORKER)
    jobs.sweep(AT + timedelta(minutes=2))
    said = run("demo", cases=SOME)
    assert 0 < halfway < len(whole) == Case.objects.count()
    assert city() == whole
    assert "100%" in said and f"本次新增 {len(whole) - halfway} 件" in said
    assert called == [AT]

    people = Officer.objects.count()
    assert "没有改动" in run("demo", cases=SOME)
    assert city() == whole and called == [AT] and Officer.objects.count() == people


@on_the_embedded_default
def test_a_bite_is_small_and_its_papers_wait(begun):
    staffed, told = [], []
    while filling.open_jobs().filter(kind=filling.FILL).exists():
        people, known = Officer.objects.count(), Case.objects.count()
        bite()
        staffed.append(Officer.objects.count() - people)
        told.append(Case.objects.count() - known)
    assert max(told) <= filling.TOLD and sum(told) == Case.objects.count() > 0
    assert max(staffed) <= filling.STAFFED * 9
    papers = Job.objects.filter(kind="documents.render")
    assert papers.count() == Document.objects.count() > 0
    assert not papers.filter(due__lt=AT + filling.PAPERS_AFTER).exists()
    assert not Certificate.objects.filter(revoked_on__isnull=False).exclude(revoked_on__lt=TODAY).exists()
    assert Certificate.objects.filter(revoked_on__isnull=False).count() == len(places.LAPSED)


@on_the_embedded_default
def test_asking_again_for_a_city_that_stands_adds_what_has_come_since(begun, monkeypatch):
    monkeypatch.setattr(afterwards, "FUNCTIONS", {})
    run("demo", cases=0)
    called = []
    after("later")(called.append)
    filling.ask(count=0, at=AT + timedelta(days=1))
    assert "100%" in run("demo", cases=0)
    assert called == [AT]


def test_the_first_load_asks_for_the_city_only_where_it_is_told_to(db):
    run("load_demonstration", cases=0)
    assert not Job.objects.filter(kind=filling.FILL).exists()
    run("load_demonstration", whole=True)
    assert Job.objects.filter(kind=filling.FILL).count() == 1


def test_nobody_elses_data_are_added_to(db):
    filling.marker().unlink(missing_ok=True)
    Team.objects.create(path="3310", kind="CITY", name="某市", full_name="某市")
    with pytest.raises(CommandError, match="不是演示数据"):
        run("demo")
    run("load_demonstration", whole=True)
    assert not Job.objects.exists() and Team.objects.count() == 1


# -- the cases ---------------------------------------------------------------------------------------------------------
@on_the_embedded_default
def test_every_state_occurs_and_late_units_are_late(begun):
    """Told from the newest on until every state was seen; a third of the plan must be enough."""
    for path, roles in staffing.units():
        staffing.staff(path, roles, AT)
    told = [intent for intent in plan.intents(plan.CITY, TODAY) if intent.fate == "ordinary"]
    recent = [intent for intent in told if intent.day > TODAY - timedelta(days=45)]
    simple = [intent for intent in plan.intents(plan.CITY, TODAY) if intent.fate != "ordinary"]
    fresh = [next(intent for intent in simple if intent.fate == fate) for fate in ("on_site", "proposed")]
    seen, refused = set(), []
    for number in range(0, len(recent), 5):
        wanted = [
            *recent[number : number + 5],
            *fresh[number // 5 : number // 5 + 1],
            *simple[-number - 1 :][:1],
        ]
        teller = CityTeller(wanted, staffing.People({intent.place for intent in wanted}), now=AT)
        for intent in wanted:
            teller.live(intent)
        refused += teller.refused
        seen = set(Case.objects.values_list("state", flat=True))
        if seen == set(State):
            break
    assert set(State) - seen == set()
    assert len(refused) < Case.objects.count() / 20, refused
    placed = Case.objects.exclude(act_area="").select_related("team")
    away = [case.team.kind for case in placed if case.act_area != case.team.own_area]
    assert away and set(away) <= {"SQUAD", "DEPARTMENT"}
    assert Review.objects.filter(concluded_at__isnull=False).exists()
    for case in Case.objects.exclude(state__in=CLOSED_STATES).order_by("pk"):
        for at in (AT, AT + timedelta(days=1), AT + timedelta(days=30)):
            assert_all_say_the_same(case, at)
    assert Piece.objects.filter(dossier__case__isnull=False).count() == Case.objects.count()
    assert not Case.objects.filter(opened_at__gt=AT).exists()
