"""A row that contradicts itself: it is logged and seen, and everything else goes on."""

from datetime import timedelta

import pytest
from django.apps import apps

from cases.models import Case
from cases.workflow import State
from enforcement.piecemeal import Unfinished
from enforcement.procedures import limits, todo
from enforcement.procedures.models import Limit, Task
from enforcement.procedures.tasks import turn
from enforcement.teams import services
from enforcement.teams.models import Officer
from enforcement.teams.roles import Role
from tests.cases.factories import Town, issued, make_case
from tests.conftest import AT
from tests.factories import DAY, make_officer, make_team

pytestmark = pytest.mark.django_db
NIGHT = timedelta(days=1)


def broken(case):
    """Make a row contradict itself, as only a fault of ours could: delivered, and no decision was ever issued."""
    Case.objects.filter(pk=case.pk).update(state=State.DELIVERED)
    return f"case {case.pk}"


def test_one_row_keeps_no_other_waiting_and_the_night_counts_as_failed(caplog):
    town = Town()
    first, bad, last = (make_case(town) for _ in range(3))
    name = broken(bad)
    Task.objects.update(title="旧")
    with pytest.raises(Unfinished, match=f"没有做成：{name}$"):
        todo.refresh_open(AT)
    assert set(Task.objects.filter(title="旧").values_list("row", flat=True)) == {bad.pk}
    assert set(Task.objects.exclude(title="旧").values_list("row", flat=True)) == {first.pk, last.pk}
    assert name in caplog.text and "Traceback" in caplog.text


def test_a_row_that_cannot_be_written_keeps_nobody_from_his_new_name(caplog):
    town = Town()
    first, bad, last = (make_case(town) for _ in range(3))
    name, admin = broken(bad), make_officer(Role.ADMINISTRATOR, make_team("3310"))
    services.amend(officer=town.zhang, name="张三丰", phone="", by=admin, at=AT)
    assert Officer.objects.get(pk=town.zhang.pk).name == "张三丰" and name in caplog.text
    named = Task.objects.filter(waits_for="张三丰").values_list("row", flat=True)
    assert set(named) == {first.pk, last.pk} and Task.objects.filter(row=bad.pk, waits_for="张三").exists()


def test_a_post_that_cannot_be_passed_on_stops_neither_the_others_nor_the_refresh():
    town = Town()
    other = Town(path="331083103", item=town.item)
    bad, good = make_case(town), make_case(other)
    for officer in (town.zhang, other.zhang):
        officer.posts.update(valid_to=DAY)
    third = make_case(Town(path="331083105", item=town.item))
    broken(bad)
    Task.objects.filter(row=third.pk).update(title="旧")
    with pytest.raises(Unfinished, match=rf"post {town.zhang.posts.get().pk}.*case {bad.pk}"):
        turn(at=AT + NIGHT)
    good.refresh_from_db()
    bad.refresh_from_db()
    assert good.left_at == AT + NIGHT and bad.left_at is None
    assert not Task.objects.filter(row=third.pk, title="旧").exists()
    assert (town.zhang.posts.get().passed_on, other.zhang.posts.get().passed_on) == (None, DAY + NIGHT)


def test_migrate_is_not_stopped(caplog):
    town = Town()
    bad, good = make_case(town), make_case(town)
    name = broken(bad)
    Task.objects.all().delete()
    todo.filled_after_migrate(apps.get_app_config("procedures"), "default", plan=[])
    assert list(Task.objects.values_list("row", flat=True)) == [good.pk]
    assert name in caplog.text


def test_a_limit_that_cannot_be_read_keeps_no_other_from_being_counted(caplog):
    town = Town()
    bad, good = issued(town), issued(town)
    Limit.objects.filter(row=bad.pk).update(term={}, provisional="暂估")
    Limit.objects.filter(row=good.pk).update(provisional="暂估")
    with pytest.raises(Unfinished, match=f"case {bad.pk}"):
        limits.recount(by=None, at=AT)
    assert not Limit.objects.filter(row=good.pk, provisional="暂估").exists()
    assert f"case {bad.pk}" in caplog.text
