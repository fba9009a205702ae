"""Ten years' worth of invented cases in seconds: rows made inside PostgreSQL from one plan, agency by agency.

85 of 100 cases are closed; the open ones are mostly the newest; every seventh decision is one of the ordinary
procedure. What a case list, a search, a desk and a case page read is there: dossier, members, party, assessment,
notice, decision, document, money, limits, evidence, journal, and the words and pairs of letters that find a case.
"""

import json
from contextlib import contextmanager
from datetime import date

from django.db import connection
from psycopg2.extras import execute_values

from cases.models import (
    Assessment,
    Case,
    Decision,
    OralNotice,
    Party,
    Payment,
    Registration,
    Review,
)
from cases.search import PAIRS
from enforcement.documents.models import Delivery, Document
from enforcement.dossiers.models import Dossier, DossierMember
from enforcement.journal.models import Chain, Entry
from enforcement.law import terms
from enforcement.law.reckoning import Reckoning
from enforcement.procedures.models import Limit, Task
from enforcement.teams.roles import APPROVE, FILE, HANDLE
from evidence.models import Piece
from lists.spelling import normal

# how many days the cases reach back: 85,000 a year
A_YEAR = 85_000
HEX = "encode(sha256(('{}' || p.id)::bytea), 'hex')"
AT = "(p.day + interval '2 hours') AT TIME ZONE 'UTC'"
DECIDED = "p.state IN ('DECIDED', 'DELIVERED', 'EXECUTED', 'CLOSED')"
DELIVERED = "p.state IN ('DELIVERED', 'EXECUTED', 'CLOSED')"
FINED = f"{DECIDED} AND NOT p.spared"
OF_CASE = {"dossier": "p.id", "subject": "'case'", "row": "p.id"}
ORDINARY = f"mod(p.id, 7) = 0 AND {DECIDED}"
FIRMS, TRADES = (
    ("海岸", "东港", "青石", "蓝湾", "楚南", "清港", "大麦屿"),
    ("建材", "物业服务", "市政工程", "食品", "物流"),
)
RARE, SELDOM = "欧阳修文", 40_000  # a name of one case in so many
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚"
WRITTEN = (
    Assessment, Case, Chain, Decision, Delivery, Document, Dossier, DossierMember, Entry, Limit, OralNotice,
    Party, Payment, Piece, Registration, Review, Task,
)  # fmt: skip
VERBS = (
    "dossier.open",
    "case.open",
    "case.register",
    "case.weigh",
    "document.issue",
    "case.issue",
    "case.deliver",
)


def array(words):
    """Return words as an array of PostgreSQL."""
    return "ARRAY[" + ", ".join(f"'{word}'" for word in words) + "]"


PLAN = f"""
CREATE TEMP TABLE p AS
SELECT s.*,
    CASE WHEN s.open THEN CASE WHEN s.luck < 10 THEN 'ON_SITE' WHEN s.luck < 15 THEN 'PROPOSED'
             WHEN s.luck < 20 THEN 'DECIDED' WHEN s.luck < 86 THEN 'DELIVERED' WHEN s.luck < 98 THEN 'EXECUTED'
             ELSE 'TO_FILE' END
         WHEN mod(s.id, 50) = 7 THEN 'WITHDRAWN' ELSE 'CLOSED' END AS state,
    CASE WHEN s.open THEN s.luck BETWEEN 10 AND 19 ELSE s.luck < 15 END AS spared,
    CASE WHEN s.firm THEN '台州市' || ({array(FIRMS)})[1 + mod(s.id / 5, {len(FIRMS)})::int]
             || ({array(TRADES)})[1 + mod(s.id / 35, {len(TRADES)})::int] || '有限公司'
         WHEN mod(s.id, {SELDOM}) = 9 THEN '{RARE}'
         ELSE substr('{SURNAMES}', 1 + mod(s.id, 15)::int, 1) || substr('{GIVEN}', 1 + mod(s.id / 15, 21)::int, 1)
             || substr('{GIVEN}', 1 + mod(s.id / 315, 21)::int, 1) END AS party
FROM (
    SELECT n + 1000 AS id, crew.team, crew.path, crew.mark,
        crew.officers[1 + mod(n / %(places)s, cardinality(crew.officers))] AS handler,
        crew.officers[1 + mod(n / %(places)s + 1, cardinality(crew.officers))] AS partner,
        kind.version, kind.code, kind.name, kind.words, mod(n, 5) = 0 AS firm,
        %(today)s::date - ((%(total)s - n) * 365 / {A_YEAR})::int AS day,
        mod(n * 37, 100) AS luck,
        (n > %(total)s * 0.88 AND mod(n * 29, 100) < 96) OR mod(n, 29) = 0 AS open
    FROM generate_series(1, %(total)s) AS n
    JOIN crew ON crew.place = mod(n, %(places)s)
    JOIN kind ON kind.place = mod(n * 7, %(kinds)s)
) AS s
ORDER BY s.id -- rows lie on the disk in the order of the days, as they are born
"""


def fill(*, total, crews, versions, paper, today):
    """Write `total` cases. crews: (agency, its officers' keys); versions: items; paper: a document to copy."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        places = [(place, team.pk, team.path, team.mark, keys) for place, (team, keys) in enumerate(crews)]
        cursor.execute(
            "CREATE TEMP TABLE crew (place int, team bigint, path text, mark text, officers bigint[])"
        )
        execute_values(cursor.cursor, "INSERT INTO crew VALUES %s", places)
        cursor.execute("CREATE TEMP TABLE kind (place int, version bigint, code text, name text, words text)")
        kinds = [(place, one.pk, one.item.code, one.name, words(one)) for place, one in enumerate(versions)]
        execute_values(cursor.cursor, "INSERT INTO kind VALUES %s", kinds)
        cursor.execute(PLAN, {"total": total, "places": len(places), "kinds": len(kinds), "today": today})
        with bare(cursor):
            write_files(cursor)
            write_pairs(cursor)
            write_decisions(cursor, paper)
            write_afterwards(cursor, paper)
            write_limits(cursor)
            write_tasks(cursor)
            write_journal(cursor)
        cursor.execute(
            "DROP TABLE p, crew, kind; SET session_replication_role = origin; RESET synchronous_commit"
        )
        cursor.execute("ANALYZE")


@contextmanager
def bare(cursor):
    """Take away the indexes of the tables that are written, and make them again at the end, each in one go."""
    tables = [*(model._meta.db_table for model in WRITTEN), PAIRS]
    cursor.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index AS i "
        "WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisunique ORDER BY 1",
        [tables],
    )
    taken = cursor.fetchall()
    for name, _ in taken:
        cursor.execute(f"DROP INDEX {name}")
    yield
    cursor.execute("SET maintenance_work_mem = '512MB'")
    for _, made in taken:
        cursor.execute(made)
    cursor.execute("RESET maintenance_work_mem")


def write_files(cursor):
    """Write dossier, members, party and the case itself."""
    insert(cursor, Dossier, id="p.id", team="p.team", path="p.path", opened_at=AT, opened_by="p.handler",
           locked_at=f"CASE WHEN p.open THEN NULL ELSE {AT} + interval '20 days' END")  # fmt: skip
    for officer in ("p.handler", "p.partner"):
        insert(cursor, DossierMember, dossier="p.id", officer=officer)
    insert(
        cursor,
        Party,
        id="p.id",
        kind="CASE WHEN p.firm THEN 'ORGANISATION' ELSE 'PERSON' END",
        name="p.party",
        identity_kind="'NONE'",
        born_on="CASE WHEN NOT p.firm THEN '1980-03-07'::date END",
    )
    insert(
        cursor, Case, id="p.id", dossier="p.id", state="p.state", title="p.name", team="p.team", path="p.path",
        item="p.version", party="p.id", handler="p.handler", partner="p.partner",
        procedure=f"CASE WHEN p.state = 'TO_FILE' OR {ORDINARY} THEN 'GENERAL' ELSE 'SUMMARY' END",
        filed_on=f"CASE WHEN {ORDINARY} THEN p.day - 9 END",
        number=f"CASE WHEN {DECIDED} THEN {number()} ELSE '' END",
        act_at=f"{AT} - interval '10 minutes'", discovered_at=AT, opened_at=AT,
        place="'人民路' || mod(p.id, 200) || '号门前'",
        facts_found="'在人民路' || mod(p.id, 200) || '号门前' || p.name",
        party_phone="'1990000' || lpad(mod(p.id, 10000)::text, 4, '0')",
        decided_on=f"CASE WHEN {DECIDED} THEN p.day END", closed_on="CASE WHEN NOT p.open THEN p.day + 20 END",
        words=f"p.party || '|' || p.words || CASE WHEN {DECIDED} THEN '|' || {number('')} ELSE '' END",
        next_due=f"CASE WHEN p.open AND {DECIDED} OR p.state = 'PROPOSED' THEN p.day + 2 + mod(p.id, 14)::int END",
        next_due_unit=f"CASE WHEN p.open AND {DECIDED} THEN 'day' ELSE 'working' END",
        next_due_words=f"CASE WHEN p.open AND {DECIDED} THEN '缴纳罚款' WHEN p.state = 'PROPOSED' THEN '负责人确认' "
        "ELSE '' END",
    )  # fmt: skip


def words(version):
    """Return what a case of this item is found by beside its party and its number."""
    held = dict.fromkeys(normal(word) for word in (version.name, *version.search_words.split("|")))
    return "|".join(word for word in held if word)


def write_pairs(cursor):
    """Write the pairs of letters by which cases are found, as the trigger does."""
    cursor.execute(
        f"INSERT INTO {PAIRS} (case_id, pairs) SELECT c.id, {PAIRS}_of(c.words) FROM cases_case c JOIN p ON p.id = c.id"
    )


def write_decisions(cursor, paper):
    """Write what was weighed, told and decided."""
    weighed = "p.state <> 'ON_SITE' OR mod(p.id, 2) = 0"
    insert(
        cursor, Assessment, weighed, case="p.id", harm="'SERIOUS'", correction="'REFUSED'", prior_count="0",
        window_months="24", window_source="'演示'", searched_at=AT,
        outcome="CASE WHEN p.spared THEN 'NO_PENALTY' ELSE 'FINE' END",
        limb="CASE WHEN p.spared THEN 'MINOR' ELSE '' END", grade="CASE WHEN p.spared THEN '' ELSE 'ORDINARY' END",
        fine="CASE WHEN p.spared THEN NULL ELSE 50 END",
    )  # fmt: skip
    insert(cursor, OralNotice, f"{DECIDED} OR p.state = 'PROPOSED'", case="p.id", certificates_shown="true",
           rights_told="true", told_at=AT, has_defence="false", receipt="'SIGNED'")  # fmt: skip
    copied = {
        name: f"d.{name}" for name in ("form_version", "content", "sealed", "content_digest", "sha256", "sm3")
    }
    insert(
        cursor, Document, DECIDED, f"p CROSS JOIN (SELECT * FROM documents_document WHERE id = {paper.pk}) AS d",
        **copied, id=f"{paper.pk} + p.id", dossier="p.id", title="'当场行政处罚决定书'", team="p.team", number=number(),
        kind="CASE WHEN p.spared THEN 'NO_PENALTY' ELSE 'ON_THE_SPOT' END", day="p.day", issued_at=AT,
        issued_by="p.handler",
    )  # fmt: skip
    insert(cursor, Decision, DECIDED, id="p.id", case="p.id", document=f"{paper.pk} + p.id", decided_at=AT,
           kind="CASE WHEN p.spared THEN 'NO_PENALTY' ELSE 'PENALTY' END", decided_by="p.handler",
           fine="CASE WHEN p.spared THEN NULL ELSE 50 END",
           pay_by="CASE WHEN p.spared THEN '' ELSE 'BANK' END")  # fmt: skip


def write_afterwards(cursor, paper):
    """Write what was delivered, paid, filed and photographed."""
    insert(cursor, Delivery, DELIVERED, document=f"{paper.pk} + p.id", method="'DIRECT'", day="p.day", moment=AT,
           recipient="p.party", by="p.handler", at=AT)  # fmt: skip
    insert(cursor, Payment, f"{FINED} AND p.state IN ('EXECUTED', 'CLOSED')", decision="p.id", amount="50",
           paid_on="p.day + 8", reference="'缴款' || p.id", recorded_at=AT, recorded_by="p.handler")  # fmt: skip
    insert(cursor, Registration, f"{FINED} AND (NOT p.open OR mod(p.id, 3) > 0)", case="p.id", filed_on="p.day + 1",
           filed_by="p.handler")  # fmt: skip
    # most never were under review; that every closed one was makes the queue's table as long as the cases'
    insert(cursor, Review, "NOT p.open", case="p.id", path="p.path", serial="1", submitted_by="p.handler",
           submitted_at=AT, due_on="p.day + 5", reviewer="p.partner", taken_at=AT, concluded_at=AT,
           result="'APPROVED'")  # fmt: skip
    insert(
        cursor, Piece, dossier="p.id", path="p.path", serial="1", kind="'ELECTRONIC'", title="'现场照片'",
        file=HEX.format("file"), sha256=HEX.format("file"), sm3=HEX.format("sm3"), size="90000",
        media_type="'image/jpeg'", original_name="'现场照片.jpg'", captured_at=AT, time_source="'DEVICE'",
        received_at=AT, received_by="p.handler",
    )  # fmt: skip


def write_limits(cursor):
    """Write the three limits of a delivered penalty, ours met in a closed case, and that of an ordinary decision."""
    limits = "p CROSS JOIN (VALUES ('file_with_unit', '报机关备案', 3, false), ('pay', '缴纳罚款', 15, true), " \
        "('reconsideration', '申请行政复议', 60, true)) AS l(key, label, days, for_party)"  # fmt: skip
    met = "CASE WHEN NOT p.open AND NOT l.for_party THEN p.day + 1 END"
    kept = {"file_with_unit": terms.FILE_SUMMARY, "pay": terms.PAY_FINE, "reconsideration": terms.RECONSIDER}
    term = " ".join(f"WHEN '{key}' THEN '{stored(term)}'" for key, term in kept.items())
    insert(cursor, Limit, f"{DELIVERED} AND NOT p.spared", limits, **OF_CASE, key="l.key", label="l.label",
           term=f"(CASE l.key {term} END)::jsonb", start_on="p.day",
           legal_last_day="p.day + l.days", safe_day="p.day + l.days", for_party="l.for_party",
           clause="'《中华人民共和国行政处罚法》第六十七条第三款'", met_on=met)  # fmt: skip
    insert(cursor, Limit, ORDINARY, **OF_CASE, term=f"'{stored(terms.DECIDE)}'::jsonb", key="'decide'",
           label="'作出处罚决定'", start_on="p.day - 9",
           legal_last_day="p.day + 81", safe_day="p.day + 81", for_party="false",
           clause="'《中华人民共和国行政处罚法》第六十条'", met_on="p.day")  # fmt: skip


# what comes next in an open case: (condition on the plan, the first that holds; step of the table)
FOLLOWS = (
    ("p.state = 'ON_SITE' AND mod(p.id, 2) = 0", "issue"),
    ("p.state = 'ON_SITE'", "weigh"),
    ("p.state = 'PROPOSED'", "confirm_exemption"),
    ("p.state = 'TO_FILE'", "request_filing"),
    ("p.state = 'DECIDED'", "deliver"),
    (f"p.state = 'DELIVERED' AND ({ORDINARY})", "record_payment"),
    (f"p.state = 'EXECUTED' AND ({ORDINARY})", "request_closing"),
    ("mod(p.id, 3) = 0", "file_with_unit"),
    ("p.state = 'DELIVERED'", "record_payment"),
    ("true", "close"),
)


def write_tasks(cursor):
    """Write what is to be done with every open case, as `enforcement.procedures.todo` would."""
    steps = {name: Case.STEPS[name] for _, name in FOLLOWS}
    known = ", ".join(f"('{name}', '{step.label}', '{step.permission}')" for name, step in steps.items())
    following = " ".join(f"WHEN {condition} THEN '{name}'" for condition, name in FOLLOWS)
    plan = f"(SELECT p.*, CASE {following} END AS step FROM p WHERE p.open) AS p " \
        f"JOIN (VALUES {known}) AS s(name, words, permission) ON s.name = p.step"  # fmt: skip
    insert(
        cursor, Task, source=plan, subject="'case'", row="p.id", dossier="p.id", step="p.step", words="s.words",
        path="p.path", permission="s.permission", handler="p.handler", partner="p.partner",
        officer=f"CASE WHEN s.permission = '{HANDLE}' THEN p.handler END",
        waits_for=f"CASE s.permission WHEN '{APPROVE}' THEN '负责人' WHEN '{FILE}' THEN '中队长' ELSE '测' END",
        since="p.day", party="p.party", title="p.name", state="p.state",
        lane=f"CASE WHEN p.state = 'TO_FILE' OR {ORDINARY} THEN 'GENERAL' ELSE 'SUMMARY' END",
        due_on=f"CASE WHEN {DECIDED} OR p.state = 'PROPOSED' THEN p.day + 2 + mod(p.id, 14)::int END",
        due_unit=f"CASE WHEN {DECIDED} THEN 'day' ELSE 'working' END",
        due_words=f"CASE WHEN {DECIDED} THEN '缴纳罚款' WHEN p.state = 'PROPOSED' THEN '负责人确认' ELSE '' END",
    )  # fmt: skip


def write_journal(cursor):
    """Write every case's chain with the entries that a plain case has."""
    cursor.execute("SELECT coalesce(max(id), 0) FROM journal_chain")
    [above] = cursor.fetchone()
    insert(
        cursor,
        Chain,
        id=f"{above} + p.id",
        key="'dossier:' || p.id",
        length=str(len(VERBS)),
        head=HEX.format(""),
    )
    told = ", ".join(f"({serial}, '{verb}')" for serial, verb in enumerate(VERBS, 1))
    insert(
        cursor, Entry, "true", f"p CROSS JOIN (VALUES {told}) AS v(serial, verb)", chain=f"{above} + p.id",
        serial="v.serial", at=AT, day="p.day", actor="p.handler", actor_words="'张三 · 楚门镇 执法人员'", verb="v.verb",
        data="jsonb_build_object('place', '人民路', 'item', p.code, 'was', 'ON_SITE', 'now', p.state)",
        previous=HEX.format("a"), digest=HEX.format("b"),
    )  # fmt: skip


def number(brackets="〔〕"):
    """Return a decision's number; without brackets it is in the form in which it is looked for."""
    left, right = brackets or ("", "")
    return f"p.mark || CASE WHEN p.spared THEN '不罚决字{left}' ELSE '简罚决字{left}' END " \
        f"|| extract(year FROM p.day) || '{right}第' || lpad(p.id::text, 6, '0') || '号'"  # fmt: skip


def stored(term):
    """Return what a limit keeps of a term, as JSON."""
    return json.dumps(Reckoning(date(2026, 1, 1), term).stored(), ensure_ascii=False)


def insert(cursor, model, condition="true", source="p", **given):
    """Insert one row of `model` for each row of the plan; a column that is not given takes its default."""
    columns, expressions, values = [], [], []
    for field in model._meta.local_concrete_fields:
        if field.name not in given and (field.primary_key or field.has_db_default()):
            continue
        columns.append(f'"{field.column}"')
        if field.name in given:
            expressions.append(given.pop(field.name).replace("%", "%%"))
        else:
            expressions.append("%s")
            values.append(field.get_db_prep_save(field.get_default(), connection))
    if given:
        raise LookupError(f"{model.__name__} has no {', '.join(given)}")
    table = model._meta.db_table
    cursor.execute(
        f'INSERT INTO "{table}" ({", ".join(columns)}) SELECT {", ".join(expressions)} FROM {source} '
        f"WHERE {condition}",
        values,
    )
    cursor.execute(
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), greatest((SELECT max(id) FROM \"{table}\"), 1))"
    )
