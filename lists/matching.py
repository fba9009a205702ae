"""The columns of a sheet as its office names them, matched once and remembered per unit and kind of sheet."""

from enforcement.errors import Refused
from enforcement.law.findings import block
from lists.importers import IMPORTERS
from lists.models import ColumnNames

# what offices write in place of our names, offered as the first choice and never taken unasked
GUESSES = {
    "code": ("代码", "编号", "事项代码", "职权编码", "权力编码", "编码"),
    "name": ("事项", "名称", "违法行为", "职权名称", "处罚事项", "事项名称"),
    "basis_law": ("依据", "法律依据", "处罚依据", "设定依据", "法规名称"),
    "article": ("条款", "条文", "依据条款"),
    "circumstance": ("情形", "什么情形", "违法情节", "适用情形", "裁量情节", "情节"),
    "range": ("幅度", "罚多少", "处罚幅度", "裁量幅度", "罚款幅度", "处罚标准", "裁量标准"),
    "issuer": ("发布机关", "制定机关", "发布单位"),
    "tier": ("档次", "裁量档次", "等级"),
}


def known_names(kind, officer, day):
    """Return what this person's unit has matched before for a kind of sheet: {their name: column}."""
    rows = ColumnNames.objects.filter(path__in=paths_of(officer, day), kind=kind).order_by("path")
    return {their: ours for row in rows for their, ours in row.names.items()}


def paths_of(officer, day):
    return [post.team.path for post in officer.sight(day).posts] if officer else []


def offered(kind):
    """Return [(column, its Chinese name)] that a name of theirs can be matched with."""
    return [(column, name) for name, column in IMPORTERS[kind].names.items()]


def guess(kind, their):
    """Return the column that a name of theirs probably means, "" where nothing is like it."""
    names = IMPORTERS[kind].names
    if their in names:
        return names[their]
    columns = set(names.values())
    return next((column for column, words in GUESSES.items() if their in words and column in columns), "")


def checked(kind, given):
    """Return {their name: column} as it can be kept, or refuse a column that there is not or that is named twice."""
    columns = dict(offered(kind))
    given = {str(their)[:100]: ours for their, ours in given.items() if ours}
    if unknown := [str(ours)[:30] for ours in given.values() if ours not in columns]:
        raise Refused("对应列名", [block(f"没有“{'、'.join(unknown)}”这一列", "在列出的列中选择")])
    taken = list(given.values())
    if twice := sorted({columns[ours] for ours in taken if taken.count(ours) > 1}):
        raise Refused("对应列名", [block(f"“{'、'.join(twice)}”对应了两列", "每一列只对应一次")])
    return given


def remember(*, kind, names, by, at, day):
    """Keep how this person's unit names its columns; what was matched before and not now stays."""
    for path in paths_of(by, day)[:1]:
        known, _ = ColumnNames.objects.get_or_create(path=path, kind=kind, defaults={"by": by, "at": at})
        known.names, known.by, known.at = known.names | names, by, at
        known.save(update_fields=["names", "by", "at"])
