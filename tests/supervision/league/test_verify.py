"""The command that holds every table against its seal, and against the records as they are now."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cases.models import Case
from supervision.league.definitions import Level
from supervision.league.models import Result
from supervision.league.services import computing
from tests.supervision.league.records import HOUR, MONDAY, WEEK, League, moment

pytestmark = pytest.mark.django_db


def said(*given):
    written = StringIO()
    call_command("verify_league", *given, stdout=written)
    return written.getvalue()


def test_a_sealed_table_a_changed_record_and_a_touched_row():
    league = League()
    late = league.log(league.city.chumen, 6, delay=30 * HOUR)
    computing.cut(WEEK, at=WEEK.cut_off, levels=(Level.TOWN,))
    assert said("--records") == "核对 1 张榜单，0 张与封存时不同，0 条记录此后有变动。\n"

    Case.objects.filter(pk=late[0].pk).update(discovered_at=moment(MONDAY))
    line, end = said("--records", "--period", WEEK.key).splitlines()
    assert line == f"W46-1 镇街 实时办理率 {league.city.chumen.path} case {late[0].pk}：0 → 1"
    assert end.endswith("1 条记录此后有变动。")

    Result.objects.filter(indicator="P1").update(n=6)
    with pytest.raises(CommandError, match="1 张与封存时不同"):
        said()
