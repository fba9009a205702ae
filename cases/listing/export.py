"""The case list as a file, as it is seen: the same rows, order and masks, and who took it stands in the journal."""

from django.db import transaction
from django.utils import timezone

from cases.listing.filters import CaseFilter
from cases.listing.order import order_of
from cases.workflow import State
from enforcement.errors import DomainError
from enforcement.journal.services import record
from enforcement.limits import require_few_exports
from enforcement.spreadsheets import CSV, MIMES, XLSX, to_csv, to_xlsx

MOST = 5000
HEADS = (
    ("文号", 26), ("案由", 34), ("当事人", 20), ("程序", 10), ("状态", 10), ("最近期限", 12), ("期限事项", 16),
    ("办案机构", 16), ("承办人", 10), ("事项编码", 18), ("违法行为时间", 17), ("地点", 26),
    ("登记日期", 12), ("决定日期", 12),
)  # fmt: skip
COLUMNS = (
    "number", "title", "party__name", "party__kind", "procedure", "state", "next_due", "next_due_words", "team__name",
    "handler__name", "item__item__code", "act_at", "place", "opened_at", "decided_on",
)  # fmt: skip


@transaction.atomic
def take_list(*, cases, query, kind, by, at):
    """Return (bytes, MIME type, file name) of the cases that a list shows, in its order, at most MOST of them.

    cases: the filtered queryset in sight. query: the list's address. kind: "csv" or "xlsx". Raises DomainError for
    more cases, and for another kind.
    """
    require_few_exports(by, at)
    if kind not in MIMES:
        raise DomainError("只能导出为 Excel（xlsx）或者 CSV 文件。")
    joined = cases.select_related("party", "team", "handler", "item__item").only(*COLUMNS)
    rows = list(order_of(query).of(joined)[: MOST + 1])
    if len(rows) > MOST:
        raise DomainError(f"超过 {MOST} 件，不能一次导出。请加上日期、机构或者状态条件，分几次导出。")
    record(by, "cases.list_export", by=by, at=at, rows=len(rows), form=kind, filters=asked_words(query))
    name = f"cases-{timezone.localtime(at):%Y%m%d-%H%M}.{kind}"
    heads = [head for head, _ in HEADS]
    lines = [cells_of(case) for case in rows]
    if kind == CSV:
        return to_csv(heads, lines), MIMES[CSV], name
    about = [["导出人", f"{by.name}（{by.username}）"], ["导出时间", minute(at)], ["件数", str(len(rows))],
             ["排序", order_of(query).label], ["条件", asked_words(query) or "无"]]  # fmt: skip
    return to_xlsx({"案件": (HEADS, lines), "说明": ((("项目", 12), ("内容", 60)), about)}), MIMES[XLSX], name


def cells_of(case):
    return (
        case.number or "未编号", case.title, case.party.shown_name, case.get_procedure_display(),
        State(case.state).label, day(case.next_due), case.next_due_words or None, case.team.name, case.handler.name,
        case.item.item.code, minute(case.act_at), case.place, day(timezone.localdate(case.opened_at)),
        day(case.decided_on),
    )  # fmt: skip


def day(value):
    return value.isoformat() if value else None


def minute(moment):
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def asked_words(query):
    """Return the filters of an address in words, without the place in the list."""
    names = {name: each.label for name, each in CaseFilter.base_filters.items()}
    return "；".join(f"{names[name]}：{'、'.join(query.getlist(name))}" for name in query if name in names
                    and any(query.getlist(name)))  # fmt: skip
