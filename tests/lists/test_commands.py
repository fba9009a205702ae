"""The commands say what they did, and refuse in a sentence."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lists.models import DiscretionBenchmark, ImportReport, ItemVersion
from tests.lists.factories import make_statute, sheet

pytestmark = pytest.mark.django_db


def run(*words, **given):
    out = StringIO()
    call_command(*words, stdout=out, **given)
    return out.getvalue()


def test_loading_the_shipped_lists_twice():
    said = run("load_lists")
    assert "法律法规 statutes.csv：新增 76 行" in said and "事项清单 items.csv：新增 323 行" in said
    assert "事项清单 items-2026-11.csv：新增 6 行，变更 3 行" in said
    assert ItemVersion.objects.count() == 323 + 7 and DiscretionBenchmark.objects.count() == 165
    assert run("load_lists") == ""
    assert ImportReport.objects.count() == 5


def test_importing_a_file(tmp_path):
    make_statute()
    file = tmp_path / "清单.csv"
    file.write_bytes(sheet({}))
    assert "新增 1 行" in run("import_items", file)
    file.write_bytes(sheet({"fine_max": "80", "valid_from": ""}))
    said = run("import_items", file, "--day", "2026-12-01")
    assert "2026-12-01 起变更：罚款上限 50.00 → 80.00" in said
    assert ItemVersion.objects.on(date(2026, 12, 1)).get().fine_max == 80


def test_refusals(tmp_path):
    file = tmp_path / "清单.csv"
    with pytest.raises(CommandError):
        run("import_items", file)
    file.write_bytes(sheet({}))
    with pytest.raises(CommandError, match="法规库中没有"):
        run("import_items", file)
    with pytest.raises(CommandError, match="不是日期"):
        run("import_items", file, "--day", "明天")
    assert "拒绝 1 行" in run("import_items", file, "--partial")
