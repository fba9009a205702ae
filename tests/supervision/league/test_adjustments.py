"""A bonus, a deduction or a veto: proposed with a document, approved by somebody else, before the cut-off."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from enforcement.errors import DomainError
from supervision.league.definitions import Level
from supervision.league.models import Adjustment
from supervision.league.services import adjusting, computing
from tests.supervision.league.acting import TUESDAY
from tests.supervision.league.records import WEEK

NEXT = WEEK.next


def propose(published, kind="BONUS", points="2", **given):
    values = {
        "kind": kind, "team": published.city.chumen, "period": NEXT.key, "points": Decimal(points),
        "reason": "承办现场会", "document": "浙执办〔2026〕7号", "by": published.office, "at": TUESDAY,
    }  # fmt: skip
    return adjusting.propose(**values | given)


def approve(published, row, **given):
    return adjusting.decide(row, **{"approved": True, "by": published.supervisor, "at": TUESDAY} | given)


def total(published):
    published.log(published.city.chumen, 20, day=NEXT.first)
    [snapshot] = computing.cut(NEXT, at=NEXT.cut_off, levels=(Level.TOWN,))
    return snapshot.standings.get(path=published.city.chumen.path)


@pytest.mark.parametrize(("kind", "column"), [("BONUS", "bonus"), ("DEDUCTION", "deduction")])
def test_only_what_was_approved_counts(published, kind, column):
    approve(published, propose(published, kind))
    propose(published, kind, "3")
    approve(published, propose(published, kind, "1"), approved=False, reason="文件不符")
    assert getattr(total(published), column) == Decimal("2.00")


def test_an_approved_veto_caps_the_total(published):
    approve(published, propose(published, "VETO", "0"))
    standing = total(published)
    assert standing.vetoed and standing.total <= Decimal("59.99") and standing.light == "RED"


def test_nobody_approves_his_own_nor_without_the_post(published):
    row = propose(published)
    for by in (published.office, published.head):
        with pytest.raises(PermissionDenied):
            approve(published, row, by=by)
    own = propose(published)
    Adjustment.objects.filter(pk=own.pk).update(by=published.supervisor)
    with pytest.raises(PermissionDenied, match="自己批准"):
        approve(published, own)
    with pytest.raises(PermissionDenied):
        propose(published, by=published.supervisor)


@pytest.mark.parametrize("points", ["0", "5.01", "-1"])
def test_points_out_of_bounds_are_refused(published, points):
    with pytest.raises(DomainError, match="在 0 到 5 分之间"):
        propose(published, points=points)


@pytest.mark.parametrize("lacking", ["reason", "document"])
def test_without_reason_or_document_it_is_refused(published, lacking):
    with pytest.raises(DomainError, match="都要有事由和依据文件"):
        propose(published, **{lacking: " "})


def test_after_the_cut_neither_proposed_nor_approved(published):
    waiting = propose(published)
    with pytest.raises(DomainError, match="已经截数"):
        propose(published, period=WEEK.key)
    computing.cut(NEXT, at=NEXT.cut_off, levels=(Level.TOWN,))
    with pytest.raises(DomainError, match="已经截数"):
        approve(published, waiting)
    approve(published, waiting, approved=False, reason="逾期")
    waiting.refresh_from_db()
    assert waiting.refused == "逾期" and waiting.approved_at is None


def test_decided_once_and_refused_with_a_reason(published):
    row = propose(published)
    with pytest.raises(DomainError, match="写明理由"):
        approve(published, row, approved=False)
    approve(published, row)
    with pytest.raises(DomainError, match="已经处理"):
        approve(published, row, approved=False, reason="反悔")


def test_from_the_page_of_one_to_the_page_of_the_other(published, pages):
    typed = {
        "kind": "DEDUCTION", "team": published.city.chumen.pk, "period": "2026-W47", "points": "1.5",
        "reason": "督查发现台账不实", "document": "督查通报〔2026〕3号",
    }  # fmt: skip
    answer, text = pages(
        published.office, "/league/adjustments/new/", typed | {"points": "", "period": "2026-W77"}
    )
    assert answer.status_code == 422
    assert "加分、扣分要填分值" in text and "不是榜单的期" in text and "督查发现台账不实" in text
    answer, text = pages(published.office, "/league/adjustments/new/", typed | {"period": "2026-W46"})
    assert answer.status_code == 422 and "已经截数" in text and "督查通报〔2026〕3号" in text
    answer, _ = pages(published.office, "/league/adjustments/new/", typed)
    row = Adjustment.objects.get()
    assert answer.url == f"/league/adjustments/{row.pk}/"
    _, text = pages(published.office, answer.url)
    assert "等执法监督批准" in text and "批准扣分" not in text
    _, text = pages(published.supervisor, "/desk/")
    assert "批准加减分" in text
    _, text = pages(published.supervisor, answer.url)
    assert "批准扣分" in text
    assert pages(published.supervisor, answer.url, {"step": "refuse", "reason": ""})[0].status_code == 422
    assert pages(published.supervisor, answer.url, {"step": "approve", "reason": ""})[0].status_code == 302
    row.refresh_from_db()
    assert row.approved_by == published.supervisor
    _, text = pages(published.office, "/league/adjustments/?state=approved")
    assert "−1.50" in text and "已批准 1" in text


def test_another_county_sees_nothing_of_it(published, pages):
    row = propose(published)
    assert not Adjustment.objects.visible_to(published.stranger, TUESDAY.date()).exists()
    assert pages(published.stranger, f"/league/adjustments/{row.pk}/")[0].status_code == 404
    _, text = pages(published.stranger, "/league/adjustments/")
    assert "全部 0" in text and "楚门" not in text
    assert pages(published.head, "/league/adjustments/new/")[0].status_code == 403
    assert pages(published.head, f"/league/adjustments/{row.pk}/")[0].status_code == 200


def test_only_units_of_the_tables_are_offered(published, pages):
    answer, _ = pages(published.office, "/league/adjustments/new/")
    offered = set(answer.context["form"].fields["team"].queryset.values_list("name", flat=True))
    assert {"楚门镇", "海门街道", "玉环市"} <= offered and not offered & {
        "台州市",
        "案审中心",
        "派驻沙门中队",
    }
