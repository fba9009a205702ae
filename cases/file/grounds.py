"""What a reviewer must know to judge a file without leaving the desk: the law of that day, the course, the people."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.known import UnknownFact
from enforcement.law.rules.discussion import discussion_reasons
from enforcement.law.rules.hearings import grounds
from enforcement.law.rules.limitation import last_day
from enforcement.law.rules.period import extension_faults

LAW, COURSE, PEOPLE = "law", "course", "people"
TITLES = {LAW: "法条与裁量", COURSE: "程序与期限", PEOPLE: "人员资格与回避"}


@dataclass(frozen=True)
class Line:
    """One thing as it stands: what, in words, and how it is. tone: "done", "red", "soon" or "" for no verdict."""

    what: str
    words: str = ""
    verdict: str = ""
    tone: str = ""
    day: date | None = None
    clause: str = ""


def said(find, otherwise=()):
    """Return what `find` returns, `otherwise` where a fact that it needs is not recorded."""
    try:
        return find()
    except UnknownFact:
        return otherwise


class Grounds:
    """What the law says of one case on its day. facts: its CaseFacts; near: its file, read today."""

    def __init__(self, case, facts, near):
        self.case, self.facts, self.near, self.day = case, facts, near, near.day
        self.acted_on = timezone.localdate(case.act_at)

    # -- the law of the act's day ----------------------------------------------------------------------------
    @property
    def item(self):
        return self.case.item

    @property
    def statute(self):
        """Return the text of the basis as it stood on the act's day, as lines; () where no version is recorded."""
        version = self.item.statute
        if version is None:
            return [Line("依据文本", f"《{self.item.basis_law}》", "没有登记版本，请核对原文", "soon")]
        text = f"《{version.statute.full_name}》{version.version_date.isoformat()} 文本"
        since = f"，{version.valid_from.isoformat()} 起施行{'（推定）' if version.assumed else ''}"
        standing = version.valid_from <= self.acted_on and not (
            version.valid_to and version.valid_to < self.acted_on
        )
        verdict = ("行为时有效", "done") if standing else ("行为时不在施行期内", "red")
        lines = [Line("依据文本", text + since, *verdict)]
        if version.repealed_on:
            gone = version.repealed_on <= self.day
            lines.append(
                Line(
                    "废止",
                    f"{version.repealed_on.isoformat()} 起不再适用，由{version.replaced_by or '新法'}取代",
                    "决定时已废止" if gone else "",
                    "soon" if gone else "",
                )
            )
        return lines

    @property
    def later_versions(self):
        """Return the versions of the item that began after the act, the oldest first (处罚法第三十七条)."""
        versions = self.near.versions[self.item.item_id]
        return [row for row in versions if self.acted_on < row.valid_from <= self.day]

    @property
    def powers(self):
        """Return on what paper the agency may act on this item, as lines (处罚法第二十四条)."""
        spans = self.facts.item.devolutions
        if spans is None:
            return [Line("职权", f"{self.case.team.full_name}，部门权责清单", "", "")]
        held = [
            one
            for one in spans
            if one.valid_from <= self.acted_on and (one.valid_to is None or self.acted_on <= one.valid_to)
        ]
        if not held:
            return [Line("赋权", "行为发生时不在本镇街赋权清单内", "无权处罚", "red")]
        return [
            Line("赋权", f"{one.document}，{one.valid_from.isoformat()} 起", "行为时在清单内", "done")
            for one in held
        ]

    # -- the course ------------------------------------------------------------------------------------------
    @property
    def limits(self):
        """Return every time limit of the case with what became of it."""
        fixed = sorted(self.near.deadlines, key=lambda row: (row.start_on, row.pk))
        ninety = [self.ninety(row) for row in fixed if row.key == "decide"]
        rows = [self.limitation, *ninety, *(self.kept(row) for row in fixed if row.key != "decide")]
        return [row for row in rows if row]

    @property
    def limitation(self):
        found = said(lambda: last_day(self.facts), None)
        if found is None:
            return None
        discovered = self.facts.act.discovered_on
        missed = found.missed_on(discovered)
        words = f"{discovered.isoformat()} 发现，追责时效至 {found.legal_last_day.isoformat()}"
        verdict = ("已过时效", "red") if missed else ("没有超过", "done")
        return Line("追责时效", words, *verdict, clause=str(found.term.clause))

    def ninety(self, due):
        """Return the stored limit for the decision with what was added to it, and whether all of that counts."""
        filing = said(lambda: self.facts.filing if self.facts.filing.filed_on else None, None)
        if filing is None:
            return None
        ended = self.case.decided_on or self.day
        added = [f"延期 {each.days} 日（{each.approved_by}批准）" for each in filing.extensions]
        added += [f"{each.ground} {each.days} 日不计入" for each in filing.excluded]
        words = "；".join(
            [f"{filing.filed_on.isoformat()} 立案，至 {due.legal_last_day.isoformat()}", *added]
        )
        faults = extension_faults(filing, self.facts.clock.calendar)
        if ended > due.legal_last_day:
            verdict = ("超期", "red")
        elif faults:
            verdict = ("；".join(faults), "soon")
        else:
            verdict = (f"剩 {(due.legal_last_day - ended).days} 天", "done")
        return Line("办案期限", words, *verdict, clause=due.clause)

    def kept(self, row):
        """Return a stored limit as a line; the ninety days stand above with what was added to them."""
        words = f"{row.start_on.isoformat()} 起，至 {row.legal_last_day.isoformat()}"
        if row.met_on:
            late = row.met_on > row.legal_last_day and not row.for_party
            verdict = (
                f"{row.met_on.isoformat()} {'超期完成' if late else '完成'}",
                "red" if late else "done",
            )
        elif row.for_party:
            verdict = ("期满" if row.legal_last_day < self.day else "未满", "")
        else:
            late = row.legal_last_day < self.day
            verdict = ("超期" if late else "进行中", "red" if late else "")
        return Line(row.label, words, *verdict, clause=row.clause)

    @property
    def events(self):
        """Return what happened and when, the oldest first."""
        case, near = self.case, self.near
        found = [
            Line("违法行为", case.place, day=self.acted_on),
            Line("发现", case.get_source_display(), day=timezone.localdate(case.discovered_at)),
        ]
        if case.clue_on:
            found.append(Line("线索登记", "", day=case.clue_on))
        found += filed(case, near)
        found += [
            Line(str(row), f"{row.asker.name}、{row.recorder.name}", day=timezone.localdate(row.began_at))
            for row in near.records[case.pk]
        ]
        found += [Line("调查终结", row.by.name, day=row.concluded_on) for row in case.reports.all()]
        found += told(near.prior_notices[case.pk])
        found += [
            Line(f"第 {row.serial} 次送审", outcome_of(row), day=timezone.localdate(row.submitted_at))
            for row in near.reviews[case.pk]
        ]
        return sorted(found, key=lambda line: line.day)

    @property
    def gravity(self):
        return [self.hearing, self.discussion]

    @property
    def hearing(self):
        why = said(lambda: grounds(self.facts))
        if not why:
            return Line("听证", "没有达到听证标准", "不需要", "done", clause=str(Clause(PENALTY, 63)))
        told = said(lambda: self.facts.notice.hearing_told, False)
        verdict = ("已告知听证权利", "done") if told else ("没有告知听证权利", "red")
        return Line("听证", "、".join(why), *verdict, clause=str(Clause(PENALTY, 63)))

    @property
    def discussion(self):
        why, clause = said(lambda: discussion_reasons(self.facts)), str(Clause(PENALTY, 57, 2))
        if not why:
            return Line("集体讨论", "没有应当集体讨论的情形", "不需要", "done", clause=clause)
        held = self.near.discussions.get(self.case.pk)
        verdict = (f"{held.held_on.isoformat()} 已讨论", "done") if held else ("审核后由负责人讨论", "")
        return Line("集体讨论", "；".join(why), *verdict, clause=clause)

    # -- the people ------------------------------------------------------------------------------------------
    @property
    def officers(self):
        """Return each officer who acts with his certificate on the days on which he acted (处罚法第四十二条)."""
        return said(
            lambda: [certified(each, self.facts.officers.days) for each in self.facts.officers.acting]
        )

    @property
    def declarations(self):
        """Return what each officer declared, who has not declared, and what the party asked for (第四十三条)."""
        held = said(lambda: self.facts.recusals, None)
        if held is None:
            return []
        told = {one.officer for one in held.declarations}
        lines = [declared(one) for one in held.declarations]
        lines += [
            Line(each.name, "", "没有回避声明", "soon")
            for each in self.facts.officers.acting
            if each.key not in told
        ]
        for one in held.requests:
            ruled = {None: ("还没有决定", "soon"), True: ("同意回避", "done"), False: ("不同意", "")}
            lines.append(
                Line(f"申请{one.name}回避", f"{one.asked_on.isoformat()} {one.reason}", *ruled[one.granted])
            )
        return lines


def certified(officer, days):
    """Return an officer as a line: his certificate, and whether it held on every day on which he acted."""
    if not officer.certificate:
        return Line(officer.name, "没有登记执法证", "没有资格", "red")
    until = officer.certificate_to.isoformat() if officer.certificate_to else "长期"
    words = f"执法证 {officer.certificate}，{officer.certificate_from.isoformat()} 至 {until}"
    if officer.auxiliary:
        return Line(officer.name, words, "辅助人员，不能独立执法", "red")
    lapsed = [
        day
        for day in days
        if day < officer.certificate_from
        or (officer.certificate_to and day > officer.certificate_to)
        or (officer.revoked_on and day >= officer.revoked_on)
    ]
    if lapsed:
        return Line(officer.name, words, f"{lapsed[0].isoformat()} 无效", "red")
    return Line(officer.name, words, f"{'、'.join(day.strftime('%m-%d') for day in days)} 有效", "done")


def declared(one):
    verdict = ("应当回避", "red") if one.relation else ("已声明", "done")
    return Line(one.name, one.relation or "与本案没有利害关系", *verdict)


def filed(case, near):
    form = near.filings.get(case.pk)
    if form is None or case.filed_on is None:
        return []
    who = f"{form.decided_by.name}批准" if form.decided_by else ""
    return [Line("立案", who, day=case.filed_on)]


def told(notices):
    """Return those of the notices that stand: given, served, answered."""
    lines = []
    for notice in [row for row in notices if row.cancelled_at is None]:
        lines.append(Line("事先告知", notice.document.number, day=timezone.localdate(notice.given_at)))
        if notice.served_on:
            lines.append(Line("告知书送达", "", day=notice.served_on))
        if notice.waived_on:
            lines.append(Line("书面放弃陈述申辩", "", day=notice.waived_on))
    return lines


def outcome_of(review):
    who = review.reviewer.name if review.reviewer else "待领取"
    return f"{who}：{review.get_result_display()}" if review.result else who
