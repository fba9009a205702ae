"""What papers say of a case: what was asked, one order to correct, exhibits by what they show, whom to ask."""

from datetime import date
from decimal import Decimal

import pytest

from cases.decision.papers import no_penalty
from cases.models import Case, Party
from cases.notice.papers import prior_notice
from cases.papers.history import record_name
from cases.papers.shared import NOT_PROVIDED, exhibit_names, exhibits, office, party_block
from cases.street.papers import on_the_spot
from cases.workflow import State
from enforcement import clock
from enforcement.errors import Refused
from enforcement.parameters.models import Parameter
from enforcement.procedures.ways import ways_on
from tests.cases.factories import SPARED, Town, act, add_photo, issue, make_case, party, weigh
from tests.cases.ordinary import REACHED_ON, Lane
from tests.cases.test_api import client_of, scene
from tests.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return Town()


def ready(town, **who):
    case = make_case(town, who=party(**who))
    add_photo(case, town)
    weigh(case)
    return Case.objects.get(pk=case.pk)


def test_an_address_nobody_asked_for_is_asked_for(town):
    case = ready(town, address="")
    assert party_block(case).address == ""
    with pytest.raises(Refused) as refused:
        issue(case)
    [found] = [one for one in refused.value.findings if "住址" in one.message]
    assert found.rule == "R-908" and "说不出的，勾选" in found.remedy


def test_an_address_that_the_party_could_not_say_is_noted(town):
    case = ready(town, address="", address_unknown=True)
    assert party_block(case).address == NOT_PROVIDED
    assert issue(case).number


def test_an_address_that_is_known_is_not_unknown(town):
    case = ready(town, address_unknown=True)
    assert not case.party_address_unknown and party_block(case).address == "人民路1号"


def test_the_address_stands_in_the_open_with_its_answer(client, town):
    with clock.set_to(AT):
        client.force_login(town.zhang)
        page = client.get(client.post("/cases/new/", {"shape": "pages"}).url).content.decode()
    before_fold = page[: page.index('<details class="more"')]
    for name in ("address", "address_unknown", "representative"):
        assert f'name="{name}"' in before_fold, name
    assert 'name="nationality"' in page


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, {"identity_name"}),
        ({"identity_name": "护照"}, {"nationality"}),
        ({"identity_name": "护照", "nationality": "越南"}, set()),
        ({"identity_name": "港澳居民来往内地通行证"}, set()),
    ],
)
def test_another_card_is_named_with_its_country(town, given, wrong):
    typed = scene(town, identity_kind="OTHER", identity="C1234567", born_on="1990-03-07") | given
    with clock.set_to(AT):
        answer = client_of(town.zhang).post("/api/cases/", typed, format="json")
    assert set(answer.json().get("fields", ())) == wrong
    if not wrong:
        case = Case.objects.get()
        assert (case.identity_name, case.nationality) == (
            given["identity_name"],
            given.get("nationality", ""),
        )
        block = party_block(case)
        assert block.identity_words() == f"{given['identity_name']} C1234567"


def test_a_party_without_any_card_has_no_other_card(town):
    case = make_case(
        town, who=party(identity_kind=Party.IdentityKind.NONE, identity="", born_on=date(1990, 1, 1))
    )
    assert party_block(case).identity_words() == f"证件 {NOT_PROVIDED}"


def test_one_order_to_correct(town):
    """The form says 责令限期改正 of every order; the paper names the one that it gives."""
    case = make_case(town)
    weigh(case, correction="ORDERED", correction_order="责令立即改正", grade="LIGHTER")
    content = on_the_spot.content_of(Case.objects.get(pk=case.pk), at=AT)
    assert content.order == "责令立即改正" and "责令立即改正" in content.benchmark
    assert "责令限期改正" not in content.benchmark


def test_no_penalty_paper_tells_nothing_of_our_settings(town):
    case = make_case(town)
    add_photo(case, town)
    weigh(case, **SPARED)
    content = no_penalty.content_of(Case.objects.get(pk=case.pk), at=AT)
    assert content.prior_query == "近24个月内同类违法0次" and "设计默认" not in str(content)


def test_a_photograph_that_nobody_named_is_a_photograph(town):
    case = make_case(town)
    add_photo(case, town)
    piece = case.dossier.pieces.get()
    piece.title, piece.kind, piece.media_type = f"视听资料{piece.serial}", "AUDIOVISUAL", "image/png"
    assert exhibit_names([piece]) == ("现场照片",)
    assert exhibit_names([piece, piece]) == ("现场照片2份",)
    piece.media_type = "video/mp4"
    assert exhibit_names([piece]) == ("现场录像",)
    piece.title = "营业执照"
    assert exhibit_names([piece]) == ("营业执照",)


def test_a_record_is_named_in_prose():
    lane = Lane()
    lane.to(State.CONCLUDED)
    assert record_name(lane.record) == "对周小明的询问笔录（第1次）"
    assert "对周小明的询问笔录（第1次）" in [each.name for each in exhibits(lane.case)]


def test_the_notice_says_whom_to_ask_and_where():
    lane = Lane()
    lane.to(State.CONCLUDED)
    case = Case.objects.get(pk=lane.case.pk)
    content = prior_notice.content_of(case, hearing_told=False, at=REACHED_ON[State.NOTIFIED])
    address, name = f"浙江省玉环市{case.team.full_name}", case.handler.name
    assert content.contact == f"联系人：{name}　联系电话：0576-12345　地址：{address}"
    assert f"到{address}向本机关提出" in content.defence_right


@pytest.mark.parametrize(
    ("kept", "name", "said"),
    [
        ("浙江省仙居县", "仙居县综合行政执法局", "浙江省仙居县综合行政执法局"),
        ("浙江省仙居县", "埠头镇人民政府", "浙江省仙居县埠头镇人民政府"),
        ("浙江省玉环市楚门镇南兴东路1号", "楚门镇人民政府", "浙江省玉环市楚门镇南兴东路1号楚门镇人民政府"),
    ],
)
def test_an_agencys_address_says_its_county_once(town, kept, name, said):
    case = make_case(town)
    Parameter.objects.create(
        key="unit.address",
        path=case.path,
        value=kept,
        valid_from=date(2026, 1, 1),
        status="CONFIRMED",
        source="单位",
    )
    case.team.full_name = name
    assert office(case, AT.date())[0] == said


def test_T_133e_the_seeds_name_a_bank_with_an_address(town):
    case = make_case(town, what=act())
    weigh(case, fine=Decimal(200))
    content = on_the_spot.content_of(Case.objects.get(pk=case.pk), at=AT)
    assert content.collector and content.collector_address
    assert f"{content.collector}（地址：{content.collector_address}）" in content.manner[0]
    assert Parameter.objects.get(key="payment.collecting_address").status == "UNVERIFIED"


def test_what_stands_wrongly_does_not_shut_the_step_that_puts_it_right():
    lane = Lane()
    lane.to(State.LEAD)
    Case.objects.filter(pk=lane.case.pk).update(party_phone="1")  # taken in before such a number was refused
    case = Case.objects.get(pk=lane.case.pk)
    ways = ways_on(case, lane.zhang, REACHED_ON[State.LEAD])
    assert "amend" in [choice.step.name for choice in ways["ready"]]
