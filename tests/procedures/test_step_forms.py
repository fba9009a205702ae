"""A program may send a list where a form expects one value: it is refused under that field, and nothing else breaks."""

import pytest
from django import forms

from cases.workflow import STEPS
from enforcement.procedures.step_forms import Form, StepForm
from tests.cases.factories import Town, make_case
from tests.conftest import AT

HEAP = "应为一个值，不是列表或者对象。"


class Asked(Form):
    told = forms.NullBooleanField(label="已告知", required=False)
    reason = forms.CharField(label="理由")
    points = forms.MultipleChoiceField(label="要点", choices=[("A", "甲")])


@pytest.mark.parametrize("heap", [["²"], {"a": 1}, [None], []])
def test_a_heap_for_one_value_is_refused_and_a_list_for_several_is_read(heap):
    form = Asked({"told": heap, "reason": heap, "points": ["A"]})
    assert form.errors == {"told": [HEAP], "reason": [HEAP]}
    assert form.cleaned_data == {"points": ["A"]}


def test_what_is_missing_is_still_said_in_our_words():
    assert Asked({"points": ["A"]}).errors == {"reason": ["还没有填。"]}


@pytest.mark.django_db
def test_no_form_of_a_step_breaks_on_heaps():
    town = Town()
    case, broken = make_case(town), []
    for step in STEPS.values():
        for form in {step.form, *(each.get("form") for each in step.by_lane.values())} - {None}:
            given = {"row": case, "officer": town.zhang, "now": AT} if issubclass(form, StepForm) else {}
            if form.__init__ is not Form.__init__ and not issubclass(form, StepForm):
                continue
            asked = form({name: [{"a": 1}] for name in form.base_fields}, **given)
            if not asked.errors and asked.fields:
                broken.append(step.name)
    assert broken == []
