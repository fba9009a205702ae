"""The whole of the original data runs through the import; skipped where a machine does not have it."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from enforcement.parameters.models import Statute, StatuteVersion
from lists.models import DiscretionBand, DiscretionBenchmark, ImportLine, ImportReport, ItemVersion, PowerItem
from lists.seeds import load_lists

SHARED = Path(settings.BASE_DIR).parent / "shared" / "data"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not SHARED.exists(), reason="没有 shared/data：原始数据只在开发机和持续集成上，产品自带摘要"
    ),
]
JIANGMEN = {"issuer": "江门市生态环境局", "area": "4407", "from": "2020-03-01"}


def rows(name):
    with (SHARED / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def run(command, name, **given):
    out = StringIO()
    call_command(command, SHARED / name, stdout=out, **given)
    return out.getvalue()


@pytest.fixture
def loaded(at):
    run("import_statutes", "statutes.csv")
    run("import_items", "city_items_zhejiang.csv")
    run("import_discretion", "discretion_jiangmen_eco_2020.csv", **JIANGMEN)


def test_every_row_is_taken(loaded):
    assert (Statute.objects.count(), PowerItem.objects.count()) == (76, 323)
    assert (DiscretionBenchmark.objects.count(), DiscretionBand.objects.count()) == (165, 872)
    assert not ImportLine.objects.exclude(outcome="TAKEN").exists()
    assert ImportLine.objects.count() == 76 + 323 + 872


def test_every_number_is_as_in_the_sheet(loaded):
    versions = {version.item.code: version for version in ItemVersion.objects.select_related("item")}
    for row in rows("city_items_zhejiang.csv"):
        version = versions[row["code"]]
        low, high = (Decimal(row[name]) if row[name] else None for name in ("fine_min", "fine_max"))
        assert (version.fine_min, version.fine_max) == (low, high), row["code"]
        assert str(version.basis_article) == row["basis_article"]
        assert str(version.basis_paragraph or "") == row["basis_paragraph"]
        assert str(version.basis_item or "") == row["basis_item"]
        assert version.statute.statute.full_name == row["basis_law"]
        assert version.kinds and version.basis_text().startswith(f"《{row['basis_law']}》第")


def test_twice_gives_the_same(loaded):
    before = list(ItemVersion.objects.values()), list(StatuteVersion.objects.values())
    assert "不变 323 行" in run("import_items", "city_items_zhejiang.csv")
    assert "不变 76 行" in run("import_statutes", "statutes.csv")
    assert "不变 872 行" in run("import_discretion", "discretion_jiangmen_eco_2020.csv", **JIANGMEN)
    assert (list(ItemVersion.objects.values()), list(StatuteVersion.objects.values())) == before


def test_what_the_product_brings_is_the_same(at):
    load_lists(by=None, at=at)
    for command, name, given in (
        ("import_statutes", "statutes.csv", {}),
        ("import_items", "city_items_zhejiang.csv", {}),
        ("import_discretion", "discretion_jiangmen_eco_2020.csv", JIANGMEN),
    ):
        report = run(command, name, **given)
        # the sheet of corrections ended two items of the old funeral text, which this older sheet still has
        added = 2 if command == "import_items" else 0
        assert f"新增 {added} 行，变更 0 行" in report and "拒绝 0 行" in report


def test_the_code_replaced_ten_laws_on_its_day(loaded):
    assert StatuteVersion.objects.filter(repealed_on=date(2026, 8, 15)).count() == 10
    eve, day = date(2026, 8, 14), date(2026, 8, 15)
    old = ItemVersion.objects.filter(statute__repealed_on=day)
    assert old.count() == 23 and not old.on(day).exists() and old.on(eve).count() == 23
    assert not old.filter(successor="").exists()
    new = ItemVersion.objects.filter(basis_law="中华人民共和国生态环境法典")
    assert new.on(day).count() == 35 and not new.on(eve).exists()


def test_other_shapes_of_sheets_are_refused_in_a_sentence(loaded):
    for name in (
        "discretion_guangdong_eco_2022.csv",
        "document_fields.csv",
        "taizhou_divisions.csv",
        "README.md",
    ):
        with pytest.raises(CommandError, match=r"表头|空的|不是表格|引号"):
            run("import_items", name)
    with pytest.raises(CommandError, match="表头缺少：档次（tier）、情形"):
        run("import_discretion", "discretion_guangdong_eco_2022.csv", **JIANGMEN)
    assert ImportReport.objects.count() == 3
