"""What is decided is what was told, by content (PL 44, 45, 62): facts, place, time, evidence, law, kinds and amount."""

import re
import unicodedata
from dataclasses import dataclass

from enforcement.law.amounts import shown
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import block, warn
from enforcement.law.kinds import NoticeElement, PenaltyKind, ReviewPoint, ReviewResult, ToldPart
from enforcement.law.rulebook import LATER, rule
from enforcement.law.rules.telling import penalised

T = ToldPart
# what may not differ from the notice; kinds and amount may be lighter, and reasons and order follow the defence
BOUND = (T.PARTY, T.MATTER, T.ACTED_AT, T.PLACE, T.FACT, T.EVIDENCE, T.BREACHED, T.BASIS)
# of which the decision may state fewer than the notice: a fact or a piece that fell away burdens nobody
FEWER = (T.FACT, T.EVIDENCE)
APPROVED = (*BOUND, T.REASONS, T.KIND, T.FINE, T.ORDER)
APART = "与告知的不同"  # how the finding begins, by which the review desk knows it
COMPARED = ("telling.told", "telling.decided")
CLAUSES = re.compile(r"[；;。\n]+")
EDGES = " \t,，、.。;；:："


def plain(text):
    """Return a text as it is compared: full-width forms folded, no blanks, no punctuation at its ends."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip(EDGES)


@dataclass(frozen=True)
class Beside:
    """One kind of part as it was told and as it is now: all of both, and what was added or fell away, in words."""

    kind: ToldPart
    told: tuple[str, ...]
    now: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def same(self):
        return not self.added and not self.dropped

    @property
    def words(self):
        """Both, word for word."""
        return f"{self.kind.label}：告知的是“{joined(self.told)}”，现在是“{joined(self.now)}”"


def joined(texts):
    return "；".join(text.strip().rstrip("。；") for text in texts) or "没有"


def said_in(part):
    """Return what of a part is compared: a fact by its clauses, evidence and party by their keys."""
    if part.kind == T.FACT:
        return {plain(clause): clause.strip() for clause in CLAUSES.split(part.text) if plain(clause)}
    return {part.key or plain(part.text): part.text.strip()}


def beside(told, now, kinds=tuple(ToldPart)):
    """Return a Beside for every kind of part that either side states; the order of parts does not count."""
    found = []
    for kind in kinds:
        before = [part for part in told if part.kind == kind]
        after = [part for part in now if part.kind == kind]
        if not (before or after):
            continue
        old, new = merged(before, after), merged(after, before)
        found.append(
            Beside(
                kind=ToldPart(kind),
                told=tuple(part.text for part in before),
                now=tuple(part.text for part in after),
                added=tuple(text for key, text in new.items() if key not in old),
                dropped=tuple(text for key, text in old.items() if key not in new),
            )
        )
    return found


def merged(parts, others):
    """Return {what is compared: words}; keys count only where both sides have them, and then each thing by itself."""
    keyed = all(part.key for part in (*parts, *others))
    held = {}
    for part in parts:
        said = said_in(part if keyed else part.but(key=""))
        again = part.kind != T.FACT and said.keys() & held.keys()
        held |= {f"{name}#{len(held)}": text for name, text in said.items()} if again else said
    return held


def differs(one):
    """Return whether a difference needs a new notice: something is added, or one thing stands in another's place."""
    return not one.same and (bool(one.added) or one.kind not in FEWER)


def told_apart(facts):
    """Return the Besides that need a new notice; [] where nothing was told, which other rules say."""
    if not penalised(facts) or facts.telling.told is None:
        return []
    return [one for one in beside(facts.telling.told, facts.telling.decided, BOUND) if differs(one)]


ANEW = {
    "case.submit": "先办理“补充调查”，再出具新的告知书并送达，陈述、申辩期限重新计算；改错了的，改回告知的内容",
    "case.approve_review": "按“补充调查”退回，由承办人重新告知，陈述、申辩期限重新计算",
    "case.decide": "审核中的，按“补充调查”退回；待决定的，先“退回重新处理”，由承办人办理“补充调查”，"
    "重新告知，陈述、申辩期限重新计算",
}


def what_is_decided_was_told(facts):
    """Facts, evidence, time, place and law of the decision are those of the notice; others need a new one."""
    for one in told_apart(facts):
        grown = one.kind in FEWER and one.told and joined(one.added) != joined(one.now)
        more = f"；新增“{joined(one.added)}”" if grown else ""
        yield block(f"{APART}。{one.words}{more}", facts=COMPARED)


for _gate, _remedy in ANEW.items():
    rule("R-121", gates=(_gate,), clause=Clause(PENALTY, 45, 1), remedy=_remedy, point=ReviewPoint.PROCEDURE)(
        what_is_decided_was_told
    )


def lighter(facts):
    """Return in words in what the decision is lighter than the notice, [] in nothing."""
    made, told = facts.decision, facts.notice
    found = []
    if told.fine is not None and (made.fine is None or made.fine < told.fine):
        now = f"{shown(made.fine)} 元" if made.fine is not None else "不罚款"
        found.append(f"罚款由告知的 {shown(told.fine)} 元改为{now if made.fine is None else f' {now}'}")
    fewer = {*told.kinds} - {*made.kinds} - {PenaltyKind.FINE}
    found += [f"不再处以{PenaltyKind(kind).label}" for kind in sorted(fewer)]
    if facts.telling.told is not None:
        rows = beside(facts.telling.told, facts.telling.decided, FEWER)
        found += [
            f"不再认定{one.kind.label}“{joined(one.dropped)}”"
            for one in rows
            if not differs(one) and one.dropped
        ]
    return found


@rule(
    "R-121",
    gates=("case.submit",),
    clause=Clause(PENALTY, 45, 1),
    remedy="写明为什么改；采纳了陈述、申辩的，在“登记陈述申辩”中选“采纳”并写明理由",
)
def what_is_lighter_has_its_reason(facts):
    """A decision lighter than the notice says why: a point of the defence that was adopted, or a reason of its own."""
    if not penalised(facts) or any(each.adopted and each.reason.strip() for each in facts.notice.points):
        return
    if found := lighter(facts):
        concerned = (
            *COMPARED,
            "decision.fine",
            "decision.kinds",
            "notice.fine",
            "notice.kinds",
            "notice.points",
        )
        yield warn(f"比告知的轻，没有写明理由：{'；'.join(found)}", facts=concerned)


@rule(
    "R-120",
    gates=("case.submit", "case.decide"),
    clause=Clause(PENALTY, 44),
    remedy="先补充调查，再出具内容完整的告知书并送达，期限重新计算",
    point=ReviewPoint.PROCEDURE,
)
def the_notice_told_all_elements(facts):
    """A notice that left out facts, reasons, basis, penalty or rights is no notice."""
    if not penalised(facts) or facts.notice.served_on is None:
        return
    if missing := [each.label for each in NoticeElement if each not in facts.notice.elements]:
        yield block(f"告知书没有写明：{'、'.join(missing)}", facts=("notice.elements", "notice.served_on"))


@rule(
    "R-132",
    gates=("case.decide",),
    clause=Clause(PENALTY, 58, 1),
    remedy="先“退回重新处理”，改后重新送法制审核",
    point=LATER,
)
def what_is_decided_was_reviewed(facts):
    """The decision is the one that the review agreed to."""
    agreed = [each for each in facts.reviewing.rounds if each.result == ReviewResult.AGREE]
    if not agreed or facts.telling.approved is None:
        return
    for one in beside(facts.telling.approved, facts.telling.decided, APPROVED):
        if not one.same:
            words = f"审核同意的是“{joined(one.told)}”，现在是“{joined(one.now)}”"
            yield block(
                f"与审核同意的内容不同。{one.kind.label}：{words}",
                facts=("telling.approved", "telling.decided", "reviewing.rounds"),
            )


@rule(
    "R-121",
    gates=("case.amend", "case.norms"),
    clause=Clause(PENALTY, 44),
    remedy="请先“补充调查”，改后重新告知",
)
def nothing_is_changed_behind_the_notice(facts):
    """While a notice stands, neither the party nor the act nor the text that it told is changed under it."""
    if facts.step.changed and facts.telling.told is not None:
        yield block(
            f"告知书已经出具，{'、'.join(facts.step.changed)}不能直接更改",
            facts=("step.changed", "telling.told"),
        )
