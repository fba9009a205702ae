"""Single values: the nearest unit upwards, as of a day; confirmed by a source, never edited backwards."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from enforcement.errors import Refused
from enforcement.journal.models import Entry
from enforcement.parameters import keys
from enforcement.parameters.keys import BadValue
from enforcement.parameters.models import CalendarDay, CalendarYear, Parameter, Statute, StatuteVersion
from enforcement.parameters.seeds import load_holidays, load_parameters
from enforcement.parameters.services import NoParameter, confirm_parameter, parameter, parameters
from enforcement.teams.roles import Role
from tests.factories import make_officer, make_team

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
TOWN = "331083102"


@pytest.fixture
def seeded(at):
    return load_parameters(by=None, at=at)


@pytest.fixture
def city_administrator():
    return make_officer(Role.ADMINISTRATOR, make_team("3310"))


def make_parameter(**given):
    defaults = {"value": 24, "valid_from": date(2026, 1, 1), "source": "测试", "status": "DEFAULT"}
    return Parameter.objects.create(**{"key": "first_offence.months"} | defaults | given)


def test_the_nearest_unit_upwards_wins():
    make_parameter(value=24)
    make_parameter(value=12, path="3310")
    make_parameter(value=6, path="331083")
    make_parameter(value=3, path="331002")

    assert parameter("first_offence.months", DAY, TOWN).value == 6
    assert parameter("first_offence.months", DAY, "331004001").value == 12
    assert parameter("first_offence.months", DAY).value == 24


def test_a_value_holds_from_its_first_to_its_last_day():
    make_parameter(value=24, valid_to=date(2026, 6, 30))
    make_parameter(value=12, valid_from=date(2026, 7, 1))

    assert parameter("first_offence.months", date(2026, 6, 30)).value == 24
    assert parameter("first_offence.months", date(2026, 7, 1)).value == 12


def test_no_value_is_told_in_words():
    with pytest.raises(NoParameter, match="首次违法回溯期"):
        parameter("first_offence.months", DAY, TOWN)
    make_parameter()
    with pytest.raises(NoParameter):
        parameter("first_offence.months", date(2025, 12, 31), TOWN)


def test_a_misspelt_key_is_a_programming_error():
    with pytest.raises(LookupError, match="first_offense"):
        parameter("first_offense.months", DAY)


def test_every_key_has_a_value_everywhere_that_the_seeds_reach(seeded):
    for county in ("331002", "331003", "331004", "331022", "331023", "331024", "331081", "331082", "331083"):
        asked = [name for name, key in keys.KEYS.items() if not key.optional]
        found = parameters(asked, DAY, f"{county}101")
        assert set(found) == set(asked) and set(keys.KEYS) - set(asked) == {"payment.electronic_basis"}
        for row in found.values():
            assert row.words and row.typed is not None


def test_several_values_take_one_query(seeded, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = parameters(["hearing.person_yuan", "first_offence.months"], DAY, TOWN)
    assert found["hearing.person_yuan"].typed == Decimal(5000)
    assert found["hearing.person_yuan"].unverified
    assert found["first_offence.months"].typed == 24


def test_seeding_twice_leaves_what_was_confirmed(seeded, at, city_administrator):
    row = parameter("hearing.person_yuan", DAY)
    confirm_parameter(
        parameter=row,
        value="5000",
        source="台州市司法局〔2026〕1号",
        valid_from=DAY,
        by=city_administrator,
        at=at,
    )
    assert load_parameters(by=None, at=at) == []
    assert parameter("hearing.person_yuan", DAY).status == "CONFIRMED"


def test_confirming_keeps_the_value_and_writes_the_journal(seeded, at, city_administrator):
    row = parameter("hearing.person_yuan", DAY)
    done = confirm_parameter(
        parameter=row,
        value="5,000",
        source="台州市司法局〔2026〕1号",
        valid_from=DAY,
        by=city_administrator,
        at=at,
    )

    assert (done.pk, done.status, done.value) == (row.pk, "CONFIRMED", "5000")
    entry = Entry.objects.filter(chain__key="settings:parameters").latest("serial")
    assert entry.verb == "parameter.confirm"
    assert entry.data["was"]["status"] == "UNVERIFIED"


def test_another_value_begins_a_row_of_its_own(seeded, at, city_administrator):
    row = parameter("hearing.person_yuan", DAY)
    confirm_parameter(
        parameter=row, value="10000", source="浙司〔2026〕9号", valid_from=date(2026, 12, 1),
        by=city_administrator, at=at,
    )  # fmt: skip

    assert parameter("hearing.person_yuan", date(2026, 11, 30)).typed == Decimal(5000)
    assert parameter("hearing.person_yuan", date(2026, 12, 1)).typed == Decimal(10000)
    assert parameter("hearing.person_yuan", date(2026, 11, 30)).valid_to == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("value", "source", "valid_from", "reason"),
    [
        ("6000", "有文号", date(2026, 11, 19), "不能从过去的日子起算"),
        ("5000", " ", DAY, "没有写依据"),
        ("6000", "", date(2026, 11, 19), "没有写依据.*不能从过去"),
    ],
)
def test_what_cannot_be_confirmed(seeded, at, city_administrator, value, source, valid_from, reason):
    row = parameter("hearing.person_yuan", DAY)
    with pytest.raises(Refused, match=reason):
        confirm_parameter(
            parameter=row, value=value, source=source, valid_from=valid_from, by=city_administrator, at=at
        )
    row.refresh_from_db()
    assert (row.status, row.valid_to) == ("UNVERIFIED", None)


def test_a_later_value_is_changed_where_it_stands(seeded, at, city_administrator):
    row = parameter("hearing.person_yuan", DAY)
    confirm = {"source": "文号", "by": city_administrator, "at": at}
    confirm_parameter(parameter=row, value="10000", valid_from=date(2026, 12, 1), **confirm)
    with pytest.raises(Refused, match="已经有一个更晚起算的值"):
        confirm_parameter(parameter=row, value="20000", valid_from=date(2026, 12, 2), **confirm)


@pytest.mark.parametrize(
    ("key", "text", "reason"),
    [
        ("first_offence.months", "两年", "整数"),
        ("first_offence.months", "0", "整数"),
        ("first_offence.months", "-1", "整数"),
        ("hearing.person_yuan", "五千", "数字"),
        ("hearing.person_yuan", "NaN", "之间"),
        ("hearing.person_yuan", "0.001", "两位小数"),
        ("discretion.low_share", "30", "之间"),
        ("township.excludes_major", "也许", "只能是"),
        ("remedy.court", "", "不能为空"),
    ],
)
def test_bad_values_are_told_in_words(key, text, reason):
    with pytest.raises(BadValue, match=reason):
        keys.KEYS[key].parse(text)


def test_each_administrator_sets_what_holds_in_his_area(seeded, at):
    county = make_officer(Role.ADMINISTRATOR, make_team("331083"))
    given = {"source": "文号", "valid_from": DAY, "by": county, "at": at}
    own = parameter("remedy.court", DAY, "331083")
    assert confirm_parameter(parameter=own, value=own.value, **given).status == "CONFIRMED"

    for other in (parameter("remedy.court", DAY, "331002"), parameter("hearing.person_yuan", DAY)):
        with pytest.raises(PermissionDenied):
            confirm_parameter(parameter=other, value=str(other.value), **given)


def test_an_officer_sets_nothing(seeded, at):
    row = parameter("hearing.person_yuan", DAY)
    with pytest.raises(PermissionDenied):
        confirm_parameter(
            parameter=row, value="5000", source="文号", valid_from=DAY, by=make_officer(), at=at
        )


def test_rows_are_public_within_the_city_and_nobodys_without_a_post(seeded, at):
    load_holidays(by=None, at=at)
    statute = Statute.objects.create(key="CF", full_name="中华人民共和国行政处罚法", level="LAW")
    StatuteVersion.objects.create(statute=statute, version_date=DAY, valid_from=DAY)
    officer = make_officer()
    gone = make_officer(post={"valid_to": date(2026, 11, 1)})
    for model in (Parameter, CalendarYear, CalendarDay, Statute, StatuteVersion):
        everything = model.objects.count()
        assert everything
        assert model.objects.visible_to(officer, DAY).count() == everything
        assert not model.objects.visible_to(gone, DAY).exists()
