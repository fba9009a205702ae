"""One lawful case of the ordinary procedure, too small for a hearing, for the tests of the rulebook."""

from datetime import date, datetime
from decimal import Decimal

from enforcement.law import facts, kinds

from .conftest import SHANGHAI, make_facts
from .counted import with_limits

ACTED, FILED, SERVED, DECIDED = date(2026, 9, 10), date(2026, 9, 14), date(2026, 9, 24), date(2026, 10, 10)
DECIDED_AT = datetime(2026, 10, 10, 10, 0, tzinfo=SHANGHAI)


def at(text):
    """Return a Shanghai moment from 2026-09-10 10:00."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def make_proof(key, **given):
    return facts.Proof(
        **{
            "key": key,
            "name": f"材料{key}",
            "kind": "PHYSICAL",
            "verified": True,
            "captured_at": at("2026-09-15 09:00"),
        }
        | given
    )


TOLD = (
    ("PARTY", "赵六", "hash"), ("MATTER", "占道经营"), ("ACTED_AT", "2026-09-10 10:00"), ("PLACE", "大陈镇南街口"),
    ("FACT", "当事人占道经营。"), ("EVIDENCE", "材料p1", "Pp1"), ("EVIDENCE", "材料p2", "Pp2"),
    ("BREACHED", "《浙江省城市市容和环境卫生管理条例》第十二条第一款"),
    ("BASIS", "《浙江省城市市容和环境卫生管理条例》第十二条第三款"), ("REASONS", "情节一般"),
    ("KIND", "罚款", "FINE"), ("FINE", "1,500 元"), ("ORDER", "立即清理占道物品"),
)  # fmt: skip


def parts(*rows):
    """Return parts from (kind, text) or (kind, text, key)."""
    return tuple(facts.Part(kind=kind, text=text, key="".join(key)) for kind, text, *key in rows)


def make_small(**changes):
    """Return a fine of 1,500 yuan (500–3,000) for an act of 2026-09-10, told on 09-24, decided on 10-10."""
    lawful = make_facts(
        act={"day": ACTED, "discovered_on": ACTED},
        item={"fine_min": Decimal(500), "fine_max": Decimal(3000)},
        agency={"hearing_threshold": Decimal(5000)},
        officers={"days": (date(2026, 9, 15), DECIDED)},
        notice={"kinds": ("FINE",), "fine": Decimal(1500), "given_on": SERVED, "served_on": SERVED},
        decision={
            "procedure": "GENERAL", "fine": Decimal(1500), "tier": "ORDINARY", "day": DECIDED, "at": DECIDED_AT,
            "order": "立即清理占道物品",
        },
        clock={"day": DECIDED, "at": DECIDED_AT, "filed_on": FILED},
        delivery={"delivered_on": DECIDED},
        payment={"paid": (facts.Paid(on=DECIDED, amount=Decimal(1500)),)},
        jurisdiction=facts.Jurisdiction(
            act_area="331002", act_place="椒江区", agency_area="331002", filed_at=at("2026-09-14 10:00")
        ),
        recusals=facts.Recusals(
            declarations=(facts.Declaration(officer="1"), facts.Declaration(officer="2")), requests=()
        ),
        inquiry=facts.Inquiry(
            proofs=(make_proof("p1"), make_proof("p2", kind="RECORD")),
            found=(facts.FoundFact(text="当事人占道经营", proofs=("p1", "p2")),),
        ),
        gains=facts.Gains(receipts=Decimal(0)),
        norms=facts.Norms(earlier=()),
        hearing=facts.Hearing(),
        telling=facts.Telling(told=parts(*TOLD), decided=parts(*TOLD), approved=parts(*TOLD)),
        publication=facts.Publication(publish=True, reason="具有一定社会影响", published_on=DECIDED),
        stages=facts.Stages(recorded=tuple(kinds.ProcessStage)),
    )  # fmt: skip
    return with_limits(lawful, **changes)
