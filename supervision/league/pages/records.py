"""The records behind a number, as rows of a page: what each kind is called, who may see it, what is worth knowing.

`Flow.kind` and `Stock.kind` of the indicators name them. A kind that is not here is counted, not listed.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Record, Review
from enforcement.teams.models import Officer, Post
from evidence.models import Piece
from lists.models import Catalogue, ItemVersion, PowerItem
from supervision.league.indicators.lists import FIELDS

CHUNK = 900  # keys in one statement, below the least limit of both databases


@dataclass(frozen=True)
class Shown:
    """One record as a row: where it opens ("" for nowhere) and a text for each head."""

    key: int
    url: str
    cells: tuple


@dataclass(frozen=True)
class Kind:
    """One kind of record. seen(officer, day): the queryset of those a person may see. row(record): its Shown."""

    name: str
    measure: str
    heads: tuple
    seen: Callable
    row: Callable
    related: tuple = ()


def moment(value):
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else "--"


def day_of(value):
    return f"{value:%Y-%m-%d}" if value else "--"


def case_row(case):
    return Shown(
        case.pk,
        reverse("cases:detail", args=[case.pk]),
        (
            case.number or "未编号", case.title, f"{case.team.name} {case.handler.name}", case.get_state_display(),
            moment(case.discovered_at), moment(case.opened_at), day_of(case.filed_on), day_of(case.decided_on),
        ),
    )  # fmt: skip


def record_row(record):
    case = record.case
    return Shown(
        record.pk,
        reverse("cases:detail", args=[case.pk]),
        (
            f"{record.get_kind_display()} 第{record.serial}次", case.title,
            f"{case.team.name} {record.asker.name}", moment(record.ended_at), moment(record.at),
        ),
    )  # fmt: skip


def piece_row(piece):
    lacking = (
        ("文件", piece.file),
        ("摘要", piece.sha256 and piece.sm3),
        ("地点", piece.place or piece.latitude),
    )
    return Shown(
        piece.pk,
        reverse("evidence:detail", args=[piece.pk]),
        (
            piece.title, piece.get_kind_display(), moment(piece.captured_at), moment(piece.received_at),
            "、".join(name for name, held in lacking if not held) or "取证人",
        ),
    )  # fmt: skip


def review_row(review):
    case = review.case
    return Shown(
        review.pk,
        reverse("cases:detail", args=[case.pk]),
        (
            f"{case.title} 第{review.serial}次送审", case.team.name, moment(review.submitted_at),
            day_of(review.due_on), moment(review.concluded_at), review.get_result_display() or "未完成",
        ),
    )  # fmt: skip


def item_row(item):
    return Shown(item.pk, reverse("lists:detail", args=[item.code]), (item.code, item.title, item.field))


def post_row(post):
    return Shown(post.pk, "", (post.officer.name, post.get_role_display(), post.team.name))


def seen_records(officer, day):
    return Record.objects.filter(case__in=Case.objects.visible_to(officer, day))


def seen_items(officer, day):
    newest = ItemVersion.objects.filter(item=OuterRef("pk")).order_by("-valid_from").values("name")[:1]
    return PowerItem.objects.visible_to(officer, day).annotate(title=Subquery(newest))


def seen_posts(officer, day):
    return Post.objects.filter(officer__in=Officer.objects.visible_to(officer, day))


KINDS = {
    "case": Kind(
        "案件", "件", ("文号", "案由", "机构和承办人", "状态", "发现", "登记", "立案", "决定"),
        lambda officer, day: Case.objects.visible_to(officer, day), case_row, ("team", "handler"),
    ),
    "record": Kind(
        "笔录", "份", ("笔录", "案由", "机构和询问（检查）人", "结束", "录入"),
        seen_records, record_row, ("case__team", "asker"),
    ),
    "piece": Kind(
        "证据", "件", ("名称", "种类", "取得", "入库", "缺少"),
        lambda officer, day: Piece.objects.visible_to(officer, day), piece_row,
    ),
    "review": Kind(
        "法制审核", "次", ("案件", "机构", "送审", "期限", "完成", "结果"),
        lambda officer, day: Review.objects.visible_to(officer, day), review_row, ("case__team",),
    ),
    "item": Kind("事项", "项", ("编码", "名称", "领域"), seen_items, item_row),
    "post": Kind("岗位", "个", ("姓名", "岗位", "机构"), seen_posts, post_row, ("officer", "team")),
}  # fmt: skip


def fields_note(number, on):
    """Say which fields have a comprehensive item on a day; those that have none stand on no list, so have no name."""
    held = ItemVersion.objects.on(on).filter(catalogue=Catalogue.COMPREHENSIVE)
    names = sorted(set(held.values_list("item__field", flat=True)) - {""})
    has = f"已有的 {len(names)} 个是：{'、'.join(names)}。" if names else ""
    return f"全省清单口径的 {FIELDS} 个领域中，{number} 个在本市清单里没有一项综合执法事项，所以没有事项可以列出。{has}"


# kinds that are numbers without a record behind them, with what explains them: note(number, day of the table)
COUNTED = {"field": ("领域", "个", fields_note)}


@dataclass(frozen=True)
class Group:
    """The misses of one kind: how many there are, how many of them the reader may see, and one page of those."""

    name: str
    measure: str
    heads: tuple
    total: int
    visible: int
    rows: tuple
    note: str = ""

    @property
    def hidden(self):
        return self.total - self.visible

    @property
    def lines(self):
        """Return [(address, what it is called, [(head, text)])]; a phone shows the heads beside the texts."""
        return [
            (row.url, row.cells[0], list(zip(self.heads[1:], row.cells[1:], strict=True)))
            for row in self.rows
        ]


def groups_of(misses, officer, day, *, on, page=0, size=50):
    """Return ([Group], whether there is a next page): what a reader may see of [[kind, key], …], kind by kind.

    on: the last day of the table. A page holds `size` records; a record that somebody may not see is counted and
    nothing else about it is told.
    """
    keys = defaultdict(list)
    for kind, key in misses:
        keys[kind].append(key)
    groups, start, end = [], page * size, (page + 1) * size
    for kind, own in sorted(keys.items()):
        if kind not in KINDS:
            name, measure, note = COUNTED.get(kind, ("记录", "条", None))
            groups.append(
                Group(name, measure, (), len(own), len(own), (), note(len(own), on) if note else "")
            )
            continue
        shown = KINDS[kind]
        seen = visible_keys(shown, own, officer, day)
        here = seen[max(start, 0) : max(end, 0)]
        found = shown.seen(officer, day).filter(pk__in=here).select_related(*shown.related)
        rows = {row.pk: shown.row(row) for row in found}
        groups.append(
            Group(
                shown.name, shown.measure, shown.heads, len(own), len(seen),
                tuple(rows[key] for key in here if key in rows),
            )
        )  # fmt: skip
        start, end = start - len(seen), end - len(seen)
    return groups, end < 0


def visible_keys(shown, keys, officer, day):
    """Return those of `keys` that the reader may see, newest first."""
    found = set()
    for first in range(0, len(keys), CHUNK):
        part = shown.seen(officer, day).filter(pk__in=keys[first : first + CHUNK])
        found.update(part.values_list("pk", flat=True))
    return sorted(found, reverse=True)
