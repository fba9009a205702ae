"""The collective discussion (集体讨论): when the heads must confer, and what their minutes hold."""

from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.findings import block
from enforcement.law.kinds import Outcome
from enforcement.law.rulebook import LATER, rule
from enforcement.law.rules.discretion import outside_the_band
from enforcement.law.rules.hearings import grounds

FEWEST = 2  # heads who vote, design default: one person does not discuss collectively
VOTES = ("discussion.voters", "discussion.heads", "discussion.held_on")
MINUTES = ("discussion.minutes", "discussion.held_on")


def discussion_reasons(facts) -> list[str]:
    """Return in Chinese why the heads must discuss the case (design default); [] where one may decide."""
    heavy = grounds(facts) if facts.decision.outcome == Outcome.PENALTY else ()
    found = (
        (f"拟作出听证范围内的处罚（{'、'.join(heavy)}）", heavy),
        ("罚款超出裁量幅度", any(outside_the_band(facts))),
        ("承办机构与法制审核意见不一致", facts.reviewing.disagreement.strip()),
        ("办案期限不止一次延长", len(facts.filing.extensions) > 1),
        ("社会关注", facts.discussion.public_attention),
        ("情节复杂或者重大违法行为", facts.discussion.complex),
    )
    return [reason for reason, holds in found if holds]


@rule(
    "R-131",
    gates=("case.decide",),
    clause=Clause(PENALTY, 57, 2),
    remedy="由负责人集体讨论，登记讨论记录后再作决定",
    point=LATER,
)
def heavy_cases_are_discussed(facts):
    """A complex case or a heavy penalty is discussed by the heads together, with minutes."""
    reasons = discussion_reasons(facts)
    if reasons and (facts.discussion.held_on is None or not facts.discussion.minutes):
        yield block(
            f"应当集体讨论，没有讨论记录：{'；'.join(reasons)}",
            facts=(
                *MINUTES,
                "decision.fine",
                "decision.kinds",
                "reviewing.disagreement",
                "filing.extensions",
            ),
        )


@rule("R-131", gates=("case.discuss",), clause=Clause(PENALTY, 57, 2), remedy="填写讨论日期并登记讨论记录")
def a_discussion_has_its_minutes(facts):
    """What was discussed is written down."""
    if facts.discussion.held_on is None or not facts.discussion.minutes:
        yield block("没有集体讨论记录", facts=MINUTES)
    elif facts.discussion.held_on > facts.clock.day:
        yield block("集体讨论日期晚于今天", facts=(*MINUTES, "clock.day"))


@rule(
    "R-131",
    gates=("case.discuss", "case.decide"),
    clause=Clause(HOUSE),
    remedy="补正集体讨论记录",
    point=LATER,
)
def the_minutes_are_complete(facts):
    """Minutes list who came, what each said and what came out; only who came votes."""
    panel = facts.discussion
    if panel.held_on is None:
        return
    empty = [
        label
        for label, filled in (
            ("出席人员", panel.attendees),
            ("各人意见", panel.views.strip()),
            ("表决", panel.voters),
            ("结论", panel.conclusion.strip()),
        )
        if not filled
    ]
    if empty:
        yield block(
            f"集体讨论记录还缺：{'、'.join(empty)}",
            facts=("discussion.attendees", "discussion.views", "discussion.voters", "discussion.conclusion"),
        )
    if set(panel.voters) - set(panel.attendees):
        yield block("没有出席的人参加了表决", facts=("discussion.voters", "discussion.attendees"))


@rule(
    "R-131",
    gates=("case.discuss", "case.decide"),
    clause=Clause(PENALTY, 57, 2),
    remedy="在“登记集体讨论”里重新登记：由本机关负责人表决，其他人列席、不表决",
    point=LATER,
)
def only_heads_vote(facts):
    """Votes are those of heads of the deciding agency on the day of the discussion; others attend without one."""
    panel = facts.discussion
    if panel.held_on is None or not panel.voters:
        return
    others = set(panel.voters) - set(panel.heads) - set(panel.investigators)
    if others:
        names = dict(zip(panel.attendees, panel.names, strict=False))
        who = "、".join(names[key] for key in panel.voters if key in others & names.keys())
        yield block(
            f"{who or f'{len(others)}名表决人员'}在讨论当日不是本机关负责人，集体讨论由负责人进行",
            facts=VOTES,
        )


@rule(
    "R-131",
    gates=("case.discuss", "case.decide"),
    clause=Clause(PENALTY, 57, 2),
    remedy="在“登记集体讨论”里重新登记：由本机关负责人表决，其他人列席、不表决",
    point=LATER,
)
def one_head_does_not_discuss(facts):
    """Heads in the plural discuss: one person alone does not."""
    panel = facts.discussion
    if panel.held_on is None or not panel.voters:
        return
    heads = set(panel.voters) & set(panel.heads)
    if len(heads) < FEWEST:
        yield block(f"参加表决的本机关负责人只有{len(heads)}人，至少要{FEWEST}人", facts=VOTES)


@rule(
    "R-131",
    gates=("case.decide",),
    clause=Clause(PENALTY, 57, 2),
    remedy="由参加讨论并表决的负责人作出决定；换人决定的，重新讨论",
    point=LATER,
)
def who_decides_took_part(facts):
    """The head who decides is among those who discussed and voted."""
    panel, by = facts.discussion, facts.decision.decided_by
    if panel.held_on is not None and by is not None and by not in panel.voters:
        yield block(
            "作出决定的负责人没有参加集体讨论的表决", facts=("decision.decided_by", "discussion.voters")
        )


@rule(
    "R-131",
    gates=("case.discuss", "case.decide"),
    clause=Clause(HOUSE),
    remedy="重新讨论，承办人只汇报、不表决",
    point=LATER,
)
def investigators_do_not_vote(facts):
    """Investigators report to the discussion and have no vote."""
    names = {each.key: each.name for each in facts.officers.acting}
    voting = set(facts.discussion.investigators) & set(facts.discussion.voters)
    if facts.discussion.held_on is not None and voting:
        who = "、".join(sorted(names.get(key, "承办人") for key in voting))
        yield block(
            f"{who}是本案调查人员，参加了集体讨论的表决",
            facts=("discussion.investigators", "discussion.voters"),
        )


@rule("R-131", gates=("case.discuss",), clause=Clause(HOUSE), remedy="核对出席人员，每人只填一行")
def nobody_attends_twice(facts):
    """Everybody who came is on the minutes once."""
    people = facts.discussion.attendees
    if len(set(people)) < len(people):
        yield block("同一个人在出席人员中出现了两次", facts=("discussion.attendees",))
