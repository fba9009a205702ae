"""R-117, R-122: captures by devices, and evidence of every kind."""

from datetime import UTC, timedelta

import pytest

from enforcement import law
from enforcement.law import facts, kinds
from enforcement.law.findings import Level
from enforcement.law.rules import devices, evidence

from .conftest import day, of
from .small_case import at, make_proof, make_small

BLOCK, HOLD, WARN = Level


# -- R-117 -------------------------------------------------------------------------------------------------
DEVICE = facts.Device(
    number="TZ-01",
    reviewed_on=day("2026-01-10"),
    published_on=day("2026-01-20"),
    marked=True,
    standard="GA/T 832",
    basis_level="LAW",
)


def captured(device=None, **review):
    proof = make_proof(
        "c1", kind="ELECTRONIC", device=DEVICE.but(**(device or {})),
        **{"reviewed_on": day("2026-09-16"), "reviewed_by": "审核员", "informed_on": day("2026-09-18")} | review,
    )  # fmt: skip
    return make_small(
        inquiry={"proofs": (proof,), "found": (facts.FoundFact(text="闯入", proofs=("c1",)),)},
    )


@pytest.mark.parametrize("gate", ["case.conclude", "case.decide"])
def test_T_117a_a_device_whose_site_is_not_public(gate):
    assert not of(law.check(captured(), gate), "R-117")
    [found] = of(law.check(captured({"published_on": None}), gate), "R-117")
    assert (found.level, str(found.clause)) == (BLOCK, "《行政处罚法》第四十一条第一款")


@pytest.mark.parametrize(
    "device",
    [
        {"number": ""},
        {"reviewed_on": None},
        {"marked": False},
        {"published_on": day("2026-09-16")},
        {"basis_level": None},
    ],
    ids=["unregistered", "unreviewed", "unmarked", "public only later", "no basis registered"],
)
def test_T_117a_other_faults_of_the_device(device):
    assert len(of(law.check(captured(device), "case.decide"), "R-117", BLOCK)) == 1


@pytest.mark.parametrize("level", list(kinds.BasisLevel))
def test_T_117d_using_a_device_rests_on_a_law_or_an_administrative_regulation(level):
    found = of(law.check(captured({"basis_level": level}), "case.decide"), "R-117", BLOCK)
    assert bool(found) is (level not in ("LAW", "ADMINISTRATIVE_REGULATION"))
    if found:
        assert level.label in found[0].message and str(found[0].clause) == "《行政处罚法》第四十一条第一款"


def test_T_117a_a_capture_falls_on_its_shanghai_day():
    night = at("2026-01-20 07:00").astimezone(UTC)
    assert not of(law.check(captured(captured_at=night), "case.decide"), "R-117")
    assert of(law.check(captured(captured_at=night - timedelta(hours=8)), "case.decide"), "R-117", BLOCK)


def test_T_117b_a_blurred_plate():
    [found] = of(law.check(captured(review_fault="车牌模糊"), "case.decide"), "R-117")
    assert found.message == "证据“材料c1”不能作为证据：设备记录审核未通过：车牌模糊"
    assert of(law.check(captured(reviewed_on=None), "case.decide"), "R-117", BLOCK)
    unused = captured(review_fault="车牌模糊").but(inquiry={"found": ()})
    assert not of(law.check(unused, "case.decide"), "R-117")


def test_T_117b_the_party_is_told_within_three_working_days():
    in_time = captured(informed_on=day("2026-09-20"))
    assert not of(law.check(in_time, "case.conclude"), "R-117")
    assert of(law.check(captured(informed_on=day("2026-09-21")), "case.conclude"), "R-117", WARN)
    assert of(law.check(captured(informed_on=None), "case.conclude"), "R-117", WARN)
    assert list(devices.device_faults(make_proof("p1"))) == []


# -- R-122 -------------------------------------------------------------------------------------------------
def proven(*proofs, linked=None):
    keys = tuple(proof.key for proof in proofs) if linked is None else linked
    return make_small(
        inquiry={"proofs": proofs, "found": (facts.FoundFact(text="当事人占道经营", proofs=keys),)}
    )


COPY = make_proof("k", kind="DOCUMENTARY", copy=True, source="当事人", compared=True, verified=False)


@pytest.mark.parametrize("gate", ["case.conclude", "case.decide"])
def test_T_122a_a_copy_the_holder_did_not_confirm(gate):
    whole = make_proof("p1")
    [found] = of(law.check(proven(whole, COPY), gate), "R-122")
    assert (found.level, found.message) == (WARN, "证据“材料k”还缺：原件持有人的盖章或者签名")
    marked = of(law.check(proven(whole, COPY.but(verified=True)), gate), "R-122")
    assert [each.level for each in marked] == [BLOCK]
    assert "不能标为查证属实" in marked[0].message
    sealed = COPY.but(verified=True, holder_confirmed=True)
    assert not of(law.check(proven(whole, sealed), gate), "R-122")


FILM = {"method": "手机拍摄", "maker": "执法员1", "purpose": "占道情况"}


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        ({"kind": None}, ("证据种类",)),
        ({"kind": "AUDIOVISUAL"}, ("制作方法", "制作人", "证明对象")),
        ({"kind": "AUDIOVISUAL", "captured_at": None, **FILM}, ("制作时间",)),
        ({"kind": "AUDIOVISUAL", "sound": True, **FILM}, ("声音的文字记录",)),
        ({"kind": "AUDIOVISUAL", "sound": True, "transcript": "文字", **FILM}, ()),
        ({"kind": "RECORD", "officers_signed": False}, ("执法人员签名",)),
        ({"kind": "RECORD", "party_signed": False}, ("当事人签名或者未签名的原因",)),
        ({"kind": "RECORD", "party_signed": False, "unsigned_reason": "拒签"}, ()),
        (
            {"kind": "DOCUMENTARY", "copy": True},
            ("复制件来源", "与原件核对无异的说明", "原件持有人的盖章或者签名"),
        ),
    ],
)
def test_T_122a_what_each_kind_asks(given, lacking):
    proof = make_proof("p1", **given)
    assert evidence.shortcomings(proof) == lacking
    assert evidence.usable(proof, at("2026-10-10 10:00")) is (lacking == ())


@pytest.mark.parametrize("gate", ["case.conclude", "case.give_notice", "case.decide"])
def test_T_122b_a_fact_without_evidence(gate):
    [found] = of(law.check(proven(make_proof("p1"), linked=()), gate), "R-122")
    assert (found.level, found.message) == (BLOCK, "事实“当事人占道经营”没有证据")
    assert found.remedy.startswith("在“认定事实”页")
    for linked in (proven(make_proof("p1", verified=False)), proven(make_proof("p1"), linked=("lost",))):
        assert of(law.check(linked, gate), "R-122", BLOCK)
    assert of(law.check(make_small(inquiry={"found": ()}), gate), "R-122", BLOCK)


def test_T_122b_excluded_and_late_evidence_proves_nothing():
    good = make_proof("p1")
    for bad in (make_proof("x", excluded="偷录"), make_proof("x", captured_at=at("2026-10-10 10:01"))):
        found = of(law.check(proven(good, bad), "case.decide"), "R-122", BLOCK)
        assert len(found) == 1
        assert len(of(law.check(proven(bad), "case.decide"), "R-122", BLOCK)) == 2


# -- nobody is punished on one photograph without a word --------------------------------------------------
def on_one_photograph(**decision):
    photo = make_proof("p1", kind="AUDIOVISUAL", method="拍摄", maker="张三", purpose="证明占道")
    found = (facts.FoundFact(text="当事人占道经营", proofs=("p1",)),)
    return make_small(inquiry={"proofs": (photo,), "found": found}, decision=decision)


@pytest.mark.parametrize("gate", ["case.conclude", "case.decide"])
def test_R_129_a_penalty_on_one_photograph_and_no_record_is_asked_about(gate):
    [found] = of(law.check(on_one_photograph(), gate), "R-129")
    assert (found.level, str(found.clause)) == (WARN, "《行政处罚法》第五十五条第二款")
    assert "只有 1 份证据" in found.message
    assert not of(law.check(make_small(), gate), "R-129")


def test_R_129_without_a_penalty_nothing_is_asked():
    spared = on_one_photograph(outcome="NO_PENALTY", kinds=(), fine=None, tier=None)
    assert not of(law.check(spared, "case.conclude"), "R-129")
