"""Cases for tests: dull and legal by default, made through the services that the product uses."""

import base64
import io
from datetime import date, timedelta
from decimal import Decimal

from PIL import Image, ImageDraw

from cases.demonstration.cast import id_number as made_number
from cases.demonstration.pictures import photograph
from cases.execution import service as executing
from cases.models import Case
from cases.street import deciding, registering
from cases.weighing import service as weighing
from enforcement.law.kinds import BasisLevel
from enforcement.parameters.models import Statute, StatuteVersion
from enforcement.parameters.seeds import load_holidays, load_parameters
from enforcement.teams.roles import Role
from evidence import services as evidence
from lists.models import Devolution, ItemVersion, PowerItem
from tests.conftest import AT
from tests.factories import make_mode, make_officer, make_team

ADULT, CHILD = "990101199003071234", date(2013, 11, 18)


def id_number(born_on, serial=123):
    """Return an 18-digit number of a region that does not exist, with a right check digit."""
    return made_number(serial, born_on)


def make_item(code="ZJ-ZJSR-32-2-2-P", **given):
    """Make an item with its statute: 乱扔废弃物, fine 20 to 50 yuan, by a local regulation."""
    statute, _ = Statute.objects.get_or_create(
        key="ZJSR",
        defaults={"full_name": "浙江省城市市容和环境卫生管理条例", "level": BasisLevel.LOCAL_REGULATION},
    )
    text, _ = StatuteVersion.objects.get_or_create(
        statute=statute, valid_from=date(2009, 1, 1), defaults={"version_date": date(2021, 9, 30)}
    )
    item, _ = PowerItem.objects.get_or_create(code=code, defaults={"field": "市容环卫"})
    values = {
        "name": "乱扔果皮、纸屑、烟蒂等废弃物",
        "catalogue": "COMPREHENSIVE",
        "duty_law": statute.full_name,
        "duty_article": "第三十二条第一款",
        "basis_law": statute.full_name,
        "statute": text,
        "basis_article": 32,
        "basis_paragraph": 2,
        "subject": "ANY",
        "kinds": ["WARNING", "FINE"],
        "kinds_text": "警告;罚款",
        "fine_mode": "RANGE",
        "fine_min": Decimal(20),
        "fine_max": Decimal(5000),
        "fine_unit": "元",
        "simple_possible": "PART",
        "valid_from": date(2009, 1, 1),
        "search_name": "乱扔",
        "search_words": "乱扔垃圾",
        "search_pinyin": "luanreng",
        "search_initials": "lr",
    }
    return ItemVersion.objects.create(item=item, **values | given)


class Town:
    """A town with everything a case needs: two officers, leader, head, reviewer, an item on its list."""

    def __init__(self, path="331083102", item=None):
        self.team = make_team(path)
        if not self.team.modes.exists():
            make_mode(self.team)
        load_parameters(by=None, at=AT)
        load_holidays(by=None, at=AT)
        self.zhang = make_officer(Role.OFFICER, self.team, name="张三")
        self.li = make_officer(Role.OFFICER, self.team, name="李四")
        self.leader = make_officer(Role.LEADER, self.team, name="赵六")
        self.head = make_officer(Role.HEAD, self.team, name="孙七")
        self.reviewer = make_officer(Role.TOWNSHIP_REVIEWER, self.team, name="王五")
        self.item = item or make_item()
        Devolution.objects.create(
            item=self.item.item, team=self.team, valid_from=date(2023, 1, 1), document="赋权清单"
        )


def party(**given):
    """Return an adult with a number, as page 1 hands it over."""
    defaults = {
        "kind": "PERSON",
        "name": "周小明",
        "identity_kind": "ID_CARD",
        "identity": id_number(date(1990, 3, 7)),
        "born_on": None,
        "phone": "19900000001",
        "address": "人民路1号",
        "representative": "",
        "guardian": "",
    }
    return defaults | given


def act(at=AT, **given):
    return {
        "act_at": at - timedelta(minutes=10),
        "place": "人民路12号门前",
        "latitude": None,
        "longitude": None,
        "facts_found": "在人民路12号门前乱扔烟蒂",
    } | given


AGAIN = {"R-108": "另一个违法行为，已与前一件核对"}


def make_case(town, *, at=AT, who=None, what=None, item=None, partner=..., by=None):
    """Log a case on the spot; it may be like another one of the day."""
    return registering.register(
        item=item or town.item,
        party=who or party(),
        act=what or act(at),
        partner=town.li if partner is ... else partner,
        team=town.team,
        by=by or town.zhang,
        at=at,
        reasons=AGAIN,
    )


ANSWERS = {"harm": "SERIOUS", "correction": "REFUSED", "outcome": "FINE", "grade": "LIGHTER", "fine": Decimal(200),
           "reason": ""}  # fmt: skip
SPARED = {"harm": "NONE", "correction": "ON_SPOT", "outcome": "NO_PENALTY", "reason": ""}
TOLD = {"certificates_shown": True, "rights_told": True, "has_defence": False, "defence": "", "defence_answer": "",
        "receipt": "SIGNED", "refusal_note": ""}  # fmt: skip


def weigh(case, *, at=AT, by=None, **answers):
    return weighing.weigh(case=case, answers=ANSWERS | answers, by=by or case.handler, at=at)


def issue(case, *, at=AT, by=None, picture=..., collection=None, **told):
    """Issue on the spot; the party has signed unless told otherwise."""
    notice = TOLD | told
    drawn = signature() if picture is ... and notice["receipt"] == "SIGNED" else None
    case = Case.objects.get(pk=case.pk)
    return deciding.issue_on_the_spot(
        case=case, notice=notice, picture=drawn, collection=collection, by=by or case.handler, at=at
    )


def issued(town, *, at=AT, **answers):
    """Return a delivered on-the-spot penalty."""
    case = make_case(town, at=at)
    weigh(case, at=at, **answers)
    return issue(case, at=at)


def proposed(town, *, at=AT, who=None):
    """Return a no-penalty case that waits for the head."""
    case = make_case(town, at=at, who=who, item=None)
    add_photo(case, town)
    weighing.weigh(case=case, answers=SPARED, by=town.zhang, at=at)
    case, notice = Case.objects.get(pk=case.pk), TOLD | {"receipt": "NONE"}
    return deciding.propose_exemption(case=case, notice=notice, education="已批评教育", by=town.zhang, at=at)


def add_photo(case, town, at=AT):
    return evidence.receive(
        dossier=case.dossier,
        upload=photograph(case.pk, "测试"),
        title="现场照片",
        kind="ELECTRONIC",
        captured_at=at,
        place=case.place,
        latitude=None,
        longitude=None,
        officers=[town.zhang, town.li],
        by=town.zhang,
        at=at,
        time_source="DEVICE",
    )


def signature():
    """Return a drawn line as PNG bytes."""
    picture = Image.new("RGBA", (200, 80), (255, 255, 255, 0))
    ImageDraw.Draw(picture).line([(10, 60), (60, 10), (120, 70), (180, 20)], fill=(0, 0, 0, 255), width=4)
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


def signature_field():
    return "data:image/png;base64," + base64.b64encode(signature()).decode()


def collect(case, town, **given):
    """Take the fine of a case on the spot."""
    fine = case.decision.fine
    defaults = {
        "amount": fine,
        "ground": "SMALL" if fine <= 100 else "HARD_LATER",
        "explanation": "" if fine <= 100 else "当事人没有固定住所",
        "receipt_number": f"财票{case.pk:06d}",
        "collected_on": AT.date(),
        "by": town.zhang,
        "at": AT,
    }
    return executing.collect(case=case, **defaults | given)
