"""The ordinary case of E2E-1: a company, housing domain, hearing and extension across National Day 2026."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from enforcement.documents.register import papers
from enforcement.law import facts, kinds
from enforcement.law.deadlines import Excluded

from .conftest import SHANGHAI, make_band, make_facts, of_the_register
from .counted import with_limits

DECIDED = date(2026, 11, 3)
STEPS = {
    "case.request_filing": date(2026, 6, 29),
    "case.file": date(2026, 6, 29),
    "case.sign_record": date(2026, 7, 2),
    "case.conclude": date(2026, 9, 28),
    "case.give_notice": date(2026, 9, 28),
    "case.serve_notice": date(2026, 9, 30),
    "case.record_defence": date(2026, 10, 9),
    "case.submit": date(2026, 10, 27),
    "case.take_review": date(2026, 10, 27),
    "case.approve_review": date(2026, 10, 30),
    "case.discuss": date(2026, 11, 2),
    "case.decide": DECIDED,
    "case.attempt": date(2026, 11, 6),
    "case.deliver": date(2026, 11, 6),
    "case.request_closing": date(2026, 11, 25),
    "case.approve_closing": date(2026, 11, 26),
}
SETBACKS = {
    "case.answer_complaint", "case.refuse_filing", "case.transfer_out", "case.reopen", "case.return_review",
    "case.send_back", "case.publish", "case.defer", "case.defence", "case.dispute", "case.exclude", "case.extend",
    "case.extend_clue", "case.extend_review", "case.disagree", "case.norms", "case.report", "case.tell_remedies",
    "case.vet", "case.assign_review",
}  # fmt: skip


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def stated(kind, **given):
    """Return contents that state every element of a document of `kind`."""
    words = {element.code: f"{element.label}已写明" for element in papers()[kind].elements}
    party = {"party_name": "甲公司", "fine": "60000.00", "fine_capitals": "人民币陆万元整"}
    text = {
        "collector": "椒江农商银行",
        "collector_address": "椒江区市府大道1号",
        "contact": "联系人：执法员1　联系电话：0576-88880000",
        "benchmark": "依据已公布的裁量基准，属一般情形",
        "defence": "当事人陈述、申辩：已经清运。不予采纳：清运在立案之后。",
    }
    return words | party | text | given


def make_paper(kind, on, number="台椒综执罚决字〔2026〕第000001号", **contents):
    filled = stated(kind, **contents)
    return facts.Document(
        number=number, day=on, contents=filled, text="\n".join(filled.values()), signers=(), sealed=True,
        **of_the_register(kind),
    )  # fmt: skip


def make_review(**given):
    return facts.Review(
        **{
            "reviewer": "8",
            "name": "审核员8",
            "first_review_on": date(2020, 3, 2),
            "qualification": "A20193310",
            "on_case_team": False,
            "submitted_on": date(2026, 10, 27),
            "concluded_on": date(2026, 10, 30),
            "result": "AGREE",
            "points": tuple(facts.Point(point=each, sound=True) for each in kinds.ReviewPoint),
        }
        | given
    )


def make_attempt(**given):
    return facts.Attempt(
        **{
            "method": "DIRECT",
            "day": date(2026, 11, 6),
            "received_on": date(2026, 11, 6),
            "place": "甲公司",
            "recipient": "钱七",
            "relation": "REPRESENTATIVE",
            "proof": "31",
            "servers": ("执法员1", "执法员2"),
        }
        | given
    )


def make_record(kind="INQUIRY", **given):
    return facts.Record(
        **{
            "kind": kind,
            "began_at": moment("2026-07-02 09:00"),
            "ended_at": moment("2026-07-02 09:40"),
            "place": "执法队询问室",
            "officers": ("1", "2"),
            "certificates": ("浙K20261", "浙K20262"),
            "recorder": "执法员2",
            "shown_at": moment("2026-07-02 09:00"),
            "rights_told": True,
            "recusal_asked": True,
            "persons": ("钱七",),
            "relation": "法定代表人",
            "minor": False,
            "party_present": True,
            "text": "现场堆放建筑垃圾12立方米，占地30平方米。",
            "read_through": True,
            "pages": 3,
            "pages_signed": 3,
            "elsewhere": (),
        }
        | given
    )


def make_company_case(**changes):
    """Return a fine of 60,000 yuan as it stands when it is decided; `changes` as in `make_facts`."""
    filing = facts.Filing(
        domain="HOUSING", source="投诉举报", criteria=tuple(kinds.FilingCriterion), investigators=("1", "2"),
        opinion="建议立案", proposed_on=date(2026, 6, 29), decided_by="局长", filed_on=date(2026, 6, 29),
        extensions=(facts.Extension(days=30, approved_on=date(2026, 9, 24), approved_by="局长"),),
        excluded=(
            Excluded(date(2026, 7, 6), date(2026, 7, 27), "检测"),
            Excluded(date(2026, 10, 13), date(2026, 10, 26), "听证"),
        ),
        concluded_on=date(2026, 9, 28),
    )  # fmt: skip
    case = make_facts(
        party={"kind": "ORGANISATION", "name": "甲公司", "identity": "91331002MA2ABCDE1X",
               "identity_kind": "CREDIT_CODE", "born_on": None},
        act={"day": date(2026, 6, 12), "discovered_on": date(2026, 6, 15), "description": "擅自倾倒建筑垃圾",
             "clue_on": date(2026, 6, 15), "clue_answered": False},
        item={"fine_min": Decimal(10000), "fine_max": Decimal(100000)},
        agency={"hearing_threshold": Decimal(50000)},
        officers={"days": (date(2026, 7, 2), DECIDED)},
        benchmark={"bands": (make_band("ORDINARY", 40000, 70000),)},
        notice={"fine": Decimal(60000), "told_at": moment("2026-09-30 10:00"), "kinds": ("FINE",),
                "hearing_told": True, "given_on": date(2026, 9, 28), "served_on": date(2026, 9, 30),
                "points": (facts.DefencePoint(text="已经清运", adopted=False, reason="清运在立案之后"),)},
        decision={"procedure": "GENERAL", "fine": Decimal(60000), "day": DECIDED,
                  "at": moment("2026-11-03 15:00"), "confirmed_by": "局长",
                  "corrected_on": date(2026, 7, 20), "corrected_evidence": ("7",)},
        delivery={"delivered_on": date(2026, 11, 6)},
        payment={"due_on": date(2026, 11, 23),
                 "paid": (facts.Paid(on=date(2026, 11, 20), amount=Decimal(60000)),)},
        closing={"performance": "罚款 60000 元已于2026年11月20日缴清", "finished_on": date(2026, 11, 20)},
        filing=filing,
        record=make_record(),
        reviewing=facts.Reviewing(rounds=(make_review(),)),
        discussion=facts.Discussion(
            held_on=date(2026, 11, 2), minutes="41", attendees=("8", "9", "10"), voters=("9", "10"),
            heads=("8", "9", "10"), views="一致同意", conclusion="罚款 60000 元", investigators=("1", "2"),
            kinds=("FINE",), fine=Decimal(60000),
        ),
        serving=facts.Serving(
            document="行政处罚决定书 台椒综执罚决字〔2026〕第000001号", document_on=DECIDED,
            addressee="甲公司", attempts=(make_attempt(),),
        ),
        hearing=facts.Hearing(requested_on=date(2026, 10, 13), held_on=date(2026, 10, 26),
                              ended_on=date(2026, 10, 26), public=True, host="11"),
        jurisdiction=facts.Jurisdiction(act_area="331002", agency_area="331002",
                                        filed_at=moment("2026-06-29 09:00")),
        recusals=facts.Recusals(declarations=tuple(
            facts.Declaration(officer=key) for key in ("1", "2", "11"))),
        inquiry=facts.Inquiry(
            proofs=(facts.Proof(key="7", name="询问笔录", kind="STATEMENT", verified=True,
                                captured_at=moment("2026-07-02 09:40")),),
            found=(facts.FoundFact(text="倾倒建筑垃圾12立方米", proofs=("7",)),),
        ),
        gains=facts.Gains(receipts=Decimal(0)),
        norms=facts.Norms(earlier=()),
        publication=facts.Publication(publish=True, reason="依法公开", published_on=date(2026, 11, 10)),
        stages=facts.Stages(recorded=tuple(kinds.ProcessStage)),
        document=make_paper("DECISION", DECIDED),
        clock={"day": DECIDED, "at": moment("2026-11-03 15:00")},
    )  # fmt: skip
    return with_limits(case, **changes)


def at(gate, **changes):
    """Return the lawful case on the day on which it passes `gate`."""
    day = STEPS[gate]
    now = {"clock": {"day": day, "at": datetime.combine(day, moment("2026-01-01 17:00").timetz())}}
    if gate == "case.give_notice":
        now["document"] = make_paper("PRIOR_NOTICE", day, "台椒综执罚先告字〔2026〕第000001号")
        now["notice"] = {"served_on": None}
    if gate == "case.record_defence":
        now["hearing"] = {"requested_on": None}
    if gate == "case.serve_notice":
        attempt = make_attempt(day=day, received_on=day)
        now["notice"] = {"served_on": None}
        now["serving"] = {"document_on": day - timedelta(days=2), "attempts": (attempt,)}
    return with_limits(make_company_case(**now), **changes)
