"""What the page of a step asks for itself: a finding about that says nothing before the page is filled."""

from enforcement.law.findings import Level

ENTERED = {
    "weigh": ("decision.", "assessment."),
    "issue": ("notice", "officers.shown", "decision.receipt", "decision.refusal_note", "collection."),
    "propose_exemption": ("notice", "officers.shown", "decision.education"),
    "return_exemption": ("decision.return_reason",),
    "convert": ("decision.convert_reason",),
    "withdraw": ("decision.withdraw_reason",),
    "deliver": ("decision.receipt", "decision.refusal_note", "serving.", "delivery.", "document.sealed"),
    "collect": ("collection.",),
    "hand_in": ("collection.handed_in_on", "collection.landed_on"),
    "defer": ("payment.pause",),
    "note_review": ("payment.pause",),
    "request_filing": (
        "filing.",
        "recusals.",
        "jurisdiction.basis",
        "act.safety_harm",
        "act.ecological_damage",
        "jurisdiction.act_area",
    ),
    "file": ("filing.decided_by", "filing.filed_on"),
    "refuse_filing": ("filing.refused_reason",),
    "transfer_out": ("decision.withdraw_reason",),
    "declare": ("recusals.",),
    "assign": ("recusals.", "officers."),
    "dismiss": ("decision.withdraw_reason",),
    "return_decision": ("decision.return_reason",),
    "ask_recusal": ("recusals.",),
    "rule_recusal": ("recusals.",),
    "sign_record": ("record.", "officers.shown"),
    "conclude": ("filing.concluded_on", "gains.", "inquiry.proofs"),
    "give_notice": ("notice.",),
    "serve_notice": ("serving.",),
    "record_defence": ("notice.points", "notice.waived_on", "hearing.requested_on"),
    "discuss": ("discussion.",),
    "attempt": ("serving.",),
    "request_closing": ("closing.performance", "closing.rechecked_on", "publication."),
    "return_closing": ("decision.return_reason",),
}


def left_over(choice):
    """Return what stands in a step's way beyond what its own page asks for."""
    asked = ENTERED.get(choice.step.name, ())
    return [stop for stop in choice.stops if not any(f"{fact}.".startswith(asked) for fact in stop.facts)]


def barred(stops):
    """Return whether any of `stops` is more than a warning, which a reason passes."""
    return any(stop.level is not Level.WARN for stop in stops)
