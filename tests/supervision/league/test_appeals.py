"""An objection is made in time and once, answered with the recomputation in sight, and upheld into a new version."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from enforcement import clock
from enforcement.dossiers.models import Draft
from enforcement.errors import DomainError
from enforcement.journal.models import Entry
from supervision.league.models import Appeal, Snapshot
from supervision.league.services import appealing, differing, publishing
from tests.supervision.league.acting import TUESDAY
from tests.supervision.league.records import WEEK

REPLY = "调取日志，确系当日录入"


def seen_in(text):
    """Return the seal of what a page shows before the press."""
    return re.search(r'name="seen" value="([0-9a-f]{64})"', text).group(1)


def object_to(published, *, indicator="P1", at=TUESDAY, by=None, text="其中一件当天已经录入"):
    return appealing.appeal(published.chumen, text=text, indicator=indicator, by=by or published.head, at=at)


def test_the_unit_objects_from_its_report(published, pages):
    address = f"/league/appeals/new/{published.chumen.pk}/"
    answer, text = pages(published.head, f"{address}?indicator=P1")
    assert answer.status_code == 200 and "2026-11-18 18:00" in text and '<option value="P1" selected>' in text
    answer, text = pages(published.head, address, {"indicator": "P1", "text": ""})
    assert answer.status_code == 422
    answer, _ = pages(published.head, address, {"indicator": "P1", "text": "当天已录入"})
    row = Appeal.objects.get()
    assert answer.url == f"/league/appeals/{row.pk}/" and (row.by, row.indicator) == (published.head, "P1")
    _, text = pages(published.head, f"/league/appeals/{row.pk}/")
    assert "当天已录入" in text and "待复核" in text and "复核意见" not in text
    _, text = pages(published.office, "/desk/")
    assert "复核异议" in text


def test_an_objection_waits_where_it_was_left_and_the_indicator_asked_for_wins(published, pages, client):
    address, kept = (f"/league/{part}/{published.chumen.pk}/" for part in ("appeals/new", "drafts/appeal"))
    client.force_login(published.head)
    other = (
        published.chumen.results.exclude(status="NOT_APPLICABLE").exclude(indicator="P1").first().indicator
    )
    half = {"indicator": other, "text": "有两件"}
    assert client.post(kept, half, content_type="application/json").status_code == 200
    _, text = pages(published.head, address)
    assert f'<option value="{other}" selected>' in text and "有两件</textarea>" in text
    _, text = pages(published.head, f"{address}?indicator=P1")
    assert '<option value="P1" selected>' in text and "有两件</textarea>" in text
    pages(published.head, address, {"indicator": "P1", "text": "有两件当天已录入"})
    assert not Draft.objects.exclude(data={}).exists()


def test_only_for_the_own_unit_and_only_by_who_speaks_for_it(published, pages):
    address = f"/league/appeals/new/{published.chumen.pk}/"
    assert pages(published.officer, address)[0].status_code == 403
    _, text = pages(published.stranger, address)
    assert "异议由本单位负责人、中队长提出" in text
    assert pages(published.stranger, address, {"indicator": "", "text": "代人提"})[0].status_code == 403
    with pytest.raises(PermissionDenied):
        object_to(published, by=published.office)
    assert not Appeal.objects.exists()


def test_too_late_is_refused_with_the_sentence_and_the_text_stays(published, pages):
    late = published.snapshot.appeal_until + timedelta(minutes=1)
    with clock.set_to(late):
        address = f"/league/appeals/new/{published.chumen.pk}/"
        _, text = pages(published.head, address)
        assert "异议期已过" in text
        answer, text = pages(published.head, address, {"indicator": "", "text": "写了很久的异议"})
    assert answer.status_code == 422 and "异议期已于 11-18 18:00 结束" in text and "写了很久的异议" in text


def test_twice_is_refused_while_open_and_after_the_answer(published):
    row = object_to(published)
    with pytest.raises(DomainError, match="正在复核，不必重复"):
        object_to(published)
    appealing.reply(row, upheld=False, text="记录无误", by=published.office, at=TUESDAY)
    with pytest.raises(DomainError, match="不重复受理"):
        object_to(published)
    assert object_to(published, indicator="L4")  # another matter is another objection


def test_what_changed_is_seen_before_deciding(published, pages):
    row, case = object_to(published), published.mend()
    assert [
        (each["pk"], each["was"], each["is"]) for each in differing.changed_since(published.snapshot, WEEK)
    ] == [(case.pk, "0", "1")]
    _, text = pages(published.office, f"/league/appeals/{row.pk}/")
    for words in (
        f"/cases/{case.pk}/",
        "失分",
        "达标",
        "总分、位次会变的单位 1 个",
        str(published.chumen.total),
    ):
        assert words in text, words
    _, text = pages(published.head, f"/league/appeals/{row.pk}/")
    assert "按今天的记录重新计算" not in text
    assert Snapshot.objects.count() == 1


def test_upheld_after_a_last_look_it_makes_w46_2_that_says_what_differs(published, pages):
    row, old = object_to(published), published.snapshot
    published.mend()
    address = f"/league/appeals/{row.pk}/"
    answer, text = pages(published.office, address, {"text": REPLY, "step": "look"})
    assert answer.status_code == 200 and "采纳并公布 W46-2" in text and REPLY in text
    assert Snapshot.objects.count() == 1
    seen = seen_in(text)
    answer, _ = pages(
        published.office, address, {"text": REPLY, "step": "uphold", "idempotency_key": "k", "seen": seen}
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    new = row.corrected
    assert (row.state, new.name, new.state, new.pk) == ("UPHELD", "W46-2", "PUBLISHED", published.snapshot.pk)
    assert {each["what"] for each in new.differences} == {"总分", "实时办理率"}
    assert Snapshot.objects.get(pk=old.pk).digest == old.digest and publishing.is_intact(old)
    _, text = pages(published.head, address)
    assert "15/20" in text and "16/20" in text and REPLY in text
    assert Entry.objects.filter(verb="league.replied").count() == 1


def test_upheld_without_any_change_in_the_records_is_refused(published, pages):
    row = object_to(published)
    address = f"/league/appeals/{row.pk}/"
    _, text = pages(published.office, address)
    assert "没有记录改变" in text
    _, text = pages(published.office, address, {"text": REPLY, "step": "look"})
    answer, text = pages(published.office, address, {"text": REPLY, "step": "uphold", "seen": seen_in(text)})
    assert (
        answer.status_code == 422
        and "采纳不会改变任何成绩" in text
        and "答复不采纳" in text
        and REPLY in text
    )
    row.refresh_from_db()
    assert row.state == "OPEN"


def test_two_objections_to_one_mistake_share_the_correction(published):
    first, second = object_to(published), object_to(published, indicator="")
    published.mend()
    first = appealing.reply(first, upheld=True, text=REPLY, by=published.office, at=TUESDAY)
    second = appealing.reply(second, upheld=True, text="同上", by=published.office, at=TUESDAY)
    assert first.corrected == second.corrected and Snapshot.objects.count() == 2


def test_an_objection_to_the_old_version_is_sent_to_the_new_one(published):
    old = published.chumen
    published.mend()
    publishing.correct(WEEK, "TOWN", reason="更正", by=published.office, at=TUESDAY)
    with pytest.raises(DomainError, match="已被更正后的榜单代替"):
        appealing.appeal(old, text="不对", by=published.head, at=TUESDAY)


def test_a_correction_waits_for_every_open_objection(published):
    object_to(published, indicator="L4")
    published.mend()
    new = publishing.correct(WEEK, "TOWN", reason="更正", by=published.office, at=TUESDAY)
    later = new.appeal_until + timedelta(days=7)
    assert publishing.finalise(WEEK, at=later) == []
    appealing.reply(Appeal.objects.get(), upheld=False, text="无误", by=published.office, at=later)
    assert publishing.finalise(WEEK, at=later) == [new]


def test_rejected_with_the_reason(published, pages):
    row = object_to(published)
    answer, _ = pages(published.office, f"/league/appeals/{row.pk}/", {"text": "  ", "step": "reject"})
    assert answer.status_code == 422
    answer, _ = pages(published.office, f"/league/appeals/{row.pk}/", {"text": "记录无误", "step": "reject"})
    assert answer.status_code == 302
    _, text = pages(published.head, f"/league/appeals/{row.pk}/")
    assert "未采纳" in text and "记录无误" in text
    answer, text = pages(published.office, f"/league/appeals/{row.pk}/", {"text": "再来", "step": "reject"})
    assert answer.status_code == 422 and "不能再次复核" in text


def test_another_county_sees_nothing_of_it(published, pages):
    row = object_to(published)
    assert not Appeal.objects.visible_to(published.stranger, TUESDAY.date()).exists()
    assert pages(published.stranger, f"/league/appeals/{row.pk}/")[0].status_code == 404
    _, text = pages(published.stranger, "/league/appeals/")
    assert "全部 0" in text and "楚门" not in text
    _, text = pages(published.office, "/league/appeals/?state=open")
    assert "楚门镇" in text and "待复核 1" in text


def test_a_correction_on_its_own_page(published, pages):
    address = f"/league/snapshots/{published.snapshot.pk}/correct/"
    _, text = pages(published.office, address)
    answer, text = pages(published.office, address, {"reason": "没有什么不同", "seen": seen_in(text)})
    assert answer.status_code == 422 and "完全相同" in text and "没有什么不同" in text
    published.mend()
    _, text = pages(published.office, address)
    assert "公布更正后的榜单 W46-2" in text and "总分、位次会变的单位 1 个" in text
    assert pages(published.office, address, {"reason": ""})[0].status_code == 422
    sent = {"reason": "录入时间有误", "seen": seen_in(text)}
    assert pages(published.office, address, sent)[0].status_code == 302
    assert published.snapshot.name == "W46-2" and published.snapshot.reason == "录入时间有误"
    assert pages(published.head, address)[0].status_code == 403


def test_withdrawn_with_its_reason_and_made_again(published, pages):
    old = published.snapshot
    address = f"/league/snapshots/{old.pk}/withdraw/"
    _, text = pages(published.office, address)
    assert "撤回榜单 W46-1" in text and "不再显示排名" in text
    assert pages(published.office, address, {"reason": " "})[0].status_code == 422
    assert pages(published.office, address, {"reason": "数据接口出错"})[0].status_code == 302
    old.refresh_from_db()
    assert (old.state, old.reason) == ("WITHDRAWN", "数据接口出错") and old.standings.exists()
    new = publishing.correct(WEEK, "TOWN", reason="重新核对后公布", by=published.office, at=TUESDAY)
    assert (new.serial, new.pk) == (2, published.snapshot.pk)
    publishing.withdraw(new, reason="再撤", by=published.office, at=TUESDAY)
    again = publishing.correct(WEEK, "TOWN", reason="三核", by=published.office, at=TUESDAY)
    assert again.serial == 3


def test_a_version_that_was_replaced_is_not_withdrawn(published):
    old = published.snapshot
    published.mend()
    publishing.correct(WEEK, "TOWN", reason="更正", by=published.office, at=TUESDAY)
    with pytest.raises(DomainError, match="代替"):
        publishing.withdraw(old, reason="撤回", by=published.office, at=TUESDAY)
