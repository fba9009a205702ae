"""What a task shows of its row has room for the longest that the row itself takes."""

import pytest

from cases.demonstration.cast import credit_number
from cases.models import Case, Party
from enforcement.procedures.models import Task
from enforcement.teams.models import Officer
from tests.cases.factories import (
    Town,
    id_number,  # noqa: F401
    make_case,
    party,
)


def room(model, name):
    return model._meta.get_field(name).max_length


def test_columns_are_as_wide_as_what_they_copy():
    assert room(Task, "party") >= room(Party, "name")
    assert room(Task, "title") >= room(Case, "title")
    assert room(Task, "waits_for") >= room(Officer, "name") + 10


@pytest.mark.django_db
def test_a_company_with_a_very_long_name_is_logged_and_lies_on_the_desk():
    town = Town()
    name = "台州市玉环" + "海岸建材与装饰材料" * 12 + "有限公司"
    who = party(kind="ORGANISATION", name=name, identity_kind="CREDIT_CODE", identity=credit_number(7))
    case = make_case(town, who=who | {"representative": "陈大海"})
    assert Task.objects.filter(row=case.pk).exists()
