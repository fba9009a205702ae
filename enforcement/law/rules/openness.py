"""Publication of decisions, its withdrawal, and what is kept secret (PL 48, 50)."""

from enforcement.law import terms
from enforcement.law.clauses import DISCLOSURE, HOUSE, PENALTY, Clause
from enforcement.law.deadlines import deadline
from enforcement.law.findings import block, hold, warn
from enforcement.law.kinds import Outcome, ReviewPoint, Secrecy
from enforcement.law.rulebook import rule
from enforcement.law.rules.age import minor

CLOSING = ("case.request_closing",)
SHOWING = ("case.publish", *CLOSING)  # when it is shown, and again before the file is closed


def hearing_is_public(secrets):
    """Return whether a hearing is held in public: only where no document of the case carries a secret."""
    return not secrets


def kinds_of(secrets):
    return "、".join(dict.fromkeys(Secrecy(each.kind).label for each in secrets))


@rule(
    "R-124", gates=CLOSING, clause=Clause(PENALTY, 48, 1), remedy="在公示页作出是否公示的审查结论并写明理由"
)
def publication_is_reviewed(facts):
    """Of every penalty it is settled, with a reason, whether it has such social impact that it is published."""
    if facts.decision.outcome != Outcome.PENALTY:
        return
    if facts.publication.publish is None or not facts.publication.reason.strip():
        yield block("还没有公示审查结论和理由", facts=("publication.publish", "publication.reason"))


@rule("R-124", gates=CLOSING, clause=Clause(DISCLOSURE, 26), remedy="立即公示，并写明逾期的原因")
def what_is_to_be_published_is_published_in_time(facts):
    """A decision is published within seven working days by policy, at the latest within twenty."""
    if facts.decision.outcome != Outcome.PENALTY or not facts.publication.publish:
        return
    day, calendar = facts.publication.published_on or facts.clock.day, facts.clock.calendar
    policy = deadline(terms.PUBLISH, facts.decision.day, calendar)
    latest = deadline(terms.PUBLISH_LATEST, facts.decision.day, calendar)
    concerned = ("publication.published_on", "decision.day", "clock.day")
    if latest.missed_on(day):
        yield warn(f"公示最长期限{latest.legal_last_day.isoformat()}已过", facts=concerned)
    elif policy.missed_on(day):
        yield warn(
            f"应在{policy.legal_last_day.isoformat()}前公示", facts=concerned, clause=policy.term.clause
        )


@rule(
    "R-124", gates=SHOWING, clause=Clause(DISCLOSURE, 15), remedy="公示审查结论改为不公示；已公示的立即撤下"
)
def a_minors_case_is_not_published(facts):
    """The case of a party under eighteen is never published."""
    shown = facts.publication
    if minor(facts) and (shown.publish or (shown.published_on and not shown.withdrawn_on)):
        yield block(
            "当事人未成年，不得公示",
            facts=("party.born_on", "act.day", "publication.publish", "publication.published_on"),
        )


@rule("R-124", gates=CLOSING, clause=Clause(PENALTY, 48, 2), remedy="撤回公示，并公开说明理由")
def an_overturned_decision_is_withdrawn(facts):
    """A published decision that fell is withdrawn within three working days, with a public reason."""
    shown, concerned = facts.publication, ("publication.overturned_on", "publication.withdrawn_on")
    if shown.published_on is None or shown.overturned_on is None:
        return
    due = deadline(terms.WITHDRAW_PUBLICATION, shown.overturned_on, facts.clock.calendar)
    if shown.withdrawn_on is None or not shown.withdrawal_reason.strip():
        yield block(
            f"决定已被变更、撤销、确认违法或者无效，应在{due.legal_last_day.isoformat()}前撤回公示并公开说明理由",
            facts=(*concerned, "publication.withdrawal_reason"),
        )
    elif due.missed_on(shown.withdrawn_on):
        yield warn(
            f"应在{due.legal_last_day.isoformat()}前撤回公示，{shown.withdrawn_on.isoformat()}才撤回",
            "写明逾期的原因",
            facts=concerned,
        )


@rule(
    "R-125",
    gates=("case.publish",),
    clause=Clause(PENALTY, 50),
    remedy="不公示，或者由负责人决定作保密处理后公示",
)
def a_secret_is_shown_by_the_heads_word(facts):
    """What carries a secret is put on the page only after the head's decision; a tick that it is masked does not do."""
    shown = facts.publication
    if shown.published_on and not shown.withdrawn_on and shown.secrets:
        yield hold(
            f"案件涉及{kinds_of(shown.secrets)}，公示须由负责人决定",
            facts=("publication.secrets", "publication.published_on"),
        )


@rule("R-125", gates=CLOSING, clause=Clause(PENALTY, 50), remedy="不公示，或者由负责人决定作保密处理后公示")
def secrets_are_not_published(facts):
    """A case that carries a secret is published only by the head's decision."""
    secrets = facts.publication.secrets
    if facts.publication.publish and secrets:
        yield hold(
            f"案件涉及{kinds_of(secrets)}，公示须由负责人决定",
            facts=("publication.secrets", "publication.publish"),
        )


@rule(
    "R-125",
    gates=("case.decide",),
    clause=Clause(PENALTY, 64, item=3),
    remedy="核对听证方式，必要时重新听证",
    point=ReviewPoint.PROCEDURE,
)
def the_hearing_is_open_unless_secret(facts):
    """A hearing is public unless the case carries a secret, and closed where it does."""
    if not facts.notice.hearing_told or facts.hearing.held_on is None:
        return
    secrets, concerned = facts.publication.secrets, ("publication.secrets", "hearing.public")
    if facts.hearing.public and not hearing_is_public(secrets):
        yield block(f"案件涉及{kinds_of(secrets)}，听证不应公开举行", facts=concerned)
    elif not facts.hearing.public and hearing_is_public(secrets):
        yield block("案件不涉及国家秘密、商业秘密或者个人隐私，听证应当公开举行", facts=concerned)


@rule("R-124", gates=("case.publish",), clause=Clause(HOUSE), remedy="按公示的实际日期填写")
def publication_follows_the_decision(facts):
    """Nothing is published before it is decided, or ahead of time."""
    on, decided, today = facts.publication.published_on, facts.decision.day, facts.clock.day
    if on is not None and not decided <= on <= today:
        yield block(
            f"公示日期应在决定（{decided.isoformat()}）和今天之间",
            facts=("publication.published_on", "decision.day", "clock.day"),
        )


@rule(
    "R-124",
    gates=("case.publish",),
    clause=Clause(HOUSE),
    remedy="改结论，或者清空日期；已经公示的填写撤回日期",
)
def what_is_not_to_be_published_has_no_day(facts):
    """The review's answer and the day on which it was published do not contradict each other."""
    if facts.publication.published_on is not None and not facts.publication.publish:
        yield block(
            "审查结论是不公示，却填了公示日期", facts=("publication.publish", "publication.published_on")
        )


@rule("R-124", gates=("case.publish",), clause=Clause(HOUSE), remedy="核对两个日期")
def a_withdrawal_follows_the_publication(facts):
    """Only what was published is withdrawn, and not before."""
    on, withdrawn = facts.publication.published_on, facts.publication.withdrawn_on
    if withdrawn is not None and (on is None or withdrawn < on):
        yield block(
            "撤回日期早于公示日期，或者没有公示日期",
            facts=("publication.withdrawn_on", "publication.published_on"),
        )


@rule(
    "R-124",
    gates=("case.publish",),
    clause=Clause(PENALTY, 48, 2),
    remedy="在“撤回的公开说明”一栏写明理由",
)
def a_withdrawal_is_explained_in_public(facts):
    """Whoever takes a decision off the page says why, in public."""
    if facts.publication.withdrawn_on is not None and not facts.publication.withdrawal_reason.strip():
        yield block(
            "撤回公示要公开说明理由", facts=("publication.withdrawal_reason", "publication.withdrawn_on")
        )


@rule(
    "R-125",
    gates=("case.publish",),
    clause=Clause(PENALTY, 50),
    remedy="在“涉密的文书或者证据”一栏写明",
)
def a_secret_is_named_by_its_paper(facts):
    """Which paper carries a secret is written down, or nobody could keep it."""
    if nameless := [each for each in facts.publication.secrets if not each.document.strip()]:
        yield block(f"选了{kinds_of(nameless)}，还没有写是哪份文书或者证据", facts=("publication.secrets",))


@rule("R-125", gates=("case.publish",), clause=Clause(PENALTY, 50), remedy="隐去后勾选“已隐去”再登记")
def a_secret_is_masked_before_it_is_shown(facts):
    """What must be kept is hidden before anybody can read the page."""
    shown = facts.publication
    if shown.published_on is not None and shown.secrets and not shown.masked:
        yield block(
            f"案件涉及{kinds_of(shown.secrets)}，公示前要作保密处理",
            facts=("publication.secrets", "publication.masked", "publication.published_on"),
        )


@rule(
    "R-124",
    gates=("case.request_closing",),
    clause=Clause(HOUSE),
    remedy="先在“登记公示审查和公示”里改，再提请结案",
)
def the_closing_form_says_what_the_review_said(facts):
    """Whether a decision is published is answered once."""
    held, form = facts.publication.publish, facts.closing.publish
    if form is not None and held is not None and held != form:
        said = "公示" if held else "不公示"
        yield block(
            f"登记的公示审查结论是“{said}”，与结案审批表不一致",
            facts=("publication.publish", "closing.publish"),
        )
