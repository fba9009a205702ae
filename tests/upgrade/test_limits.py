"""Every time limit of an earlier version comes over with its term (R-010), what was special about it with it."""

import ast

import pytest

from tests.starting.running import own_servers
from tests.upgrade.test_upgrade import said, script
from tests.upgrade.unpacking import unpack

# cases of the packed version, by the keys of their limits: decide, pay, clue, review
BEFORE = """
import json
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

executor, last = MigrationExecutor(connection), ("cases", "0027_open_in_the_agency")
nodes = [last if node[0] == "cases" else node for node in executor.loader.graph.leaf_nodes()]
executor.migrate(nodes)
state = MigrationExecutor(connection).loader.project_state(nodes).apps
old, case = state.get_model("cases", "CaseDeadline").objects, state.get_model("cases", "Case").objects
given = {}

def first(key, **asked):
    row = old.filter(key=key, **asked).exclude(case__in=given.values()).order_by("pk").first()
    given[key] = row.case_id
    return row

decide, pay, clue, review = first("decide"), first("pay"), first("clue"), first("review")
reconsideration = first("reconsideration")
filing = state.get_model("cases", "Filing").objects
filing.filter(case=decide.case_id).update(
    domain="HOUSING",
    excluded=[{"ground": "检测", "start": "2026-10-01", "end": "2026-10-11", "reason": "", "piece": 1, "by": "张三"}],
    extensions=[{"days": 30, "reason": "疑难", "approved_on": "2026-10-20", "approved_by": "孙七", "piece": 1,
                 "minutes": False}],
)
decision = state.get_model("cases", "Decision").objects
pause = {"piece": 1, "reason": "困难", "by": "孙七"}
decision.filter(case=pay.case_id).update(pauses=[
    pause | {"kind": "DEFERRAL", "start": "2026-11-20", "end": "2027-03-01", "due": "2026-12-01"}])
old.filter(pk=pay.pk).update(legal_last_day="2027-03-01", safe_day="2027-03-01", provisional="", met_on=None,
    explanation=[*pay.explanation, "2026-11-20由孙七批准延期到2027-03-01（处罚法第六十六条第二款）"])
decision.filter(case=reconsideration.case_id).update(pauses=[
    pause | {"kind": "WRONG_SUIT", "start": "2026-11-03", "end": "2026-11-12", "due": None}])
case.filter(pk=clue.case_id).update(clue_longer={"domain": "MARKET", "reason": "", "approved_on": "2026-10-12",
                                                 "approved_by": "孙七"})
reviews = state.get_model("cases", "Review").objects
reviews.filter(case=review.case_id).update(extra_days=0)
last = reviews.filter(case=review.case_id).order_by("-serial").first()
reviews.filter(pk=last.pk).update(extra_days=4, extra_on="2026-11-03", extra_by=last.submitted_by)
by = last.submitted_by.name
parameter = state.get_model("parameters", "Parameter").objects
told = old.filter(key="file_with_unit").order_by("pk").first()
area = told.case.path[:6]
held = parameter.get(key="summary.filing_days", path="")
parameter.create(key=held.key, path=area, value=held.value + 4, valid_from=held.valid_from, source="", status="DEFAULT")
given |= dict.fromkeys(("file_with_unit", "correct", "forgotten"), told.case_id)
old.create(case=told.case, key="correct", label="责令改正", start_on="2026-11-02", legal_last_day="2026-12-31",
           safe_day="2026-12-31", for_party=True, clause="《行政处罚法》第二十八条第一款", explanation=["办案机关确定"])
old.create(case=told.case, key="forgotten", label="旧期限", start_on="2026-11-02", legal_last_day="2026-12-31",
           safe_day="2026-12-31", clause="《行政处罚法》第一条", explanation=[])
reminder = state.get_model("cases", "Reminder").objects.create(
    officer_id=decide.case.handler_id, limit_id=decide.pk, key="case:1:decide", day="2026-12-01", words="作出处罚决定",
    made_at="2026-11-20T00:00:00Z")
rows = {row.pk: [row.case_id, row.key, row.legal_last_day.isoformat(), row.safe_day.isoformat(), row.provisional,
                 row.clause, row.explanation, row.met_on and row.met_on.isoformat()] for row in old.all()}
print({"given": given, "rows": rows, "area": area, "days": held.value + 4, "reminder": [reminder.pk, decide.pk],
       "by": by})
"""

AFTER = """
from cases.models import Reminder
from enforcement.parameters.services import calendar_for
from enforcement.procedures.limits import Due, fix, recount
from enforcement.procedures.models import Limit
from enforcement import clock
from cases.models import Case
from enforcement.law import terms

limits, calendar = Limit.objects.select_related("dossier__case"), calendar_for()
rows = {row.pk: [row.row, row.key, row.legal_last_day.isoformat(), row.safe_day.isoformat(), row.provisional,
                 row.clause, row.explanation, row.met_on and row.met_on.isoformat()] for row in limits}
kept = {f"{row.row}:{row.key}": row.term for row in limits}
astray = [row.pk for row in limits if (row.subject, row.dossier.case.pk) != ("case", row.row)]
# those that nothing special befell are counted as they were: their calendar has not changed
wrong = [f"{row.row}:{row.key}" for row in limits if row.reckoning.count(calendar).days !=
         (row.legal_last_day, row.safe_day, row.provisional)]
[made] = fix(Case.objects.first(), Due("new", "新期限", terms.DELIVER, clock.today()))
reminder = Reminder.objects.filter(limit__isnull=False).values_list("pk", "limit_id").last()
moved = [f"{one.limit.row}:{one.limit.key}" for one in recount(by=None, at=clock.now())]
again = len(recount(by=None, at=clock.now()))
print({"rows": rows, "kept": kept, "astray": astray, "wrong": wrong, "new": made.pk, "reminder": list(reminder),
       "moved": moved, "again": again})
"""


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory):
    """Return what stood in the older database, and what stands in it now."""
    with own_servers(7) as given:
        folder = tmp_path_factory.mktemp("limits") / "data"
        database = unpack("6a0192f", folder)
        if "DATABASE_URL" in given:
            moved = database.rename(folder.parent / "packed.sqlite3")
            said(folder, given | {"PACKED_DATABASE": str(moved)}, "shell", "-v0", "-c", script("load"))
        before = ast.literal_eval(said(folder, given, "shell", "-v0", "-c", BEFORE).splitlines()[-1])
        said(folder, given, "migrate", "-v0")
        after = ast.literal_eval(said(folder, given, "shell", "-v0", "-c", AFTER).splitlines()[-1])
    return before, after


def term_of(upgraded, key):
    before, after = upgraded
    return after["kept"][f"{before['given'][key]}:{key}"]


def test_every_limit_is_there_as_it_stood_under_its_old_key(upgraded):
    before, after = upgraded
    assert after["rows"] == before["rows"] and len(after["rows"]) > 170
    assert after["astray"] == []
    assert after["reminder"] == before["reminder"]
    assert after["new"] > max(after["rows"])


def test_a_limit_of_each_kind_has_its_term(upgraded):
    kept = upgraded[1]["kept"]
    assert {key.partition(":")[2] for key in kept} == {
        "clue", "close", "confirm", "correct", "decide", "defence", "deliver", "file_with_unit", "forgotten", "hand_in",
        "pay", "publish", "reconsideration", "review", "suit",
    }  # fmt: skip
    assert all(
        term["form"] == 1 and ("term" in term) != ("until" in term and "clause" in term)
        for term in kept.values()
    )


def test_what_was_special_is_part_of_the_term(upgraded):
    before, _ = upgraded
    decide, pay = term_of(upgraded, "decide"), term_of(upgraded, "pay")
    assert decide["excluded"] == [{"start": "2026-10-01", "end": "2026-10-11", "ground": "检测"}]
    assert decide["extensions"] == [{"days": 30, "on": "2026-10-20", "by": "孙七"}]
    assert (pay["until"], pay["words"]) == (
        "2027-03-01", ["2026-11-20由孙七批准延期到2027-03-01（处罚法第六十六条第二款）"]
    )  # fmt: skip
    assert term_of(upgraded, "reconsideration")["excluded"][0]["end"] == "2026-11-13"
    assert term_of(upgraded, "clue")["term"]["days"] == 30
    assert term_of(upgraded, "review")["extensions"] == [{"days": 4, "on": "2026-11-03", "by": before["by"]}]
    filed = term_of(upgraded, "file_with_unit")
    assert filed["term"]["days"] == before["days"]
    assert (
        filed["setting"]["path"].startswith(before["area"])
        and filed["setting"]["key"] == "summary.filing_days"
    )
    assert term_of(upgraded, "correct")["until"] == term_of(upgraded, "forgotten")["until"] == "2026-12-31"


def test_the_rest_is_counted_as_it_stood_and_what_moves_moves_once(upgraded):
    before, after = upgraded
    special = {
        f"{before['given'][key]}:{key}"
        for key in ("decide", "reconsideration", "clue", "review", "file_with_unit")
    }
    # of this area every on-the-spot decision is reported by the longer term
    longer = {key for key in after["wrong"] if key.partition(":")[2] in ("file_with_unit", "confirm")}
    assert set(after["moved"]) <= set(after["wrong"]) <= special | longer
    assert after["again"] == 0
