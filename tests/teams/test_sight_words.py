"""What a person can do, in words, agrees with what the law lets him do; a tick stands for what is done."""

import pytest

from enforcement.teams.roles import Role
from enforcement.teams.sight_words import sight_in_words
from enforcement.templatetags.marks import CHIPS, MARKS
from tests.conftest import AT
from tests.factories import make_officer, make_team


@pytest.mark.django_db
@pytest.mark.parametrize(("certified", "says"), [(True, True), (False, False)])
def test_without_a_certificate_nobody_can_punish_on_the_spot(certified, says):
    officer = make_officer(Role.OFFICER, make_team("331083102"))
    words = dict(sight_in_words(officer, AT.date(), certified=certified))["可以做"]
    assert ("登记和办理案件、当场处罚、收缴" in words) is says
    assert ("没有有效执法证，不能办理和签名" in words) is not says


@pytest.mark.parametrize("word", ["已失效", "已停用", "已撤销", "已废止", "撤案", "移送", "已到期"])
def test_what_ended_without_being_done_has_no_tick(word):
    assert MARKS[CHIPS[word]] == ""


@pytest.mark.parametrize("word", ["已结案", "已完成", "通过"])
def test_what_is_done_has_its_tick(word):
    assert MARKS[CHIPS[word]] == "done"
