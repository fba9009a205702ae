"""Cases for the league's bench, made inside PostgreSQL: a city's years, the same number every day, no chance."""

import time
from datetime import date, timedelta

from django.core.management import call_command
from django.db import connection
from django.test import Client as PageClient
from django.test.utils import CaptureQueriesContext
from psycopg2.extras import execute_values

from cases.demonstration.city import build_city
from cases.models import Case, Decision, Party, Review
from enforcement import clock
from enforcement.documents.models import Document
from enforcement.dossiers.models import Dossier
from enforcement.law import terms
from enforcement.procedures.models import Limit
from enforcement.teams.models import Officer, Team
from evidence.models import Piece, PieceOfficer
from lists.models import ItemVersion
from supervision.league.counting.measuring import measure
from supervision.league.definitions import Level
from supervision.league.indicators import catalogue
from supervision.league.models import Snapshot
from supervision.league.periods import Kind, containing
from supervision.league.services import computing, publishing
from supervision.league.services.defining import first_rules
from tests.bench import databases, staging
from tests.bench.filling import A_YEAR, HEX, OF_CASE, insert, stored

SINCE = date(2015, 1, 1)
ORDINARY = "mod(p.id, 7) = 0"
AT = "(p.day + interval '2 hours' + mod(p.id, 300) * interval '1 minute') AT TIME ZONE 'UTC'"
LATE = "CASE WHEN mod(p.id, 11) = 0 THEN interval '30 hours' ELSE interval '1 hour' END"
PLAN = f"""
CREATE TEMP TABLE p AS
SELECT n AS id, crew.team, crew.path, crew.officers[1 + mod(n / %(places)s, cardinality(crew.officers))] AS handler,
    crew.officers[1 + mod(n / %(places)s + 1, cardinality(crew.officers))] AS partner,
    kind.version, %(today)s::date - ((%(total)s - n) * 365 / {A_YEAR})::int AS day
FROM generate_series(1, %(total)s) AS n
JOIN crew ON crew.place = mod(n, %(places)s)
JOIN kind ON kind.place = mod(n * 7 + n / 1000, %(kinds)s)
ORDER BY n -- rows lie on the disk in the order of the days, as they are born
"""
# what somebody would write by hand who knew all indicators: each table once, by agency, period and twelve weeks
STATEMENT = """
WITH c AS (
    SELECT path, count(*) AS n12, count(*) FILTER (WHERE opened_at >= %(start)s) AS n,
        count(*) FILTER (WHERE opened_at <= discovered_at + interval '24 hours') AS prompt12,
        count(*) FILTER (WHERE opened_at <= discovered_at + interval '24 hours' AND opened_at >= %(start)s) AS prompt,
        count(*) FILTER (WHERE procedure = 'SUMMARY') AS summary,
        count(*) FILTER (WHERE certified AND opened_at >= %(start)s) AS certified,
        count(*) FILTER (WHERE certified) AS certified12
    FROM (
        SELECT c.*, EXISTS (SELECT FROM teams_certificate t WHERE t.officer_id = c.handler_id AND t.kind = 'OFFICER'
                AND c.day BETWEEN t.valid_from AND t.valid_to AND (t.revoked_on IS NULL OR t.revoked_on > c.day))
            AND EXISTS (SELECT FROM teams_certificate t WHERE t.officer_id = c.partner_id AND t.kind = 'OFFICER'
                AND c.day BETWEEN t.valid_from AND t.valid_to AND (t.revoked_on IS NULL OR t.revoked_on > c.day))
            AS certified
        FROM (SELECT *, (discovered_at AT TIME ZONE 'Asia/Shanghai')::date AS day FROM cases_case
              WHERE opened_at >= %(rolling)s AND opened_at < %(cut)s) AS c
    ) AS c GROUP BY path
), d AS (
    SELECT c.path, count(*) AS n12, count(*) FILTER (WHERE c.decided_on >= %(first)s) AS n,
        count(l.id) AS in_time12, count(l.id) FILTER (WHERE c.decided_on >= %(first)s) AS in_time,
        sum(c.decided_on - c.filed_on) AS days12,
        sum(c.decided_on - c.filed_on) FILTER (WHERE c.decided_on >= %(first)s) AS days
    FROM cases_case c JOIN cases_decision m ON m.case_id = c.id AND m.decided_at < %(cut)s
    LEFT JOIN procedures_limit l ON l.subject = 'case' AND l.row = c.id AND l.key = 'decide'
        AND l.legal_last_day >= c.decided_on
    WHERE c.decided_on BETWEEN %(rolling_day)s AND %(last)s AND c.procedure = 'GENERAL' AND c.filed_on IS NOT NULL
    GROUP BY c.path
), e AS (
    SELECT e.path, count(*) AS n12, count(*) FILTER (WHERE received_at >= %(start)s) AS n,
        count(*) FILTER (WHERE whole) AS whole12, count(*) FILTER (WHERE whole AND received_at >= %(start)s) AS whole
    FROM (SELECT e.*, file <> '' AND sha256 <> '' AND sm3 <> '' AND (place <> '' OR latitude IS NOT NULL)
            AND EXISTS (SELECT FROM evidence_pieceofficer o WHERE o.piece_id = e.id) AS whole
          FROM evidence_piece e WHERE received_at >= %(rolling)s AND received_at < %(cut)s) AS e
    GROUP BY e.path
), r AS (
    SELECT path, count(*) AS n12, count(*) FILTER (WHERE due_on >= %(first)s) AS n,
        count(*) FILTER (WHERE (concluded_at AT TIME ZONE 'Asia/Shanghai')::date <= due_on) AS prompt12,
        count(*) FILTER (WHERE result = 'AGREE' AND serial = 1) AS agreed
    FROM cases_review WHERE due_on BETWEEN %(rolling_day)s AND %(last)s GROUP BY path
), u AS (
    SELECT path, count(*) AS items, max(times) AS most
    FROM (SELECT c.path, v.item_id, count(*) AS times FROM cases_case c JOIN lists_itemversion v ON v.id = c.item_id
          WHERE opened_at >= %(year)s AND opened_at < %(cut)s GROUP BY c.path, v.item_id) AS u
    GROUP BY path
)
SELECT * FROM c LEFT JOIN d USING (path) LEFT JOIN e USING (path) LEFT JOIN r USING (path) LEFT JOIN u USING (path)
"""


class League:
    """A database with `years` of cases, and one week of it to be ranked."""

    def __init__(self, name, years):
        self.name, self.years, self.total = name, years, years * A_YEAR
        databases.use(name)
        call_command("migrate", verbosity=0)
        at = clock.now()
        build_city(at=at)
        crews = [(team, staging.staff(team)) for team in acting_units()]
        versions = list(ItemVersion.objects.order_by("pk")[:40])
        fill(total=self.total, crews=crews, versions=versions, today=clock.today())
        self.period = containing(Kind.WEEK, clock.today()).previous
        first_rules(
            valid_from=date(clock.today().year, 1, 1), valid_to=None, document="测", title="测", invented=True, by=None,
            at=at,
        )  # fmt: skip
        self.scope = computing.scope_of(self.period, self.period.cut_off)
        start, cut = self.scope.span
        self.window = Case.objects.filter(opened_at__gte=start, opened_at__lt=cut).count()

    def statement(self):
        """Return the seconds of the hand-written statement."""
        databases.use(self.name)
        rolling, cut = self.scope.span
        given = {
            "start": self.scope.start, "rolling": rolling, "cut": cut, "first": self.scope.first,
            "rolling_day": self.scope.rolling, "last": self.scope.last, "year": cut - timedelta(days=365),
        }  # fmt: skip
        connection.ensure_connection()
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(STATEMENT, given)
            rows = cursor.fetchall()
        assert len(rows) > 90
        return time.perf_counter() - began

    def read(self):
        """Return the seconds of reading what all indicators count."""
        databases.use(self.name)
        connection.ensure_connection()
        began = time.perf_counter()
        measure(catalogue().values(), self.scope)
        return time.perf_counter() - began

    def run(self):
        """Return the seconds of one weekly run from nothing to four sealed tables, and take them away again."""
        databases.use(self.name)
        Snapshot.objects.all().delete()
        began = time.perf_counter()
        made = computing.cut(self.period, at=self.period.cut_off)
        seconds = time.perf_counter() - began
        assert len(made) == len(Level)
        return seconds

    def publish(self):
        """Leave twelve published weeks behind, and somebody of the city's office signed in."""
        Snapshot.objects.all().delete()
        periods = [self.period]
        while len(periods) < 12:
            periods.insert(0, periods[0].previous)
        for period in periods:
            computing.cut(period, at=period.cut_off)
            publishing.publish(period, at=period.publish_at)
        self.session = staging.City.session(Officer.objects.get(username="chen"))
        self.address, *self.earlier = [
            f"/league/{each.key}/?level=TOWN&group=ALL" for each in reversed(periods)
        ]

    def page_facts(self):
        """Return queries, bytes compressed and rows of the page, asked in this process."""
        import gzip

        browser = PageClient()
        browser.cookies["sessionid"] = self.session.partition("=")[2]
        browser.get(self.address, secure=True)
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(self.address, secure=True)
        assert answer.status_code == 200, answer.status_code
        rows = answer.content.count(b"<tr") - 1
        return {"queries": len(asked), "compressed": len(gzip.compress(answer.content)), "rows": rows}


def acting_units():
    """Return every unit that logs cases: empowered towns, the squads that act for the others, and the bureaus."""
    towns = Team.objects.filter(kind__in=("TOWNSHIP", "STREET"), modes__mode="EMPOWERED")
    squads = Team.objects.filter(kind="SQUAD", serves__isnull=False).distinct()
    bureaus = Team.objects.filter(kind="DEPARTMENT", path__endswith="901").exclude(path__startswith="331000")
    return [*towns.order_by("path"), *squads.order_by("path"), *bureaus.order_by("path")]


def fill(*, total, crews, versions, today):
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        cursor.execute("CREATE TEMP TABLE crew (place int, team bigint, path text, officers bigint[])")
        places = [(place, team.pk, team.agency_path, keys) for place, (team, keys) in enumerate(crews)]
        execute_values(cursor.cursor, "INSERT INTO crew VALUES %s", places)
        cursor.execute("CREATE TEMP TABLE kind (place int, version bigint)")
        execute_values(
            cursor.cursor, "INSERT INTO kind VALUES %s", [(at, one.pk) for at, one in enumerate(versions)]
        )
        cursor.execute(PLAN, {"total": total, "places": len(places), "kinds": len(versions), "today": today})
        write(cursor)
        cursor.execute(
            "DROP TABLE p, crew, kind; SET session_replication_role = origin; RESET synchronous_commit"
        )
        cursor.execute("ANALYZE")


def write(cursor):
    insert(cursor, Party, "p.id = 1", id="p.id", kind="'PERSON'", name="'周小明'", identity_kind="'NONE'")
    insert(cursor, Dossier, id="p.id", team="p.team", path="p.path", opened_at=AT, opened_by="p.handler")
    insert(
        cursor, Case, id="p.id", dossier="p.id", state="'CLOSED'", title="'占道经营'", team="p.team", path="p.path",
        item="p.version", party="1", handler="p.handler", partner="p.partner",
        procedure=f"CASE WHEN {ORDINARY} THEN 'GENERAL' ELSE 'SUMMARY' END", act_at=f"{AT} - {LATE}",
        discovered_at=f"{AT} - {LATE}", opened_at=AT, place="'人民路'", facts_found="'占道经营'",
        filed_on=f"CASE WHEN {ORDINARY} THEN p.day END",
        decided_on=f"CASE WHEN {ORDINARY} THEN p.day + 5 + mod(p.id, 20)::int ELSE p.day END",
    )  # fmt: skip
    paper = {name: "''" for name in ("sealed", "content_digest", "sha256", "sm3")} | {"content": "'{}'"}
    insert(
        cursor, Document, ORDINARY, **paper, id="p.id", dossier="p.id", team="p.team", kind="'PENALTY'",
        form_version="1", title="'行政处罚决定书'", day="p.day", issued_at=AT, issued_by="p.handler",
    )  # fmt: skip
    insert(
        cursor, Decision, ORDINARY, id="p.id", case="p.id", document="p.id", kind="'PENALTY'", decided_by="p.handler",
        decided_at=f"{AT} + interval '1 day' * (5 + mod(p.id, 20))",
    )  # fmt: skip
    last = "p.day + CASE WHEN mod(p.id, 29) = 0 THEN 10 ELSE 90 END"
    insert(
        cursor, Limit, ORDINARY, **OF_CASE, term=f"'{stored(terms.DECIDE)}'::jsonb", key="'decide'",
        label="'作出处罚决定'", start_on="p.day",
        legal_last_day=last, safe_day=last, for_party="false", clause="'行政处罚法第六十条'",
    )  # fmt: skip
    insert(
        cursor, Review, ORDINARY, case="p.id", path="p.path", serial="1", submitted_by="p.handler", submitted_at=AT,
        due_on="p.day + 5", concluded_at=f"{AT} + interval '1 day' * mod(p.id, 7)", result="'AGREE'",
    )  # fmt: skip
    insert(
        cursor, Piece, id="p.id", dossier="p.id", path="p.path", serial="1", kind="'ELECTRONIC'", title="'现场照片'",
        file=HEX.format("f"), sha256=HEX.format("f"), sm3=HEX.format("s"), size="90000", media_type="'image/jpeg'",
        original_name="'a.jpg'", captured_at=AT, time_source="'DEVICE'", received_at=AT, received_by="p.handler",
        place="CASE WHEN mod(p.id, 13) = 0 THEN '' ELSE '人民路' END",
    )  # fmt: skip
    insert(cursor, PieceOfficer, piece="p.id", officer="p.handler", name="'张三'", certificate="'测1'")
