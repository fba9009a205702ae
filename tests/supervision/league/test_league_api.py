"""The league through the API: the sight, services and refusals of the pages."""

from decimal import Decimal

import pytest
from rest_framework.test import APIClient

from supervision.league.models import Adjustment, Appeal, ScoringRules, Snapshot, Warning
from supervision.league.services import warning
from tests.supervision.league.acting import TUESDAY

NOUNS = ("snapshots", "standings", "definitions", "warnings", "appeals", "adjustments")


@pytest.fixture
def call(published):
    """Return a function that asks as an officer: (status, answer)."""

    def ask(officer, address, data=None, key=""):
        client = APIClient()
        client.force_authenticate(officer)
        headers = {"Idempotency-Key": key} if key else {}
        address = f"/api/league/{address}"
        sent = {"format": "json", "headers": headers}
        answer = client.get(address) if data is None else client.post(address, data, **sent)
        return answer.status_code, answer.json()

    return ask


def test_tables_are_listed_by_what_they_are(published, call):
    status, answer = call(published.head, "snapshots/?kind=WEEK&level=TOWN&period=2026-W46")
    assert status == 200 and [row["name"] for row in answer["results"]] == ["W46-1"]
    assert call(published.head, "snapshots/?level=COUNTY")[1]["results"] == []
    _, detail = call(published.head, f"snapshots/{published.snapshot.pk}/?group=EMPOWERED")
    assert [row["name"] for row in detail["standings"]] == ["海门街道", "楚门镇", "大陈镇"]
    assert detail["digest"] == published.snapshot.digest and detail["rules"] == 1
    _, whole = call(published.head, f"snapshots/{published.snapshot.pk}/")
    assert len(whole["standings"]) == 5


def test_what_waits_for_publication_is_the_office_s_alone(published, call):
    Snapshot.objects.update(state="CUT", published_at=None)
    assert call(published.head, "snapshots/")[1]["results"] == []
    assert call(published.head, "standings/")[1]["results"] == []
    assert len(call(published.office, "snapshots/")[1]["results"]) == 1


def test_a_standing_explains_itself(published, call):
    _, row = call(published.head, f"standings/{published.chumen.pk}/")
    p1 = {each["indicator"]: each for each in row["results"]}["P1"]
    assert (p1["n"], p1["of"], p1["name"], p1["status"]) == ("15.00", 20, "实时办理率", "SCORED")
    assert sorted(key for _, key in p1["misses"]) == sorted(case.pk for case in published.late)
    assert row["causes"] is None and row["total"] == str(published.chumen.total)


def test_causes_add_up_to_the_change(published, call):
    from datetime import timedelta

    from supervision.league.definitions import Level
    from supervision.league.services import computing, publishing
    from tests.supervision.league.records import WEEK

    week = WEEK.next
    published.log(published.city.chumen, 25, day=week.first)
    published.log(published.city.haimen, 20, day=week.first)
    computing.cut(week, at=week.cut_off, levels=(Level.TOWN,))
    publishing.publish(week, at=week.publish_at + timedelta(hours=1))
    later = Snapshot.objects.get(period=week.key, level="TOWN")
    standing = later.standings.get(path=published.city.chumen.path)
    _, row = call(published.head, f"standings/{standing.pk}/")
    causes = row["causes"]
    assert Decimal(causes["after"]) - Decimal(causes["before"]) == sum(
        Decimal(each["points"]) for each in causes["rows"]
    )
    assert causes["own"] + causes["others"] == -(row["change"] or 0)


def test_definitions_say_the_whole_catalogue(published, call):
    from supervision.league.indicators import catalogue

    _, listed = call(published.officer, "definitions/")
    [rules] = listed["results"]
    _, detail = call(published.officer, f"definitions/{rules['id']}/")
    assert [line["indicator"] for line in detail["lines"]] == list(catalogue())
    told = {line["indicator"]: line for line in detail["lines"]}
    assert told["P1"]["target"] == "98.0000" and "达到 98% 得 100 分" in told["P1"]["method_words"]
    assert not told["Ec1"]["scored"]


def test_a_trial_writes_nothing(published, call):
    before = Snapshot.objects.get().digest
    asked = {"snapshot": published.snapshot.pk, "lines": {"P1": {"target": 75, "yellow": 70, "red": 60}}}
    status, rows = call(published.office, "definitions/try/", asked)
    assert status == 200 and rows[0]["name"] == "楚门镇" and Decimal(rows[0]["change"]) > 0
    assert (ScoringRules.objects.count(), Snapshot.objects.get().digest) == (1, before)
    assert call(published.head, "definitions/try/", asked)[0] == 403
    status, answer = call(published.office, "definitions/try/", asked | {"lines": {"X9": {}}})
    assert status == 400 and "lines" in answer["fields"]
    status, answer = call(
        published.office, "definitions/try/", asked | {"lines": {"P1": {"options": {"upper": "a"}}}}
    )
    assert status == 400


def test_a_version_is_published_or_refused_with_every_reason(published, call):
    asked = {"title": "第二版", "document": "市办〔2026〕9号", "valid_from": "2026-11-23"}
    bad = asked | {"lines": {"Ec1": {"weight": 5}}, "weights": {"LISTS": 20}, "valid_from": "2026-11-10"}
    status, answer = call(published.office, "definitions/", bad)
    said = " ".join(each["message"] for each in answer["findings"])
    assert status == 409 and "105" in said and "案件量" in said and "不能追溯" in said
    status, made = call(published.office, "definitions/", asked | {"lines": {"P1": {"target": 97}}}, key="v2")
    assert status == 201 and made["number"] == 2
    again = call(published.office, "definitions/", asked | {"lines": {"P1": {"target": 97}}}, key="v2")
    assert again[1]["id"] == made["id"] and ScoringRules.objects.count() == 2
    assert call(published.head, "definitions/", asked)[0] == 403


def test_a_warning_from_sending_to_lifting(published, call):
    asked = {"standing": published.chumen.pk, "cause": "BAND", "indicator": "P1"}
    status, row = call(published.office, "warnings/", asked, key="w")
    assert status == 201 and (row["state"], row["late"], row["due_on"]) == ("SENT", False, "2026-11-20")
    assert call(published.office, "warnings/", asked, key="w")[1]["id"] == row["id"]
    assert call(published.office, "warnings/", asked)[0] == 409
    assert call(published.stranger, f"warnings/{row['id']}/answer/", {"text": "我来"})[0] == 404
    assert call(published.officer, f"warnings/{row['id']}/answer/", {"text": "我来"})[0] == 403
    status, answered = call(published.head, f"warnings/{row['id']}/answer/", {"text": "已整改"})
    assert status == 200 and answered["state"] == "ANSWERED"
    assert call(published.head, f"warnings/{row['id']}/lift/", {"reason": "请解除"})[0] == 403
    _, lifted = call(published.office, f"warnings/{row['id']}/lift/", {"reason": "核实"})
    assert lifted["state"] == "LIFTED"


def test_an_objection_upheld_answers_with_the_corrected_table(published, call):
    published.mend()
    asked = {"standing": published.chumen.pk, "indicator": "P1", "text": "其中一件当天已录入"}
    assert call(published.stranger, "appeals/", asked)[0] == 403
    status, row = call(published.head, "appeals/", asked)
    assert status == 201 and row["state"] == "OPEN"
    address, said = f"appeals/{row['id']}", {"upheld": True, "text": "属实"}
    assert call(published.office, f"{address}/reply/", said)[0] == 400  # nobody upholds without having looked
    assert call(published.head, f"{address}/recount/")[0] == 403
    _, looked = call(published.office, f"{address}/recount/")
    [table] = looked["tables"]
    assert [each["name"] for each in table["units"]] == ["楚门镇"] and len(table["records"]) == 1
    status, done = call(published.office, f"{address}/reply/", said | {"seen": looked["seen"]})
    assert done["changes"] == table["records"]
    assert status == 200 and done["state"] == "UPHELD"
    _, table = call(published.head, f"snapshots/{done['corrected']}/")
    assert table["name"] == "W46-2" and {each["what"] for each in table["differences"]} >= {
        "总分",
        "实时办理率",
    }


def test_an_adjustment_needs_two(published, call):
    asked = {
        "kind": "BONUS", "path": published.city.chumen.path, "period": "2026-W47", "points": "2",
        "reason": "现场会", "document": "浙执办〔2026〕7号",
    }  # fmt: skip
    status, row = call(published.office, "adjustments/", asked)
    assert status == 201 and row["approved_by"] is None
    assert call(published.office, f"adjustments/{row['id']}/decide/", {"approved": True})[0] == 403
    _, row = call(published.supervisor, f"adjustments/{row['id']}/decide/", {"approved": True})
    assert row["approved_by"] == "周八"
    assert call(published.office, "adjustments/", asked | {"kind": "GIFT"})[0] == 400
    assert call(published.office, "adjustments/", asked | {"period": "2026-W99"})[0] == 409


def test_correcting_and_withdrawing(published, call):
    address = f"snapshots/{published.snapshot.pk}"
    _, looked = call(published.office, f"{address}/recount/")
    sent = {"reason": "更正", "seen": looked["seen"]}
    assert call(published.head, f"{address}/correct/", sent)[0] == 403
    assert call(published.office, f"{address}/correct/", sent)[0] == 409
    published.mend()
    status, answer = call(published.office, f"{address}/correct/", sent)
    assert status == 409 and "与您刚才看到的不同" in str(answer)
    seen = call(published.office, f"{address}/recount/")[1]["seen"]
    status, made = call(published.office, f"{address}/correct/", {"reason": "一件录入时间有误", "seen": seen})
    assert status == 201 and made["serial"] == 2 and made["reason"] == "一件录入时间有误"
    assert call(published.office, f"{address}/withdraw/", {"reason": "撤回"})[0] == 409
    status, gone = call(published.office, f"snapshots/{made['id']}/withdraw/", {"reason": "再核"})
    assert status == 200 and gone["state"] == "WITHDRAWN"


def test_runs_say_how_far_a_period_has_come(published, call):
    _, [row] = call(published.head, "runs/?period=2026-W46")
    assert [(each["level"], each["state"]) for each in row["tables"]] == [("TOWN", "PUBLISHED")] and not row[
        "words"
    ]
    _, rows = call(published.head, "runs/")
    assert rows[0]["period"] == "2026-W47" and "预计 11-23 09:00" in rows[0]["words"]
    assert call(published.head, "runs/?period=2026-W60")[0] == 409


def test_another_county_is_told_nothing_of_the_unit(published, call):
    warning.issue(published.chumen, cause="BAND", indicator="P1", by=published.office, at=TUESDAY)
    Appeal.objects.create(
        standing=published.chumen, team=published.city.chumen, path=published.city.chumen.path, text="异议",
        by=published.head, at=TUESDAY,
    )  # fmt: skip
    Adjustment.objects.create(
        kind="VETO", team=published.city.chumen, path=published.city.chumen.path, period="2026-W47", reason="r",
        document="d", by=published.office, at=TUESDAY,
    )  # fmt: skip
    for noun in ("warnings", "appeals", "adjustments"):
        assert call(published.stranger, f"{noun}/")[1]["results"] == []
        assert len(call(published.officer, f"{noun}/")[1]["results"]) == 1
        assert len(call(published.supervisor, f"{noun}/")[1]["results"]) == 1
    assert call(published.stranger, f"warnings/{Warning.objects.get().pk}/")[0] == 404


def test_nobody_reads_without_signing_in_or_without_a_post(published, call):
    from enforcement.teams.models import Officer

    for noun in NOUNS:
        assert APIClient().get(f"/api/league/{noun}/").status_code in (401, 403)
        loner = Officer.objects.get_or_create(username="loner", defaults={"name": "无岗"})[0]
        assert call(loner, f"{noun}/")[1]["results"] == []
