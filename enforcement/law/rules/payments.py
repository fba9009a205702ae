"""Money: taken on the spot only where the law lets it, paid in time, surcharged within the cap."""

from enforcement.law import terms
from enforcement.law.amounts import COLLECT_MAX, shown, surcharge, within
from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.deadlines import deadline
from enforcement.law.findings import block, warn
from enforcement.law.kinds import CollectionGround, Outcome, Procedure
from enforcement.law.rulebook import rule

GROUNDS = ("collection.ground", "collection.reason", "collection.requested", "decision.fine")


@rule("R-141", gates=("case.collect",), clause=Clause(PENALTY, 68), remedy="改为到银行或者电子支付系统缴款")
def money_is_taken_only_on_lawful_grounds(facts):
    """Officers take money only for small fines, where it is hard later, or in remote areas on request."""
    taken, fine = facts.collection, facts.decision.fine or 0
    summary = facts.decision.procedure == Procedure.SUMMARY
    if taken.ground is None:
        yield block("没有当场收缴的理由", "选择理由，或者改为到银行缴款", facts=GROUNDS)
    elif taken.ground == CollectionGround.REMOTE:
        if not taken.requested:
            yield block("边远地区当场收缴须由当事人提出", clause=Clause(PENALTY, 69), facts=GROUNDS)
    elif not summary:
        yield block("只有当场处罚才能以此理由当场收缴", facts=(*GROUNDS, "decision.procedure"))
    elif taken.ground == CollectionGround.SMALL and not within(fine, COLLECT_MAX):
        yield block(f"罚款 {shown(fine)} 元超过 100 元，不能按小额罚款当场收缴", facts=GROUNDS)
    elif taken.ground == CollectionGround.HARD_LATER and not taken.reason.strip():
        yield block("没有写明不当场收缴事后难以执行的情况", "写明情况，或者改为到银行缴款", facts=GROUNDS)


@rule("R-141", gates=("case.collect",), clause=Clause(PENALTY, 70), remedy="填写财政部门统一制发的票据号")
def a_receipt_is_given(facts):
    """Without the finance department's receipt the party may refuse to pay."""
    if not facts.collection.receipt_number.strip():
        yield block("当场收缴没有财政票据号，当事人有权拒绝缴纳", facts=("collection.receipt_number",))


@rule("R-141", gates=("case.collect",), clause=Clause(HOUSE), remedy="按决定书的罚款数额收缴")
def exactly_the_fine_is_taken(facts):
    """What is taken is the fine, no more and no less."""
    if facts.collection.amount != (facts.decision.fine or 0):
        yield block("收缴金额与决定书罚款数额不一致", facts=("collection.amount", "decision.fine"))


@rule("R-141", gates=("case.collect",), clause=Clause(PENALTY, 68), remedy="按财政票据核对收缴日期")
def money_is_taken_when_the_decision_is_made(facts):
    """On the spot means on the day of the decision; only a remote party's request comes later, and none is undated."""
    on, decided, concerned = (
        facts.collection.collected_on,
        facts.decision.day,
        ("collection.collected_on", "decision.day"),
    )
    if on is None or on < decided or on > facts.clock.day:
        yield block("收缴日期早于决定日期或者晚于今天", facts=(*concerned, "clock.day"))
    elif on != decided and facts.collection.ground != CollectionGround.REMOTE:
        yield block("作出决定以后才收，不是当场收缴", "由当事人到银行或者电子支付系统缴款", facts=concerned)
    if len(facts.payment.paid) > 1:
        yield block("当事人已经缴过款，不能再当场收缴", "核对缴款记录", facts=("payment.paid",))


@rule("R-141", gates=("case.hand_in",), clause=Clause(PENALTY, 71), remedy="写明逾期交款的原因")
def money_is_handed_in_in_time(facts):
    """Officers hand the money to the agency within two working days; taken on water, from the day of landing."""
    if facts.collection.collected_on is None:
        yield block("没有当场收缴的罚款，不需要交款", "核对案件", facts=("collection.collected_on",))
        return
    taken, landed = facts.collection.collected_on, facts.collection.landed_on
    handed = facts.collection.handed_in_on or facts.clock.day
    if landed and not taken <= landed <= handed:
        yield block(
            "抵岸日期应在收缴以后、交款以前",
            "按实际抵岸日期填写；不是在水上收缴的不填",
            facts=("collection.landed_on", "collection.collected_on", "collection.handed_in_on"),
        )
    due = deadline(terms.HAND_IN, landed or taken, facts.clock.calendar)
    if due.missed_on(handed):
        yield warn(
            f"应在{due.legal_last_day.isoformat()}前交至机关，{handed.isoformat()}才交",
            facts=("collection.collected_on", "collection.landed_on", "collection.handed_in_on", "clock.day"),
        )


@rule(
    "R-141",
    gates=("case.close", "case.request_closing", "case.approve_closing"),
    clause=Clause(PENALTY, 71),
    remedy="先登记执法人员交款",
)
def collected_money_is_handed_in_before_closing(facts):
    """A case is not closed while collected money is still with the officer."""
    if facts.decision.outcome != Outcome.PENALTY or facts.collection.amount is None:
        return
    if facts.collection.handed_in_on is None:
        yield block("当场收缴的罚款还没有交至机关", facts=("collection.amount", "collection.handed_in_on"))


@rule("R-140", gates=("case.record_payment",), clause=Clause(HOUSE), remedy="核对送达和缴款记录")
def payment_follows_a_fine(facts):
    """Only a fine that was decided is paid, and not before the decision."""
    if not facts.decision.fine:
        yield block("决定没有罚款，不能登记缴款", facts=("decision.fine",))
    if any(each.on < facts.decision.day for each in facts.payment.paid):
        yield block("缴款日期早于决定日期", facts=("payment.paid", "decision.day"))


@rule(
    "R-142", gates=("case.record_payment",), clause=Clause(PENALTY, 72, 1, 1), remedy="核对缴款金额和加处罚款"
)
def no_more_is_paid_than_is_owed(facts):
    """Beyond the fine only the surcharge is owed: told beforehand, 3% a day, never above the fine."""
    fine, paid = facts.decision.fine, facts.payment.paid
    extra = sum(each.amount for each in paid) - (fine or 0)
    if not fine or not paid or extra <= 0:
        return
    due = facts.payment.due_on
    concerned = ("payment.paid", "payment.due_on", "payment.pauses", "decision.fine")
    if not facts.payment.surcharge_told:
        yield block(
            "决定书没有写明加处罚款标准，不能收取加处罚款", facts=("payment.surcharge_told", *concerned)
        )
    last = max(each.on for each in paid)
    top = surcharge(fine, due, last, pauses=facts.payment.pauses).amount if due else 0
    if extra > top:
        yield block(f"缴款比罚款多 {shown(extra)} 元，加处罚款最多 {shown(top)} 元", facts=concerned)


@rule("R-143", gates=("case.defer",), clause=Clause(PENALTY, 66, 2), remedy="补齐后由负责人批准")
def a_deferral_is_asked_for_and_approved(facts):
    """Real hardship, the party's application, the head's approval; it runs from that day and never backwards."""
    payment, fine = facts.payment, facts.decision.fine or 0
    if not fine or payment.due_on is None:
        yield block(
            "没有要缴纳的罚款，或者决定书还没有送达", "核对案件", facts=("decision.fine", "payment.due_on")
        )
        return
    if sum(each.amount for each in payment.paid) >= fine:
        yield block("罚款已经缴清，不需要延期", "核对缴款记录", facts=("payment.paid", "decision.fine"))
    if not payment.pause_paper.strip():
        yield block(
            "没有当事人的申请", "把申请书拍照或者扫描放进证据，再选它", facts=("payment.pause_paper",)
        )
    if not payment.pause_reason.strip():
        yield block("没有写明当事人确有的经济困难", "写明困难和核实情况", facts=("payment.pause_reason",))
    for pause in payment.pauses[-1:]:
        if pause.end is None or pause.end <= max(pause.start, payment.due_on):
            yield block(
                "延期到的日期应在批准以后、原缴款期限以后",
                "改正日期",
                facts=("payment.pauses", "payment.due_on"),
            )


@rule(
    "R-144",
    gates=("case.note_review",),
    clause=Clause(PENALTY, 73, 3),
    remedy="按受理通知书、裁判文书改正日期",
)
def a_pause_lies_between_decision_and_today(facts):
    """The days do not count from the application or suit until its outcome is served, both included."""
    concerned = ("payment.pauses", "decision.day", "clock.day")
    for pause in facts.payment.pauses[-1:]:
        if not facts.decision.day <= pause.start <= facts.clock.day:
            yield block("申请或者起诉的日期早于决定日期或者晚于今天", facts=concerned)
        if pause.end is not None and not pause.start <= pause.end <= facts.clock.day:
            yield block("结果送达的日期早于申请、起诉的日期或者晚于今天", facts=concerned)
        if not facts.payment.pause_paper.strip():
            yield block(
                "没有受理通知书或者裁判文书",
                "把文书拍照或者扫描放进证据，再选它",
                facts=("payment.pause_paper",),
            )


@rule("R-140", gates=("case.record_payment",), clause=Clause(HOUSE), remedy="按缴款凭证填写")
def no_payment_lies_ahead(facts):
    """What is registered as paid was paid."""
    if any(each.on > facts.clock.day for each in facts.payment.paid):
        yield block("缴款日期在今天之后", facts=("payment.paid", "clock.day"))


@rule("R-140", gates=("case.execute",), clause=Clause(PENALTY, 66, 1), remedy="登记缴款")
def what_is_carried_out_is_paid(facts):
    """A penalty is carried out when its fine is paid in full."""
    fine = facts.decision.fine or 0
    if sum(each.amount for each in facts.payment.paid) < fine:
        yield block(f"罚款 {shown(fine)} 元还没有缴清", facts=("payment.paid", "decision.fine"))


@rule("R-141", gates=("case.collect",), clause=Clause(HOUSE), remedy="核对财政票据")
def money_is_taken_once(facts):
    """A fine taken on the spot is not taken again."""
    if facts.step.again:
        yield block("这笔罚款已经当场收缴，不能再收一次", facts=("step.again",))


@rule("R-141", gates=("case.collect",), clause=Clause(HOUSE), remedy="核对决定书")
def money_is_taken_for_a_fine(facts):
    """Without a fine nothing is taken."""
    if not facts.decision.fine:
        yield block("这个决定没有罚款，不能当场收缴", facts=("decision.fine",))


@rule("R-141", gates=("case.hand_in",), clause=Clause(HOUSE), remedy="登记有误的，由负责人作更正")
def money_is_handed_in_once(facts):
    """What was handed in is with the agency."""
    if facts.step.again:
        yield block("这笔罚款已经上交", facts=("step.again",))


@rule("R-141", gates=("case.hand_in",), clause=Clause(HOUSE), remedy="核对交款凭证后再填")
def money_is_handed_in_after_it_was_taken(facts):
    """Money is handed in on the day on which it was taken, or later, and not ahead of time."""
    taken, handed = facts.collection.collected_on, facts.collection.handed_in_on
    if taken and handed and not taken <= handed <= facts.clock.day:
        yield block(
            "上交日期早于收缴日期或者晚于今天",
            facts=("collection.collected_on", "collection.handed_in_on", "clock.day"),
        )
