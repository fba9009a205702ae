"""A light becomes a warning: sent with its reason and limit, seen by the unit, answered, lifted."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enforcement import clock
from enforcement.dossiers.models import Draft
from enforcement.errors import DomainError
from enforcement.journal.models import Entry
from enforcement.parameters.models import CalendarYear
from supervision.league.models import Warning
from supervision.league.services import publishing
from supervision.league.services import warning as service
from supervision.league.services.unsent import not_sent
from tests.supervision.league.acting import TUESDAY

BAND = {"cause": "BAND", "indicator": "P1"}


def send(published, at=TUESDAY, **light):
    return service.issue(published.chumen, **(BAND | light), by=published.office, at=at)


def test_the_page_shows_reason_exit_and_limit_before_it_is_sent(published, pages):
    light = published.light()
    standing = published.chumen
    answer, text = pages(published.office, f"/league/warnings/send/{standing.pk}/")
    assert answer.status_code == 200
    for words in (light["reason"], light["exit"], "限 3 个工作日整改方案，11-20 前"):
        assert words in text, words
    answer, _ = pages(
        published.office, f"/league/warnings/send/{standing.pk}/", BAND | {"back": "https://e.cn/"}
    )
    assert answer.status_code == 302 and answer.url == f"/league/warnings/send/{standing.pk}/"
    row = Warning.objects.get()
    assert (row.light, row.reason, row.exit, row.due_on) == (
        light["light"], light["reason"], light["exit"], date(2026, 11, 20),
    )  # fmt: skip
    assert Entry.objects.filter(verb="league.warned").count() == 1


def test_pressing_twice_sends_one(published, pages):
    address = f"/league/warnings/send/{published.chumen.pk}/"
    for _ in range(2):
        answer, _ = pages(published.office, address, BAND | {"idempotency_key": "k1"})
        assert answer.status_code == 302
    assert Warning.objects.count() == 1
    answer, text = pages(published.office, address, BAND)
    assert answer.status_code == 422 and "已经发出，不必重复" in text


def test_only_what_the_table_shows_and_only_by_the_city_office(published, pages):
    with pytest.raises(DomainError, match="本期没有这项预警"):
        send(published, cause="FELL", indicator="")
    with pytest.raises(PermissionDenied):
        service.issue(published.chumen, **BAND, by=published.head, at=TUESDAY)
    answer, text = pages(published.head, f"/league/warnings/send/{published.chumen.pk}/")
    assert answer.status_code == 403 and "市指导办" in text
    assert not Warning.objects.exists()


def test_no_warning_goes_out_on_a_table_that_was_replaced(published):
    old = published.chumen
    published.mend()
    from supervision.league.periods import parse

    publishing.correct(parse("2026-W46"), "TOWN", reason="更正", by=published.office, at=TUESDAY)
    with pytest.raises(DomainError, match="代替"):
        service.issue(old, **BAND, by=published.office, at=TUESDAY)


def test_the_unit_sees_it_on_the_desk_and_answers(published, pages):
    row = send(published)
    for reader, tab, who in (
        (published.head, "mine", "待答复"),
        (published.officer, "waiting", "中队长、负责人"),
    ):
        _, text = pages(reader, f"/desk/?tab={tab}")
        assert (
            f"/league/warnings/{row.pk}/" in text
            and "提交整改方案" in text
            and "红色警告" in text
            and who in text
        )
    address = f"/league/warnings/{row.pk}/"
    answer, text = pages(published.head, address, {"text": " "})
    assert answer.status_code == 422 and "<title>错误" in text
    answer, _ = pages(published.head, address, {"text": "11-25 前补录，责任到人"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.answer, row.answered_by) == ("ANSWERED", "11-25 前补录，责任到人", published.head)
    _, text = pages(published.head, "/desk/")
    assert f"/league/warnings/{row.pk}/" not in text


def test_what_was_typed_is_still_there_when_it_is_refused(published, pages):
    row = send(published)
    service.lift(row, reason="数据有误", by=published.office, at=TUESDAY)
    answer, text = pages(published.head, f"/league/warnings/{row.pk}/", {"text": "写了很久的方案"})
    assert answer.status_code == 422
    assert "这项预警已解除，不必再答复" in text and "写了很久的方案" in text


def test_an_answer_waits_where_it_was_left_until_it_is_sent(published, pages, client):
    row = send(published)
    address, kept = f"/league/warnings/{row.pk}/", f"/league/drafts/warning/{row.pk}/"
    _, text = pages(published.head, address)
    assert f'data-draft-url="{kept}"' in text and "data-save-status" in text  # its place is kept free
    half = {"text": "已约谈中队长，", "csrfmiddlewaretoken": "x"}
    client.force_login(published.head)
    saved = client.post(kept, half, content_type="application/json")
    assert saved.status_code == 200 and Draft.objects.get().data == {"text": "已约谈中队长，"}
    _, text = pages(published.head, address)
    assert "已约谈中队长，</textarea>" in text
    answer, _ = pages(published.head, address, {"text": "已约谈中队长，三日内补录。"})
    assert answer.status_code == 302 and not Draft.objects.exclude(data={}).exists()


@pytest.mark.parametrize(
    ("who", "address", "body", "status"),
    [
        ("officer", "warning/1", "{}", 403), ("head", "other/1", "{}", 404), ("head", "warning/1", "[1]", 400),
        ("head", "warning/1", "{", 400), ("head", "appeal/1", "{}", 200),
    ],
)  # fmt: skip
def test_only_who_speaks_for_a_unit_keeps_drafts_of_these_two_kinds(
    published, client, who, address, body, status
):
    client.force_login(getattr(published, who))
    answer = client.post(f"/league/drafts/{address}/", body, content_type="application/json")
    assert answer.status_code == status


def test_an_officer_reads_but_does_not_answer(published, pages):
    row = send(published)
    answer, text = pages(published.officer, f"/league/warnings/{row.pk}/")
    assert answer.status_code == 200 and "提交整改方案" not in text
    answer, _ = pages(published.officer, f"/league/warnings/{row.pk}/", {"text": "我来答"})
    assert answer.status_code == 403
    row.refresh_from_db()
    assert row.state == "SENT"


def test_another_county_sees_nothing_of_it(published, pages):
    row = send(published)
    assert not Warning.objects.visible_to(published.stranger, TUESDAY.date()).exists()
    answer, _ = pages(published.stranger, f"/league/warnings/{row.pk}/")
    assert answer.status_code == 404
    _, text = pages(published.stranger, "/league/warnings/")
    assert row.reason not in text and "全部 0" in text
    _, text = pages(published.stranger, "/desk/")
    assert f"/league/warnings/{row.pk}/" not in text
    _, text = pages(published.stranger, f"/league/warnings/?county={row.path[:6]}")
    assert "楚门" not in text


def test_a_late_answer_is_taken_and_marked(published, pages):
    row = send(published)
    late = TUESDAY + timedelta(days=7)
    with clock.set_to(late):
        _, text = pages(published.office, "/league/warnings/?state=late")
        assert "超期未答 1" in text and "楚门镇" in text
        service.answer(row, text="迟了", by=published.head, at=late)
        row.refresh_from_db()
        assert service.is_late(row)
        _, text = pages(published.office, f"/league/warnings/{row.pk}/")
        assert "超期答复" in text
    assert Entry.objects.get(verb="league.answered").data["late"] is True


def test_what_was_not_sent_yet_waits_with_its_button(published, pages):
    lights = len(not_sent())
    _, text = pages(published.office, "/league/warnings/?state=waiting")
    assert f"待发出 {lights}" in text and published.light()["exit"] in text
    _, desk = pages(published.office, "/desk/")
    assert f"{lights} 项待发" in desk
    back = "/league/warnings/?state=waiting"
    address = f"/league/warnings/send/{published.chumen.pk}/"
    answer, _ = pages(published.office, address, BAND | {"back": back})
    assert answer.url == back
    _, text = pages(published.office, back)
    assert f"待发出 {lights - 1}" in text
    service.lift(Warning.objects.get(), reason="误报", by=published.office, at=TUESDAY)
    assert len(not_sent()) == lights - 1  # lifted in the same table: not to be sent again
    _, text = pages(published.head, back)
    assert "待发出" not in text


def test_however_many_wait_the_calendar_is_read_once(published, pages):
    assert len(not_sent()) > 1
    with CaptureQueriesContext(connection) as asked:
        pages(published.office, "/league/warnings/?state=waiting")
    assert len([each for each in asked if CalendarYear._meta.db_table in each["sql"]]) == 1


def test_chips_count_and_the_county_narrows(published, pages):
    row = send(published)
    _, text = pages(published.office, "/league/warnings/")
    for words in ("全部 1", "待答复 1", "超期未答 0", "已答复 0", "已解除 0"):
        assert words in text, words
    _, text = pages(published.office, "/league/warnings/?state=lifted")
    assert "没有符合条件的预警" in text
    _, text = pages(published.office, f"/league/warnings/?county={row.path[:6]}")
    assert "楚门镇" in text
    answer, _ = pages(published.office, "/league/warnings/?after=x")
    assert answer.status_code == 404


def test_lifted_with_a_reason_by_the_office_alone(published, pages):
    row = send(published)
    answer, text = pages(published.office, f"/league/warnings/{row.pk}/lift/", {"reason": ""})
    assert answer.status_code == 422 and "<title>错误" in text
    answer, _ = pages(published.head, f"/league/warnings/{row.pk}/lift/", {"reason": "请解除"})
    assert answer.status_code == 403
    answer, _ = pages(published.office, f"/league/warnings/{row.pk}/lift/", {"reason": "现场核查，已整改"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.lift_reason) == ("LIFTED", "现场核查，已整改")


def test_inspection_lists_red_units_of_the_month(published, pages):
    from supervision.league.definitions import Level
    from supervision.league.periods import parse
    from supervision.league.services import computing

    month = parse("2026-11")
    computing.cut(month, at=month.cut_off, levels=(Level.TOWN,))
    publishing.publish(month, at=month.publish_at)
    with clock.set_to(month.publish_at):
        _, text = pages(published.office, "/league/warnings/inspection/")
    assert "2026年11月" in text and "楚门镇" in text and "红色警告" in text
    answer, _ = pages(published.head, "/league/warnings/inspection/")
    assert answer.status_code == 403
    answer, _ = pages(published.office, "/league/warnings/inspection/?period=2026-13")
    assert answer.status_code == 404
