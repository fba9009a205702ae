"""The fields of an ordinary file that a reviewer may remark on: name, content, and the page where it is changed.

An anchor is a short text: a field's name, "record:7", "fact:2", or "document:12#3" for page 3 of a paper. The same
list makes the snapshot at submission, so that the difference to the last one is read off two snapshots.
"""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from enforcement.dossiers.services import digest_of
from enforcement.law.kinds import Capacity


@dataclass(frozen=True)
class Anchor:
    """One place in the file. page: the name of the page that changes it; field: the control on that page."""

    key: str
    label: str
    content: str
    page: str
    field: str = ""

    def url(self, case):
        """Return the address that opens the page at the field."""
        return f"{reverse(self.page, args=[case.pk])}{f'#id_{self.field}' if self.field else ''}"


def anchors_of(case):
    """Return every Anchor of the case, in the order of the file."""
    return [*_logged(case), *_found(case), *_assessed(case), *_reported(case), *_told(case)]


def snapshot_of(case):
    """Return {anchor: content} as it stands now."""
    return {anchor.key: anchor.content for anchor in anchors_of(case)}


def state_in(snapshot, papers, pieces):
    """Return a digest of what a reviewer reads: every field, the standing papers and the evidence, by their keys."""
    return digest_of([snapshot, sorted(papers), sorted(pieces)])[:16]


def shown_at(snapshot, key):
    """Return what stood at an anchor when the file was submitted, "" for a page of a paper."""
    return snapshot.get(key, "")


def differences(before, after):
    """Return {anchor: (before, after)} where two snapshots differ."""
    keys = dict.fromkeys([*before, *after])
    pairs = {key: (before.get(key, ""), after.get(key, "")) for key in keys}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def lasting(case):
    ended = f"{case.ended_on.isoformat()} 终了" if case.ended_on else "仍在持续"
    return f"{case.get_act_span_display()}，{ended}"


def _logged(case):
    page, moment = "cases:amend", timezone.localtime(case.act_at)
    return [
        Anchor("item", "事项", case.item.name, page, "item"),
        Anchor("party", "当事人", case.party.name, page, "name"),
        Anchor("address", "住址或住所", case.party_address, page, "address"),
        Anchor("phone", "联系电话", case.party_phone, page, "phone"),
        Anchor("act_at", "违法行为时间", f"{moment:%Y-%m-%d %H:%M}", page, "act_at"),
        *([Anchor("span", "行为是否持续", lasting(case), page, "act_span")] if case.act_span else []),
        Anchor("place", "地点", case.place, page, "place"),
        Anchor("facts_found", "违法事实", case.facts_found, page, "facts_found"),
    ]


def _found(case):
    lines = []
    prefetch_related_objects([case], "found_facts__pieces__vetting", "found_facts__records")
    for fact in case.found_facts.all():
        held = [*(piece.title for piece in fact.pieces.all()), *(str(row) for row in fact.records.all())]
        lines.append(
            Anchor(
                f"fact:{fact.position}",
                f"认定事实{fact.position}",
                f"{fact.text}（证据：{'、'.join(held) or '无'}）",
                "cases:facts",
                f"text_{fact.position}",
            )
        )
    return lines


def _assessed(case):
    found, page = getattr(case, "assessment", None), "cases:weigh"
    if found is None:
        return []
    fine = f"{found.fine:.2f} 元" if found.fine is not None else "无"
    return [
        Anchor("harm", "危害后果", found.get_harm_display(), page, "harm"),
        Anchor("correction", "改正情况", found.get_correction_display(), page, "correction"),
        Anchor("order", "责令改正", found.correction_order, page, "correction_order"),
        Anchor("outcome", "处理意见", found.get_outcome_display(), page, "outcome"),
        Anchor("grade", "裁量等次", found.get_grade_display(), page, "grade"),
        Anchor("fine", "拟罚款", fine, page, "fine"),
        Anchor("reason", "裁量理由", found.reason, page, "reason"),
        *_special(case, found, page),
    ]


def _special(case, found, page):
    """Return what is special about the party and the act, where anything is."""
    said = [found.get_capacity_display(), found.capacity_reason] if found.capacity != Capacity.FULL else []
    grounds = [*(found.Mitigation(code).label for code in found.mitigations), found.mitigation_note]
    if found.mitigations_rejected:
        grounds.append(f"不成立：{found.mitigations_rejected}")
    graver = [
        case.safety_harm and "涉及生命健康安全、金融安全",
        case.ecological_damage and "造成生态环境损害",
    ]
    lines = [
        Anchor("capacity", "责任能力", "；".join(filter(None, said)), page, "capacity"),
        Anchor("mitigations", "从轻减轻情形", "；".join(filter(None, grounds)), page, "mitigations"),
        Anchor(
            "heavier",
            "从重情形",
            "；".join(found.Aggravation(code).label for code in found.aggravations),
            page,
            "aggravations",
        ),
        Anchor("graver", "较长的追责时效", "；".join(filter(None, graver)), page, "safety_harm"),
        Anchor(
            "norms", "同时违反的规定", "；".join(one["name"] for one in found.norms), "cases:norms", "norm_1"
        ),
    ]
    return [line for line in lines if line.content]


def _reported(case):
    report = max(case.reports.all(), key=lambda row: row.pk, default=None)
    if report is None:
        return []
    page = "cases:report"
    return [
        Anchor("nature", "案件性质", report.nature, page, "nature"),
        Anchor("reasons", "裁量说理", report.reasons, page, "reasoning"),
        Anchor("proposal", "处理建议", report.proposal, page, "proposal"),
    ]


def _told(case):
    standing = [row for row in case.prior_notices.all() if row.cancelled_at is None]
    notice = min(standing, key=lambda row: row.pk, default=None)
    if notice is None:
        return []
    lines = [
        Anchor(
            f"defence:{number}",
            f"陈述申辩意见{number}",
            f"{point.text}（{'采纳' if point.adopted else '不采纳'}：{point.reason}）",
            "cases:defence",
        )
        for number, point in enumerate(notice.points.all(), start=1)
    ]
    served = notice.served_on.isoformat() if notice.served_on else "未送达"
    return [Anchor("served", "告知书送达", served, "cases:detail"), *lines]
