"""The measurements themselves, in order: queries, reading, issuing, many clients, the law alone."""

import base64
import json
import os
import resource
import subprocess
import sys
import time
from contextlib import ExitStack
from copy import deepcopy
from dataclasses import dataclass
from statistics import median

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client as PageClient
from django.test.utils import CaptureQueriesContext

from cases.demonstration.pictures import signature
from cases.desk.person import desk_of
from cases.file.facts import facts_of
from cases.models import Case
from cases.review.queue import waiting_for
from enforcement import clock, law
from enforcement.documents import services as documents
from enforcement.documents.models import Document
from enforcement.journal.models import Looked
from enforcement.journal.services import look_key
from enforcement.teams.models import Officer
from tests.bench import databases, measuring, ordinary, places, searching, serving, staging, waking
from tests.bench.filling import fill
from tests.bench.measuring import Subject

ROWS = (1, 20, 100)
CROWD = 8
WARM = 10  # times that every page is asked before the first is timed
LOOKED = "case page, a look noted"
REAL_SERVERS = {"DATABASE_URL", "REDIS_URL", "PRODUCTION"}
NOTICE = {"certificates_shown": True, "rights_told": True, "has_defence": "no"}
REFUSED = NOTICE | {
    "refused": True,
    "refusal_note": "当事人拒绝签名，执法记录仪已录像",
    "recording": "JL00000001",
}


@dataclass
class Taken:
    """Everything that was measured; lists have one entry for each tier.

    unpacked: the pages that travelled uncompressed. looks: what was noted by the case page that notes a look. waking:
    {page: milliseconds that a first request took longer than the tenth}, of the largest tier.
    """

    counts: list
    reads: dict
    unpacked: list
    heaviest: list
    looks: list
    writes: dict
    printing: list
    crowds: list
    alone: list
    gates: list
    waking: dict
    demonstration: tuple | None = None


class Tier:
    """One size of the product: its database, its city, its keys to the doors, and the server in front of it."""

    def __init__(self, name, total, city, say):
        self.name, self.total, self.city = name, total, city
        databases.use(name)
        say(f"{name}: {total:,} cases")
        fill(total=total, crews=self.city.crews, versions=self.city.versions, paper=self.city.paper,
             today=clock.today())  # fmt: skip
        self.full = self.city.burden() >= staging.FULL
        self.token, self.session = self.city.token(self.city.officer), self.city.session(self.city.officer)
        reviewer = self.city.queue()
        self.review_token, self.review_session = self.city.token(reviewer), self.city.session(reviewer)
        self.queued = waiting_for(reviewer, clock.today()).count()
        self.busy = self.city.session(self.city.busy)
        self.crowded, self.leading = map(self.city.session, self.city.crowd())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the server does by itself once so much has changed
        self.case = (
            self.seen()
            .filter(state="DELIVERED", procedure="SUMMARY", party__kind="PERSON")
            .order_by("-pk")
            .first()
            .pk
        )
        self.dossier = Case.objects.select_related("dossier").get(pk=self.case).dossier.chain_key
        self.ordinary = ordinary.cases_of(self.city)
        self.review = ordinary.reviewed_by(self.ordinary["in review"], reviewer, self.city.at)
        self.own = self.seen().count()
        self.desk = len(desk_of(self.city.officer, at=clock.now()).rows)
        self.places = places.places_of(self.city, self.case, self.ordinary)
        people = Officer.objects.filter(username__in={place.who for place in self.places})
        self.sessions = {person.username: self.city.session(person) for person in people}
        self.sessions |= {"": self.session, places.NOBODY: "sessionid="}

    def seen(self):
        return Case.objects.visible_to(self.city.officer, clock.today())

    def open(self, port):
        self.api = serving.Client(port, Authorization=self.token)
        self.page = serving.Client(port, Cookie=self.session)
        self.pages = {
            "case list, API": (self.api, "/api/cases/"),
            "case list, page": (self.page, "/cases/"),
            "desk": (self.page, "/desk/"),
            "empty page": (self.page, "/bench/empty/"),
            "case page": (self.page, f"/cases/{self.case}/"),
        }
        reading = serving.Client(port, Authorization=self.review_token)
        self.pages["review queue, API"] = (reading, "/api/reviews/")
        desk = serving.Client(port, Cookie=self.review_session)
        self.pages["review queue, page"] = (desk, "/reviews/")
        self.pages["review desk"] = (desk, f"/reviews/{self.review}/")
        for words, key in self.ordinary.items():
            self.pages[f"case page, ordinary, {words}"] = (self.page, f"/cases/{key}/")
        if self.full:
            self.pages["desk of 150 open cases"] = (serving.Client(port, Cookie=self.busy), "/desk/")
        self.pages["desk of 500 tasks"] = (serving.Client(port, Cookie=self.crowded), "/desk/")
        self.pages["unit of 500 tasks"] = (serving.Client(port, Cookie=self.leading), "/desk/unit/")
        people = {who: serving.Client(port, Cookie=session) for who, session in self.sessions.items()}
        self.round = {place.words: (people[place.who], place.path) for place in self.places}
        self.searchers = {"own sight": self.page, "whole city": people[places.OFFICE]}

    def look(self):
        """Open the case page as somebody who has not looked at it for ten minutes; return the seconds."""
        cache.delete(look_key(self.dossier, "案件", self.city.officer))
        return self.page.call(f"/cases/{self.case}/")[0]

    def queries(self):
        """Return how many queries each address needs in this process, the second time that it is asked."""
        databases.use(self.name)
        browser, program = asking(self.session, self.token)
        reviewing, asked = asking(self.review_session, self.review_token)
        lists = {
            "case list, API": (program, "/api/cases/?size={}"),
            "case list, page": (browser, "/cases/?size={}"),
            "review queue, API": (asked, "/api/reviews/?size={}"),
            "review queue, page": (reviewing, "/reviews/?size={}"),
        }
        found = {
            what: tuple(counted(client, path.format(rows), rows) for rows in ROWS)
            for what, (client, path) in lists.items()
        }
        return found | {
            "desk": (counted(browser, "/desk/"),),
            "empty page": (counted(browser, "/bench/empty/"),),
            "case page": (counted(browser, f"/cases/{self.case}/"),),
            "review desk": (counted(reviewing, f"/reviews/{self.review}/"),),
            "case page, ordinary": tuple(
                counted(browser, f"/cases/{key}/") for key in self.ordinary.values()
            ),
            "desk of 150 open cases": (counted(asking(self.busy)[0], "/desk/"),) if self.full else None,
            "desk of 500 tasks": (counted(asking(self.crowded)[0], "/desk/"),),
            "unit of 500 tasks": (counted(asking(self.leading)[0], "/desk/unit/"),),
            "case search": tuple(
                max(
                    counted(asking(self.sessions[who])[0], path) for paths in asked.values() for path in paths
                )
                for who in ("", places.OFFICE)
                for asked in [searching.questions()]
            ),
            "create": tuple(self.logged(program) for _ in range(2))[1:],
            "places": {
                place.words: counted(asking(self.sessions[place.who])[0], place.path) for place in self.places
            },
        }

    def logged(self, program):
        """Return how many statements logging a case by the API takes."""
        with CaptureQueriesContext(connection) as asked:
            answer = program.post(
                "/api/cases/", self.city.scene(), content_type="application/json", secure=True
            )
        if answer.status_code != 201:
            raise serving.Failed(f"POST /api/cases/: {answer.status_code} {answer.content.decode()[:500]}")
        return len(asked)


def asking(session, token=""):
    """Return (browser, program) of one person in this process."""
    browser, program = PageClient(), PageClient(headers={"authorization": token})
    browser.cookies["sessionid"] = session.partition("=")[2]
    return browser, program


def counted(client, path, rows=None):
    client.get(path, secure=True)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path, secure=True)
    shown = sum(map(answer.content.count, (b'"next_due_words"', b'"waited"')))
    shown = shown or answer.content.count(b"<tr>") - 1
    if answer.status_code != 200 or (rows and shown != rows):
        raise serving.Failed(f"{path}: {answer.status_code}, {shown} rows")
    return len(asked)


def measure(given, names, folder, say):
    """Run everything and return (tiers, Taken)."""
    floor_table(names["floor"])
    cities = built([names[name] for name in given.names])
    tiers = [
        Tier(names[name], total, city, say)
        for name, total, city in zip(given.names, given.sizes, cities, strict=True)
    ]
    counts = [tier.queries() for tier in tiers]
    say("serving")
    with ExitStack() as held:
        at = [databases.address_of(tier.name) for tier in tiers]
        for tier, address in zip(tiers, at, strict=True):
            tier.open(held.enter_context(serving.served(serving.PRODUCT, address, folder)))
        address = databases.address_of(names["floor"])
        floor = serving.Client(held.enter_context(serving.served(serving.FLOOR, address, folder)))
        warm_up(tiers, floor)
        say("reading")
        reads = reading(tiers, floor, given.rounds)
        looks = [noted_looks(tier) for tier in tiers]
        say("weighing")
        unpacked, heaviest = zip(*map(weighed, tiers), strict=True)
        say("issuing")
        writes, printing = issuing(tiers, floor, given)
        say(f"{CROWD} clients")
        crowds = [together(tier, given) for tier in tiers]
    say("first requests")
    woken = waking.slower(tiers[-1], folder)
    say("the law alone")
    alone = [law_alone(tier) for tier in tiers]
    gates = [law_at_gates(tier) for tier in tiers]
    taken = Taken(counts, reads, unpacked, heaviest, looks, writes, printing, crowds, alone, gates, woken)
    if not given.quick and not given.no_demonstration:
        say("the demonstration")
        taken.demonstration = demonstrated(folder)
    return tiers, taken


def built(names):
    """Build the city in the first database, copy it into the others, and return the city of each."""
    databases.use(names[0])
    call_command("migrate", verbosity=0)
    city = staging.City()
    for name in names[1:]:
        databases.copy(names[0], name)
    return [deepcopy(city) for _ in names]


def noted_looks(tier):
    databases.use(tier.name)
    return Looked.objects.count()


def floor_table(name):
    """Make the floor's 10,000 rows."""
    environment = os.environ | {"DATABASE_URL": databases.address_of(name)}
    command = [
        sys.executable,
        "-m",
        "django",
        "migrate",
        "--run-syncdb",
        "-v0",
        "--settings=tests.bench.floor.settings",
    ]
    subprocess.run(command, cwd=serving.BASE_DIR, env=environment, check=True)
    databases.use(name)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO floor_unit (name) SELECT '单位' || n FROM generate_series(1, 100) AS n")
        cursor.execute(
            "INSERT INTO floor_row (number, title, state, place, due, opened_at, unit_id) SELECT '文号' || n, "
            "'乱扔果皮、纸屑、烟蒂等废弃物', 'DELIVERED', '人民路' || n || '号', now(), now(), 1 + mod(n, 100) "
            "FROM generate_series(1, 10000) AS n"
        )
        cursor.execute("ANALYZE")


def warm_up(tiers, floor):
    for _ in range(WARM):
        floor.call("/rows/")
        for tier in tiers:
            for client, path in [*tier.pages.values(), *tier.round.values()]:
                client.call(path)
            for client in tier.searchers.values():
                for paths in searching.questions().values():
                    client.call(paths[0])


def reading(tiers, floor, rounds):
    """Return {(what, tier index): Subject} with the floor's list under ("floor", None)."""
    subjects = {("floor", None): Subject("floor", lambda: floor.call("/rows/")[0])}
    for number, tier in enumerate(tiers):
        for what, (client, path) in (tier.pages | tier.round).items():
            subjects[what, number] = Subject(what, lambda c=client, p=path: c.call(p)[0])
        subjects[LOOKED, number] = Subject(LOOKED, tier.look)
        for what, subject in searching.subjects(tier.searchers).items():
            subjects[what, number] = subject
    measuring.take_turns(subjects.values(), rounds=rounds, each=4)
    return subjects


def issuing(tiers, floor, given):
    """Issue prepared cases signed and refused, turn by turn with the floor's create; then print some."""
    rounds, each = max(given.rounds // 2, 4), 3
    unit = 0

    def create():
        nonlocal unit
        unit = unit % 100 + 1
        row = {"number": "新", "title": "乱扔果皮、纸屑、烟蒂等废弃物", "state": "ON_SITE", "place": "人民路1号",
               "due": "2026-12-01", "opened_at": "2026-11-20T10:00:00+08:00", "unit": unit}  # fmt: skip
        return floor.call("/rows/", json.dumps(row), expected=201)[0]

    subjects = {("create", None): Subject("create", create)}
    for number, tier in enumerate(tiers):
        subjects["log a case", number] = Subject("log a case", lambda of=tier: log(of))
        databases.use(tier.name)
        for what, notice in (("signed", signed()), ("refused", REFUSED)):
            waiting = [tier.city.weighed().pk for _ in range(rounds * each + 2)]
            act = issuer(tier, waiting, json.dumps(notice))
            act(), act()
            subjects["issue, " + what, number] = Subject(what, act)
    for _ in range(10):
        create()
        for tier in tiers:
            log(tier)
    measuring.take_turns(subjects.values(), rounds=rounds, each=each)
    return subjects, [print_papers(tier, 4 if given.quick else 20) for tier in tiers]


def log(tier):
    return tier.api.call("/api/cases/", json.dumps(tier.city.scene()), expected=201)[0]


def signed():
    return NOTICE | {"signature": "data:image/png;base64," + base64.b64encode(signature()).decode()}


def issuer(tier, waiting, body):
    return lambda: tier.api.call(f"/api/cases/{waiting.pop()}/issue/", body)[0]


def print_papers(tier, count):
    """Return the median seconds of making an issued document's files, as the worker does it."""
    databases.use(tier.name)
    times = []
    for paper in Document.objects.order_by("-pk")[:count]:
        began = time.perf_counter()
        for layout in paper.form.layouts:
            documents.render(paper, layout)
        times.append(time.perf_counter() - began)
    return median(times[1:])


def weighed(tier):
    """Return (how many pages travel uncompressed, kilobytes of the heaviest) as a browser asks without a proxy."""
    unpacked, heaviest = 0, 0
    for client, path in [*tier.pages.values(), *tier.round.values()]:
        _, content = client.call(path)
        unpacked += not client.packed
        heaviest = max(heaviest, len(content))
    return unpacked, heaviest / 1000


def together(tier, given):
    """Return (answers, failures) of eight clients at once, half programs and half browsers."""
    port = tier.api.connection.port
    clients = []
    for _ in range(CROWD // 2):
        clients.append((serving.Client(port, Authorization=tier.token), ["/api/cases/"]))
        clients.append((serving.Client(port, Cookie=tier.session), ["/cases/", "/desk/"]))
    return measuring.crowd(clients, each=10 if given.quick else 60)


def law_alone(tier):
    """Return the median seconds of building one case's facts and of asking the law about one step."""
    databases.use(tier.name)
    case, now = tier.city.weighed(), clock.now()
    building, asking = [], []
    for _ in range(100):
        began = time.perf_counter()
        [facts] = facts_of([case], at=now)
        built = time.perf_counter()
        law.check(facts, gate="case.issue")
        building.append(built - began)
        asking.append(time.perf_counter() - built)
    return median(building), median(asking)


def law_at_gates(tier):
    """Return the milliseconds of the law on the steps of each ordinary case's page, and on all gates at once."""
    databases.use(tier.name)
    now = clock.now()
    pages = tuple(1000 * ordinary.law_on_the_page(key, now) for key in tier.ordinary.values())
    return pages, 1000 * ordinary.law_over_all_gates(tier.ordinary["to be decided"], now)


def demonstrated(folder):
    """Return (seconds, processor seconds) of loading the demonstration into a new embedded database."""
    folder = folder / "demonstration"
    folder.mkdir()
    environment = {name: value for name, value in os.environ.items() if name not in REAL_SERVERS}
    environment |= {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "enforcement.settings"}
    command = [sys.executable, "manage.py"]
    subprocess.run([*command, "migrate", "-v0"], cwd=serving.BASE_DIR, env=environment, check=True)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(
        [*command, "load_demonstration"],
        cwd=serving.BASE_DIR,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    seconds, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
