"""The official calendar of 2025 and 2026 and one lawful case, for the tests of the rulebook."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from enforcement.documents.register import papers
from enforcement.law import amounts, facts, kinds, remedies
from enforcement.law.calendar import WorkCalendar

from .counted import with_limits

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 9, 24)
AT = datetime(2026, 9, 24, 10, 30, tzinfo=SHANGHAI)

# 国办发明电〔2024〕12号 and the notice of 2025-11-04: days off from … to, weekend days worked
OFF = (
    ("2025-01-01", "2025-01-01"), ("2025-01-28", "2025-02-04"), ("2025-04-04", "2025-04-06"),
    ("2025-05-01", "2025-05-05"), ("2025-05-31", "2025-06-02"), ("2025-10-01", "2025-10-08"),
    ("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"), ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"), ("2026-06-19", "2026-06-21"), ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
)  # fmt: skip
WORKED = (
    "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
    "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
)  # fmt: skip


def day(text):
    return date.fromisoformat(text)


def make_calendar(years=(2025, 2026), **more):
    holidays = [
        day(first) + timedelta(days=n)
        for first, last in OFF
        for n in range((day(last) - day(first)).days + 1)
    ]
    return WorkCalendar(holidays=holidays, worked=map(day, WORKED), years=years, **more)


@pytest.fixture(scope="session")
def calendar():
    return make_calendar()


def make_officer(key, **given):
    return facts.Officer(
        **{
            "key": key,
            "name": f"执法员{key}",
            "auxiliary": False,
            "certificate": f"浙K2026{key}",
            "certificate_from": date(2023, 1, 1),
            "certificate_to": date(2027, 12, 31),
        }
        | given
    )


def make_band(tier, low, high, start="2025-01-01", end=None):
    return facts.Band(
        tier=tier,
        low=Decimal(low),
        high=Decimal(high),
        valid_from=day(start),
        valid_to=day(end) if end else None,
    )


CONTENTS = {
    "party_name": "赵六",
    "party_identity": "居民身份证 33100319900307701X",
    "party_address": "大陈镇1号",
    "act": "占道经营",
    "act_at": "2026-09-24 10:00",
    "act_place": "大陈镇南街口",
    "evidence": "现场照片2张",
    "basis": "《浙江省城市市容和环境卫生管理条例》第十二条第三款",
    "penalty": "罚款",
    "fine": "200.00",
    "fine_capitals": "人民币贰佰元整",
    "collector": "椒江农商银行",
    "collector_address": "椒江区市府大道1号",
    "manner": "自收到本决定书之日起十五日内到指定银行缴纳",
    "defence": "未提出陈述、申辩",
    "remedies": remedies.wording(kinds.Procedure.SUMMARY, "椒江区人民政府"),
    "reconsideration_body": "椒江区人民政府",
    "agency": "椒江区综合行政执法局",
    "day": "2026年9月24日",
    "receipt": "赵六",
}
SPARED = CONTENTS | {
    "norm": "《浙江省城市市容和环境卫生管理条例》第十二条第一款",
    "limb": "初次违法，危害后果轻微，已及时改正（《行政处罚法》第三十三条第一款）",
    "prior_query": "24个月内未发现同类违法",
    "decision": "不予行政处罚",
    "order": "当事人已当场改正",
    "education": "已当面教育",
    "remedies": remedies.wording(kinds.Procedure.GENERAL, "椒江区人民政府"),
}


def of_the_register(kind):
    """Return what the register says of a paper, as facts."""
    one = papers()[kind]
    return {"kind": kind, "title": one.title, "numbered": bool(one.word), "elements": one.elements}


def make_facts(**changes):
    """Return a lawful on-the-spot fine of 200 yuan for a citizen on 2026-09-24, in all its groups."""
    lawful = facts.CaseFacts(
        party=facts.Party(
            kind="PERSON", name="赵六", identity="33100319900307701X", born_on=date(1990, 3, 7), guardian="",
            address_on=DAY,
        ),
        act=facts.Act(
            day=DAY, ended_on=None, discovered_on=DAY, place="大陈镇南街口", description="占道经营",
            safety_harm=False, environmental=False, ecological_damage=False, clue_on=None,
        ),
        item=facts.Item(
            code="T-1", name="占道经营", clause="《浙江省城市市容和环境卫生管理条例》第十二条第三款",
            level="LOCAL_REGULATION", law="浙江省城市市容和环境卫生管理条例", law_from=date(2009, 1, 1),
            law_repealed_on=None, valid_from=None, valid_to=None, kinds=("WARNING", "FINE"),
            fine_min=Decimal(50), fine_max=Decimal(500), devolutions=None,
        ),
        agency=facts.Agency(kind="DEPARTMENT", name="椒江区综合行政执法局", government="椒江区人民政府"),
        officers=facts.Officers(acting=(make_officer("1"), make_officer("2")), days=(DAY,), shown=True),
        assessment=facts.Assessment(
            minor=False, harm="SERIOUS", corrected=False, evidence=("7",), prior_queried=True,
            prior_days=(), lookback_months=24,
        ),
        benchmark=facts.Benchmark(bands=()),
        repeats=facts.Repeats(alike=()),
        notice=facts.Notice(
            elements=tuple(kinds.NoticeElement), told_at=AT - timedelta(minutes=5), proof="9",
            fine=Decimal(200), heard=True,
        ),
        decision=facts.Decision(
            outcome="PENALTY", kinds=("FINE",), fine=Decimal(200), tier="ORDINARY", day=DAY, at=AT,
            education="", guardian_order="", signed_by=("1", "2"), receipt="SIGNED", signer="SELF",
            return_reason="事实不清", convert_reason="金额超限", withdraw_reason="重复登记",
        ),
        document=facts.Document(
            **of_the_register("ON_THE_SPOT"), number="台椒综执当罚字〔2026〕第000123号", day=DAY, contents=CONTENTS,
            text="\n".join(CONTENTS.values()), signers=("执法员1 浙K20261", "执法员2 浙K20262"),
        ),
        delivery=facts.Delivery(delivered_on=DAY, receipt="SIGNED", servers=("执法员1",)),
        collection=facts.Collection(amount=None, collected_on=None, ground=None),
        payment=facts.Payment(due_on=date(2026, 10, 9), paid=(facts.Paid(on=DAY, amount=Decimal(200)),)),
        registration=facts.Registration(filed_on=date(2026, 9, 28)),
        closing=facts.Closing(reason="FULFILLED"),
        telling=facts.Telling(told=None, decided=()),
        step=facts.StepTaken(by="1", reason="情况属实", about="7", paper="7", on=DAY),
        clock=facts.Clock(day=DAY, at=AT, filed_on=DAY, calendar=make_calendar()),
    )  # fmt: skip
    return with_limits(lawful.but(**changes))


def fined(amount, tier="ORDINARY", **changes):
    """Return the lawful case with another fine, as told and as decided."""
    amount = amounts.yuan(amount)
    lawful = make_facts(
        decision={"fine": amount, "tier": tier},
        notice={"fine": amount},
        item={"fine_min": Decimal(0), "fine_max": Decimal(10000)},
        benchmark={"bands": (make_band(tier, 0, 10000),)},
    )
    return lawful.but(**changes)


def of(findings, rule, level=None):
    """Return the findings of one rule, and of one level where it is given."""
    return [each for each in findings if each.rule == rule and level in (None, each.level)]
