"""Publication: never a minor's case, a secret only by the head's own word, refused before anything is shown."""

from datetime import date

import pytest

from cases.models import Case, Party, Publication
from cases.publication.service import publish
from cases.workflow import State
from enforcement.errors import Refused
from enforcement.law.findings import Level
from enforcement.procedures.lifting import lift, refer
from tests.cases.ordinary import REACHED_ON, Lane

pytestmark = pytest.mark.django_db
AT = REACHED_ON[State.DELIVERED]
GIVEN = {
    "publish": True, "reason": "依法公开", "secrets": [], "secret_papers": "", "masked": True, "published_on": None,
    "address": "", "overturned_on": None, "withdrawn_on": None, "withdrawal_reason": "",
}  # fmt: skip


@pytest.fixture
def lane():
    made = Lane()
    made.to(State.DELIVERED)
    return made


def show(lane, **given):
    return publish(case=lane.case, publication=GIVEN | given, by=lane.zhang, at=AT)


def refused(lane, **given):
    with pytest.raises(Refused) as caught:
        show(lane, **given)
    return [(each.rule, each.level) for each in caught.value.findings]


@pytest.mark.parametrize("on", [None, AT.date()])
def test_T_124d_a_minors_case_is_refused_when_it_is_to_be_shown(lane, on):
    Party.objects.filter(pk=lane.case.party_id).update(born_on=date(2010, 1, 1))
    assert refused(lane, published_on=on) == [("R-124", Level.BLOCK)]
    assert not Publication.objects.exists()


def test_a_minors_case_is_reviewed_and_not_shown(lane):
    Party.objects.filter(pk=lane.case.party_id).update(born_on=date(2010, 1, 1))
    show(lane, publish=False, reason="当事人未成年")
    assert Publication.objects.get().publish is False


def test_T_125a_a_secret_is_shown_by_the_heads_own_word_alone(lane):
    """A tick of the officer's does not do: the head's reason stands in the file first."""
    secret = {"secrets": ["TRADE"], "secret_papers": "询问笔录", "published_on": AT.date()}
    with pytest.raises(Refused) as caught:
        show(lane, **secret)
    [finding] = caught.value.findings
    assert (finding.rule, finding.level) == ("R-125", Level.HOLD)
    assert not Publication.objects.exists()
    # as the page and the API note it when they refuse
    refer(caught.value, by=lane.zhang, at=AT)
    lift(row=lane.case, step="publish", rule="R-125", reason="已隐去工艺参数，同意公示", by=lane.head, at=AT)
    lane.case = Case.objects.get(pk=lane.case.pk)
    show(lane, **secret)
    assert Publication.objects.get().published_on == AT.date()


def test_a_secret_that_is_not_shown_needs_nobody(lane):
    show(lane, publish=False, secrets=["TRADE"], secret_papers="询问笔录", reason="涉及商业秘密")
    assert Publication.objects.get().secrets == ["TRADE"]


def test_an_adults_case_without_secrets_is_shown(lane):
    show(lane, published_on=AT.date())
    assert Publication.objects.get().published_on == AT.date()
