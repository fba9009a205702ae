"""The one import: taken, unchanged, changed as of a day, refused; twice gives the same; a broken sheet nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from enforcement.errors import Conflict, DomainError, Refused
from enforcement.journal.models import Entry
from enforcement.parameters.models import Statute, StatuteVersion
from enforcement.teams.roles import Role
from lists.importing import import_sheet, in_words, preview_sheet, publish_sheet
from lists.models import Devolution, DiscretionBenchmark, ImportLine, ImportReport, ItemVersion, PowerItem
from tests.factories import make_city, make_officer
from tests.lists.factories import LAW, make_item, make_statute, publish, sheet, told

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)


def everything():
    models = (PowerItem, ItemVersion, Statute, StatuteVersion, Devolution, DiscretionBenchmark)
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.fixture
def law():
    return make_statute()


def test_an_item_is_taken_with_its_law(law, at):
    report = publish("items", sheet({}), at)
    version = ItemVersion.objects.get()
    assert report.counts == {"TAKEN": 1, "CHANGED": 0, "UNCHANGED": 0, "REFUSED": 0, "MISSING": 0}
    assert (version.item.code, version.item.field, version.catalogue) == ("A-1", "市容环卫", "COMPREHENSIVE")
    assert (version.statute, version.valid_from, version.assumed) == (law, date(2021, 9, 30), False)
    assert (version.fine_min, version.fine_max, version.kinds) == (Decimal(0), Decimal(50), ["FINE"])
    assert version.search_initials == "|szzyrxddggcsstjy|zdjy|bdt|"


def test_twice_gives_the_same(law, at):
    content = sheet({}, {"code": "A-2", "valid_from": ""})
    publish("items", content, at)
    before = everything()
    report = publish("items", content, at, day=date(2026, 6, 1))
    assert everything() == before
    assert report.counts["UNCHANGED"] == 2
    assert "不变 2 行" in in_words(report)


def test_without_a_day_of_its_own_an_item_begins_with_its_laws_text(law, at):
    publish("items", sheet({"valid_from": ""}), at)
    version = ItemVersion.objects.get()
    assert (version.valid_from, version.assumed) == (law.valid_from, True)


def test_an_item_of_a_repealed_law_ends_with_it(at):
    make_statute(repealed_on=date(2026, 8, 15))
    publish("items", sheet({}), at)
    assert ItemVersion.objects.get().valid_to == date(2026, 8, 14)


def test_T_27_a_later_version_ends_the_old_one_the_day_before_and_keeps_it(law, at):
    publish("items", sheet({}), at)
    old = ItemVersion.objects.get()
    report = publish("items", sheet({"fine_max": "200", "valid_from": ""}), at, day=DAY)
    assert told(report) == [("CHANGED", "2026-12-01 起变更：罚款上限 50.00 → 200.00")]
    old.refresh_from_db()
    assert (old.fine_max, old.valid_to) == (Decimal(50), date(2026, 11, 30))
    assert ItemVersion.objects.on(DAY).get().fine_max == Decimal(200)
    assert ItemVersion.objects.on(date(2026, 11, 30)).get() == old


def test_a_sheet_may_name_the_day_of_its_change(law, at):
    publish("items", sheet({}), at)
    publish("items", sheet({"fine_max": "200", "valid_from": "2026-09-01"}), at, day=DAY)
    assert ItemVersion.objects.on(date(2026, 8, 31)).get().fine_max == 50
    assert ItemVersion.objects.on(date(2026, 9, 1)).get().fine_max == 200


def test_an_earlier_version_may_be_added_later(law, at):
    publish("items", sheet({}), at)
    report = publish("items", sheet({"fine_max": "20", "valid_from": "2015-01-01"}), at)
    assert told(report) == [("TAKEN", "补录较早的版本")]
    assert ItemVersion.objects.on(date(2021, 9, 29)).get().fine_max == 20
    assert ItemVersion.objects.on(date(2021, 9, 30)).get().fine_max == 50


def test_a_version_between_two_takes_its_place(law, at):
    publish("items", sheet({}), at)
    publish("items", sheet({"fine_max": "200", "valid_from": "2026-01-01"}), at)
    publish("items", sheet({"fine_max": "100", "valid_from": "2024-01-01"}), at)
    spans = list(ItemVersion.objects.order_by("valid_from").values_list("fine_max", "valid_from", "valid_to"))
    assert spans == [
        (Decimal(50), date(2021, 9, 30), date(2023, 12, 31)),
        (Decimal(100), date(2024, 1, 1), date(2025, 12, 31)),
        (Decimal(200), date(2026, 1, 1), None),
    ]


def test_the_version_of_a_day_is_never_rewritten(law, at):
    publish("items", sheet({"fine_max": "200", "valid_from": "2026-12-01"}), at)
    with pytest.raises(Refused, match="变更的起始日应晚于该日"):
        publish("items", sheet({"fine_max": "300", "valid_from": "2026-12-01"}), at, day=DAY)
    assert ItemVersion.objects.get().fine_max == 200


def test_a_last_day_ends_an_item_and_it_can_come_back(law, at):
    publish("items", sheet({}), at)
    report = publish("items", sheet({"valid_to": "2026-11-30"}), at, day=DAY)
    assert told(report) == [("CHANGED", "2026-12-01 起失效")]
    assert not ItemVersion.objects.on(DAY).exists()
    report = publish("items", sheet({"valid_from": ""}), at, day=date(2027, 3, 1))
    assert told(report) == [("TAKEN", "自 2027-03-01 重新列入")]
    assert ItemVersion.objects.on(date(2027, 3, 1)).exists()
    assert not ItemVersion.objects.on(date(2027, 2, 28)).exists()


def test_remarks_and_everyday_words_are_set_right_in_place(law, at):
    publish("items", sheet({}), at)
    changed = {"everyday_words": "占道经营|夜市", "note": "与某条例不同，待核", "field": "市政"}
    report = publish("items", sheet(changed), at, day=DAY)
    version = ItemVersion.objects.select_related("item").get()
    assert report.counts["CHANGED"] == 1 and "不另立版本" in told(report)[0][1]
    assert (version.unverified, version.item.field) == (True, "市政")
    assert "|ys|" in version.search_initials


def test_what_a_sheet_leaves_out_stays(law, at):
    publish("items", sheet({}, {"code": "A-2"}), at)
    report = publish("items", sheet({}), at, day=DAY)
    assert report.counts["MISSING"] == 1
    assert ItemVersion.objects.on(DAY).count() == 2


def test_what_the_note_says_of_successors_and_of_others_powers(law, at):
    publish(
        "items",
        sheet(
            {"note": "罚款幅度在第二款；后续：生态环境法典1169条"}, {"code": "A-2", "note": "由公安部门查处"}
        ),
        at,
    )
    first, second = ItemVersion.objects.order_by("item__code")
    assert first.successor == "生态环境法典1169条"
    assert (first.catalogue, second.catalogue) == ("COMPREHENSIVE", "OTHER")


FAULTS = [
    ({"code": ""}, "缺编码"),
    ({"code": "甲 1"}, "编码只能有"),
    ({"name": ""}, "缺事项名称"),
    ({"name": "长" * 201}, "事项名称超过 200 字"),
    ({"basis_law": "没有的条例"}, "法规库中没有《没有的条例》"),
    ({"basis_article": ""}, "缺条"),
    ({"basis_article": "十六"}, "条应为数字"),
    ({"fine_min": "100"}, "罚款下限 100.00 大于上限 50.00"),
    ({"fine_min": ""}, "缺罚款下限"),
    ({"fine_max": "很多"}, "罚款上限应为"),
    ({"fine_max": "1e99"}, "罚款上限应为"),
    ({"fine_max": "0.001"}, "罚款上限应为"),
    ({"fine_max": "0", "fine_min": "0"}, "不能是零"),
    ({"fine_mode": "none"}, "不能有罚款数额"),
    ({"fine_mode": "percent_of"}, "缺计罚基数"),
    ({"kinds": "坐牢"}, "处罚种类“坐牢”不在"),
    ({"kinds": "警告"}, "处罚种类与罚款方式不一致"),
    ({"subject": "动物"}, "处罚对象“动物”不在允许的取值内"),
    ({"valid_from": "2026-02-30"}, "不是日期"),
    ({"valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "早于生效日期"),
    ({"correct_first": "也许"}, "应为“是”或“否”"),
]


@pytest.mark.parametrize(("cells", "reason"), FAULTS, ids=lambda part: part if isinstance(part, str) else "")
def test_a_faulty_row_refuses_the_sheet_and_changes_nothing(law, at, cells, reason):
    make_item("A-9")
    before = everything()
    with pytest.raises(Refused, match="第 3 行") as refused:
        publish("items", sheet({"code": "A-8"}, cells), at)
    assert reason in str(refused.value)
    assert everything() == before
    assert not ImportReport.objects.exists() and not Entry.objects.exists()


def test_the_good_rows_alone_are_taken_when_asked_for(law, at):
    report = publish("items", sheet({}, {"code": "A-2", "fine_min": "60"}), at, partial=True)
    assert told(report) == [("TAKEN", ""), ("REFUSED", "罚款下限 60.00 大于上限 50.00")]
    assert PowerItem.objects.get().code == "A-1"


def test_a_code_twice_in_a_sheet(law, at):
    with pytest.raises(Refused, match="与第 2 行重复"):
        publish("items", sheet({}, {"fine_max": "60"}), at)


def test_all_faults_of_a_row_are_told_at_once(law, at):
    with pytest.raises(Refused, match="缺事项名称；缺条；罚款下限 100"):
        publish("items", sheet({"name": "", "basis_article": "", "fine_min": "100"}), at)


def test_many_faulty_rows_are_counted(law, at):
    rows = [{"code": f"A-{number}", "fine_min": "60"} for number in range(30)]
    with pytest.raises(Refused, match="还有 10 行有误") as refused:
        publish("items", sheet(*rows), at)
    assert len(refused.value.findings) == 21


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02", b"code,name\n", b"a,b\n1,2\n", b"PK\x03\x04", "编码\n甲\n".encode("utf-16")],
)
@pytest.mark.parametrize("kind", ["items", "statutes", "devolutions", "discretion"])
def test_what_is_no_such_sheet_changes_nothing(kind, content, at):
    with pytest.raises(DomainError):
        publish(kind, content, at)
    assert not ImportReport.objects.exists()


def test_headings_may_be_chinese(law, at):
    content = "编码,事项名称,领域,处罚依据,条,处罚对象,处罚种类,罚款方式,罚款下限,罚款上限\n"
    content += f"A-1,占道经营,市容环卫,《{LAW}》,16,个人,警告；罚款,幅度,0,50\n"
    publish("items", content.encode("gb18030"), at)
    version = ItemVersion.objects.get()
    assert (version.subject, version.kinds, version.fine_mode) == ("PERSON", ["WARNING", "FINE"], "RANGE")


# -- preview, publish ----------------------------------------------------------------------------------------


@pytest.fixture
def administrator():
    return make_officer(Role.ADMINISTRATOR, make_city().city)


def preview(content, by, at, day=DAY):
    return preview_sheet(kind="items", name="清单.csv", content=content, day=day, by=by, at=at)


def test_a_preview_changes_nothing_until_it_is_published(law, administrator, at):
    report = preview(sheet({}), administrator, at)
    assert not PowerItem.objects.exists() and report.published_at is None
    publish_sheet(report=report, by=administrator, at=at)
    assert PowerItem.objects.count() == 1
    entry = Entry.objects.get(verb="lists.publish")
    assert (entry.actor, entry.data["sha256"], entry.data["counts"]["TAKEN"]) == (
        administrator,
        report.sha256,
        1,
    )


def test_a_sheet_is_published_once(law, administrator, at):
    report = preview(sheet({}), administrator, at)
    publish_sheet(report=report, by=administrator, at=at)
    with pytest.raises(Refused, match="已于 2026-11-20 10:00 发布"):
        publish_sheet(report=report, by=administrator, at=at)


def test_a_preview_that_has_gone_stale_is_not_published(law, administrator, at):
    report = preview(sheet({}), administrator, at)
    publish("items", sheet({}), at)
    with pytest.raises(Conflict, match="清单又有变化"):
        publish_sheet(report=report, by=administrator, at=at)


def test_a_preview_with_faults_is_kept_but_refused(law, administrator, at):
    report = preview(sheet({}, {"code": "A-2", "fine_min": "60"}), administrator, at)
    with pytest.raises(Refused, match="第 3 行"):
        publish_sheet(report=report, by=administrator, at=at)
    assert not PowerItem.objects.exists()
    assert report.lines.filter(outcome=ImportLine.Outcome.REFUSED).count() == 1
    publish_sheet(report=report, by=administrator, at=at, partial=True)
    assert PowerItem.objects.count() == 1


def test_lists_are_not_changed_for_days_gone_by(law, administrator, at):
    with pytest.raises(Refused, match="已经过去"):
        preview(sheet({}), administrator, at, day=date(2026, 11, 19))


@pytest.mark.parametrize("kind", ["items", "statutes", "discretion", "devolutions"])
def test_who_may_not_publish(kind, at):
    city = make_city()
    others = [
        make_officer(),
        make_officer(Role.CITY_OFFICE, city.city),
        make_officer(Role.SUPERVISOR, city.city),
    ]
    if kind != "devolutions":
        others.append(make_officer(Role.ADMINISTRATOR, city.yuhuan))
    for officer in others:
        with pytest.raises(PermissionDenied):
            import_sheet(kind=kind, name="x", content=sheet({}), day=DAY, by=officer, at=at)
    assert not ImportReport.objects.exists()
