"""The law asked of one step of one row: what it says, what a reason has settled, what still stands in the way."""

from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from enforcement import law
from enforcement.errors import Refused
from enforcement.journal.services import record
from enforcement.law.facts import digest
from enforcement.law.findings import Finding, Level
from enforcement.teams.services.holding import holders_of
from enforcement.transactions import joins

NOW = "刷新页面，查看现在该做的下一步"
_builders, _roots = {}, {}


class Barred(PermissionDenied):
    """Somebody whose post allows a step, and who must not take it on this row; it carries its finding."""

    def __init__(self, finding):
        self.findings = (finding,)
        super().__init__(str(finding))


def builds_facts(model, root):
    """Register the function that builds the law's facts of rows of `model`: build(rows, at=moment) → list of `root`."""

    def register(build):
        _builders[model], _roots[model.STEPS.subject] = build, root
        return build

    return register


def has_facts(row):
    """Return whether the law knows rows of this kind."""
    return type(row) in _builders


def root_of(subject):
    """Return the Group that the law reads of a table's rows, None where it asks nothing of them."""
    return _roots.get(subject)


def roots():
    return tuple(_roots.values())


def build_facts(row, at):
    """Return the law's facts of one row at the moment `at`."""
    [facts] = facts_of_all([row], at)
    return facts


def facts_of_all(rows, at):
    """Return the law's facts of rows of one model, in their order."""
    return _builders[type(rows[0])](rows, at=at)


def of_the_step(finding):
    """Return whether a finding is about what a step says of itself, which nobody knows before it is taken."""
    return any(f"{fact}.".startswith("step.") for fact in finding.facts)


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


def wrong_state(row, step):
    """Return the finding that the row's state does not allow the step."""
    said, remedy = step.shut or (f"{row.STEPS.noun}现在的状态是“{{state}}”，不能{step.label}", NOW)
    return Finding(
        rule="R-608",
        level=Level.BLOCK,
        message=said.format(state=row.get_state_display()),
        clause=None,
        remedy=remedy,
        facts=(),
    )


def permitted(row, step, by, day):
    """Return whether a post of `by` allows the step on this row's unit; `by` None is the system."""
    return step.system if by is None else by.may(step.permission, day, row.unit)


@dataclass(frozen=True)
class Asked:
    """What the law says of a step on one reading of the facts: every finding, and those not settled by a ruling."""

    facts: object
    findings: list
    stops: list


@joins
def ask(*, row, step, at, reasons=None, by=None):
    """Ask the law about a step, passing on `by`'s way WARNs with a reason each and HOLDs lifted by the head.

    step: its name. reasons: {rule id: reason in words}; each becomes a ruling bound to the facts it answers. Reasons
    for rules that do not speak, or that somebody else must lift, are ignored: the finding stands.
    """
    move = row.STEPS[step]
    if type(row) not in _builders:
        return Asked(None, [], [])
    facts = build_facts(row, at)
    findings = law.check(facts, gate=move.gate)
    rulings = list(row.dossier.rulings.all()) if findings else []
    for finding in findings:
        reason = ((reasons or {}).get(finding.rule) or "").strip()
        if reason and may_rule(row, finding, by, at):
            rulings.append(rule_on(row.dossier, move.gate, facts, finding, reason, by, at))
    return Asked(facts, findings, standing(findings, rulings, facts, move.gate))


def may_rule(row, finding, by, at):
    """Return whether `by` may pass the finding: a WARN who takes the step, a HOLD the head, a BLOCK nobody."""
    if finding.level is Level.HOLD:
        return bool(row.LIFTS) and by.may(row.LIFTS, timezone.localdate(at), row.unit)
    return finding.level is Level.WARN


def refusal(row, step, asked, by, at):
    """Return the Refused of a step: each HOLD that somebody else lifts names who, and is left to him to decide.

    `referrals` of the refusal outlive the transaction that it rolls back, see `enforcement.procedures.lifting`.
    """
    day, names, findings, left = timezone.localdate(at), None, [], []
    for one in asked.stops:
        if one.level is Level.HOLD and not may_rule(row, one, by, at):
            names = names if names is not None else "、".join(holders_of(row.LIFTS, row.unit, day))
            left.append((row.dossier_id, step.gate, one, digest_of_facts(asked.facts, one)))
            one = replace(
                one, superior=f"{one.superior}（{names or '本机关还没有负责人，请系统管理员任命'}）"
            )
        findings.append(one)
    refused = Refused(step.label, findings)
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
