"""The form of every state table, and the one function that writes a state.

A table says what may follow what and who may do it. What the law asks of a step stands in `enforcement.law`,
under the step's gate. The page, the API and the tests read the same table.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from enforcement import law
from enforcement.errors import DomainError, Refused
from enforcement.journal.services import record
from enforcement.law.facts import digest
from enforcement.law.findings import Finding, Level
from enforcement.teams.services.holding import holders_of
from enforcement.transactions import joins


@dataclass(frozen=True)
class Step:
    """One act that the table allows: `target` None leaves the state as it is.

    `lane`: the one procedure that has the step, as the row's `lane` says; "" for all.
    """

    name: str
    label: str
    sources: frozenset
    target: str | None
    permission: str
    subject: str = "case"
    lane: str = ""

    def follows(self, row):
        """Return whether the table has the step in the row's state and procedure."""
        return row.state in self.sources and self.lane in ("", row.lane)

    @property
    def gate(self):
        return f"{self.subject}.{self.name}"

    @property
    def permission_set(self):
        return {self.permission}


_builders = {}


def builds_facts(model):
    """Register the function that builds the law's facts of rows of `model`: build(rows, at=moment) → list."""

    def register(build):
        _builders[model] = build
        return build

    return register


def digest_of_facts(facts, finding):
    """Return a digest of the facts that `finding` answered to: when one of them changes, so does the digest."""
    return digest(facts, finding.facts)


def standing(findings, rulings, facts, gate):
    """Return the findings that still stand in the way: every BLOCK, and what no ruling on these facts has settled."""
    settled = {(ruling.rule, ruling.facts_digest) for ruling in rulings if ruling.gate == gate}
    return [
        finding
        for finding in findings
        if finding.level is Level.BLOCK or (finding.rule, digest_of_facts(facts, finding)) not in settled
    ]


def wrong_state(row, move):
    """Return the finding that the row's state does not allow the step."""
    return Finding(
        rule="R-608",
        level=Level.BLOCK,
        message=f"现在的状态是“{row.get_state_display()}”，不能{move.label}",
        clause=None,
        remedy="刷新页面，查看这个案件现在该做的下一步",
        facts=(),
    )


def permitted(row, move, by, day):
    """Return whether a post of `by` allows the step on this row's unit."""
    return by.may(move.permission, day, row.path)


@dataclass(frozen=True)
class Hearing:
    """What the law says of a step on one reading of the facts: every finding, and those not settled by a ruling."""

    facts: object
    findings: list
    stops: list


@joins
def ask(*, row, step, at, reasons=None, by=None):
    """Ask the law about a step, passing on `by`'s way WARNs with a reason each and HOLDs lifted by the head.

    reasons: {rule id: reason in words}; each becomes a ruling bound to the facts it answers. Reasons for rules
    that do not speak, or that somebody else must lift, are ignored: the finding stands.
    """
    move = row.STEPS[step]
    [facts] = _builders[type(row)]([row], at=at)
    findings = law.check(facts, gate=move.gate)
    rulings = list(row.dossier.rulings.all()) if findings else []
    for finding in findings:
        reason = ((reasons or {}).get(finding.rule) or "").strip()
        if reason and may_rule(row, finding, by, at):
            rulings.append(rule_on(row.dossier, move.gate, facts, finding, reason, by, at))
    return Hearing(facts, findings, standing(findings, rulings, facts, move.gate))


def may_rule(row, finding, by, at):
    """Return whether `by` may pass the finding: a WARN who takes the step, a HOLD the head, a BLOCK nobody."""
    if finding.level is Level.HOLD:
        return by.may(row.LIFTS, timezone.localdate(at), row.path)
    return finding.level is Level.WARN


def refusal(row, move, heard, by, at):
    """Return the Refused of a step: each HOLD that somebody else lifts names who, and is left to him to decide.

    `referrals` of the refusal outlive the transaction that it rolls back, see `enforcement.dossiers.referring`.
    """
    day, names, findings, left = timezone.localdate(at), None, [], []
    for one in heard.stops:
        if one.level is Level.HOLD and not may_rule(row, one, by, at):
            names = names if names is not None else "、".join(holders_of(row.LIFTS, row.path, day))
            left.append((row.dossier_id, move.gate, one, digest_of_facts(heard.facts, one)))
            one = replace(
                one, superior=f"{one.superior}（{names or '本机关还没有负责人，请系统管理员任命'}）"
            )
        findings.append(one)
    refused = Refused(move.label, findings)
    refused.referrals = tuple(left)
    return refused


def rule_on(dossier, gate, facts, finding, reason, by, at):
    """Keep `by`'s reason as the ruling on a finding, bound to the facts it answers, and return it."""
    ruling, fresh = dossier.rulings.get_or_create(
        rule=finding.rule,
        gate=gate,
        facts_digest=digest_of_facts(facts, finding),
        defaults={"reason": reason[:500], "by": by, "at": at},
    )
    if fresh:
        record(dossier, "ruling", by=by, at=at, rule=finding.rule, gate=gate, reason=ruling.reason)
    return ruling


@joins
def advance(*, row, step, by, at, reasons=None, held=False, heard=None, with_fields=(), saved=True, **words):
    """Move `row` one step along its table, or raise Refused with every finding that stands in the way.

    `reasons` answer findings that take one, see `ask`; `words` go into the journal beside the step. `held`: the
    caller has read `row` under its lock in this transaction; `with_fields` of it are then saved with the state.
    `heard`: what `ask` has answered him on the same facts since then. `saved` False: the caller saves the state
    himself, with what else the act changes.
    Raises PermissionDenied when no post allows it.
    """
    move = row.STEPS[step]
    if not held:
        row = type(row).objects.select_for_update(of=("self",)).select_related("dossier").get(pk=row.pk)
    if not permitted(row, move, by, timezone.localdate(at)):
        raise PermissionDenied(f"您的岗位不能{move.label}")
    if not move.follows(row):
        raise Refused(move.label, [wrong_state(row, move)])
    heard = heard or ask(row=row, step=step, at=at, reasons=reasons, by=by)
    if heard.stops:
        raise refusal(row, move, heard, by, at)
    was = row.state
    if move.target is not None:
        row.state = move.target
    if saved and (written := [*with_fields, *(["state"] if move.target is not None else [])]):
        row.save(update_fields=written)
    entry = record(row.dossier, move.gate, by=by, at=at, was=was, now=row.state, **words)
    require_after(entry, move)
    return row


# two machines' clocks may differ by this much without anybody noticing
CLOCKS_APART = timedelta(minutes=5)


def require_after(entry, move):
    """Refuse a step that is dated before what the file already holds: it would be built on what comes after it."""
    if entry.after is None or entry.at >= entry.after - CLOCKS_APART:
        return
    now, last = timezone.localtime(entry.at), timezone.localtime(entry.after)
    raise DomainError(
        f"现在的系统时间{now:%Y-%m-%d %H:%M}早于本案上一次办理的时间{last:%Y-%m-%d %H:%M}，不能{move.label}："
        "后做的步骤日期不能在前（内部规定）。请系统管理员校准服务器时间后再办，已填的内容保留在草稿里。"
    )
