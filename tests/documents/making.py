"""A lawful document of each kind, one word to change one thing."""

import io
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

from cases.decision.papers.no_penalty import NoPenaltyContent
from cases.street.papers.on_the_spot import SummaryPenaltyContent
from enforcement.documents import services
from enforcement.documents.contents import OfficerBlock, PartyBlock
from enforcement.law.kinds import PartyKind, PenaltyKind
from enforcement.parameters.models import Parameter
from enforcement.teams.roles import Role
from tests.factories import make_dossier, make_officer, make_team

DAY = date(2026, 9, 24)
AT = datetime(2026, 9, 24, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
BODY = "玉环市人民政府"
IDENTITY = "33102119900307701X"


def make_parameters():
    """Make the two parameters that an issue reads."""
    values = {
        "documents.number_pattern": "{mark}{type}字〔{year}〕第{serial:06d}号",
        "remedy.reconsideration_body": BODY,
    }
    for key, value in values.items():
        Parameter.objects.get_or_create(
            key=key,
            path="",
            valid_from=date(2021, 7, 15),
            defaults={"value": value, "source": "测试", "status": "DEFAULT"},
        )


def make_party(**given):
    values = {
        "kind": PartyKind.PERSON,
        "name": "王喆镕",
        "gender": "男",
        "identity": IDENTITY,
        "address": "浙江省玉环市楚门镇南兴西路18号",
        "phone": "13812345678",
    }
    return PartyBlock(**values | given)


def shared(**given):
    values = {
        "agency": "楚门镇人民政府",
        "party": make_party(),
        "act": "当事人在人行道上摆设摊点经营水果，占用约3平方米",
        "acted_at": datetime(2026, 9, 24, 10, 15, tzinfo=ZoneInfo("Asia/Shanghai")),
        "place": "玉环市楚门镇南兴西路18号门前人行道",
        "evidence": ("现场照片2张", "现场检查记录"),
        "breached": "《浙江省城市市容和环境卫生管理条例》第十二条第一款",
        "officers": (
            OfficerBlock(name="张三", certificate="浙1"),
            OfficerBlock(name="李四", certificate="浙2"),
        ),
        "decided_on": DAY,
        "reconsideration_body": BODY,
    }
    return values | given


def make_penalty(**given):
    """Return the content of E2E-2: a fine of 200 yuan on the spot, to be paid at the bank by 2026-10-09."""
    values = {
        "basis": "《浙江省城市市容和环境卫生管理条例》第十二条第三款",
        "benchmark": "按一般情形处罚",
        "kinds": (PenaltyKind.FINE,),
        "fine": Decimal(200),
        "order": "责令立即改正",
        "pay_code": "33108326092400012345",
        "pay_by": date(2026, 10, 9),
        "collector": "中国农业银行玉环楚门支行",
        "collector_address": "玉环市楚门镇中山路1号",
    }
    return SummaryPenaltyContent.compose(**shared() | values | given)


def make_no_penalty(**given):
    values = {
        "limb": "FIRST",
        "reasons": "近24个月内没有同类违法，危害后果轻微，已当场改正",
        "prior_query": "近24个月内未发现同类违法",
        "order": "当事人已当场改正",
        "education": "执法人员已当面教育",
    }
    return NoPenaltyContent.compose(**shared() | values | given)


def drawing(color=(10, 10, 30, 255)):
    """Return a PNG with a few strokes, as the glass gives it."""
    picture = Image.new("RGBA", (600, 240), (255, 255, 255, 0))
    strokes = ImageDraw.Draw(picture)
    strokes.line([(40, 180), (150, 50), (200, 190), (330, 60), (540, 150)], fill=color, width=8)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def party_signed(**given):
    return {"role": "PARTY", "name": "王喆镕", "picture": drawing()} | given


REFUSED = {
    "role": "PARTY",
    "name": "王喆镕",
    "refused": True,
    "refusal_note": "当事人拒绝签名，已全程录像",
    "witness": "赵六",
}


def make_desk():
    """Make the parameters, an officer of 楚门镇 and his open file."""
    make_parameters()
    officer = make_officer(team=make_team())
    return officer, make_dossier(officer)


def issue_penalty(officer=None, dossier=None, **given):
    """Issue a lawful on-the-spot decision, signed by the party."""
    if officer is None:
        officer, dossier = make_desk()
    values = {
        "dossier": dossier,
        "kind": "ON_THE_SPOT",
        "title": "当场行政处罚决定书",
        "content": make_penalty(),
        "team": dossier.team,
        "by": officer,
        "at": AT,
        "day": DAY,
        "signatures": (party_signed(),),
    }
    return services.issue(**values | given)


def issue_no_penalty(officer=None, dossier=None, **given):
    """Issue a lawful no-penalty decision in the head's name."""
    if officer is None:
        officer, dossier = make_desk()
    values = {
        "kind": "NO_PENALTY",
        "title": "不予行政处罚决定书",
        "content": make_no_penalty(),
        "by": make_officer(Role.HEAD, dossier.team),
        "signatures": (),
    }
    return issue_penalty(officer, dossier, **values | given)
