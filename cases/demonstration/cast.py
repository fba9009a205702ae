"""Who appears in the demonstration. Every name and number is invented; the numbers' region codes do not exist."""

from datetime import date, timedelta

from enforcement.law.identity import CREDIT_ALPHABET, CREDIT_WEIGHTS, ID_CHECKS, ID_WEIGHTS
from enforcement.teams.roles import Role

PASSWORD = "Zhifa-yanshi-2026"
HOME = "331083102"  # 楚门镇
COUNTY, CITY = "331083", "3310"

# role in words, username, name, role, path of the unit
PEOPLE = (
    ("执法人员", "zhang", "张三", Role.OFFICER, HOME),
    ("执法人员（同行）", "li", "李四", Role.OFFICER, HOME),
    ("中队长", "zhao", "赵六", Role.LEADER, HOME),
    ("负责人", "sun", "孙七", Role.HEAD, HOME),
    ("镇街法制员", "wang", "王五", Role.TOWNSHIP_REVIEWER, HOME),
    ("县级法制审核员", "qian", "钱八", Role.COUNTY_REVIEWER, COUNTY + "902"),
    ("市指导办", "chen", "陈九", Role.CITY_OFFICE, CITY + "00901"),
    ("执法监督", "zhou", "周十", Role.SUPERVISOR, CITY + "00903"),
    ("系统管理员", "admin", "管理员", Role.ADMINISTRATOR, CITY),
    ("审计员", "audit", "审计员", Role.AUDITOR, CITY),
)
ACCOUNTS = [(words, username, PASSWORD) for words, username, *_ in PEOPLE]

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹"
GIVEN = ("建国", "秀英", "丽华", "志强", "敏", "静", "伟", "海燕", "国平", "玉珍", "小龙", "晓明", "文博", "佳怡", "喆",
         "昇", "垚", "镕", "珺", "祎")  # fmt: skip
TRADES = ("果蔬店", "早餐店", "五金店", "服装店", "便利店", "水产摊", "汽修店", "奶茶店")
FIRMS = (
    "海岸建材有限公司",
    "东港物业服务有限公司",
    "青石市政工程有限公司",
    "蓝湾食品有限公司",
    "楚南物流有限公司",
)
STREETS = (
    "人民路",
    "中山路",
    "环城东路",
    "滨海大道",
    "解放街",
    "南门菜场",
    "车站广场",
    "学院路",
    "工业大道",
    "老街",
)


def id_number(serial, born_on):
    """Return an 18-digit number with a right check digit and a region (990101) that does not exist."""
    first = f"990101{born_on:%Y%m%d}{serial % 1000:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(first, ID_WEIGHTS, strict=True))
    return first + ID_CHECKS[total % 11]


def credit_number(serial):
    """Return a credit code with a right check sign and a region that does not exist."""
    first = f"91990101MA{serial:07d}"
    total = sum(
        CREDIT_ALPHABET.index(sign) * weight for sign, weight in zip(first, CREDIT_WEIGHTS, strict=True)
    )
    return first + CREDIT_ALPHABET[-total % 31]


def person(dice, serial, born_on=None):
    """Return a natural person as page 1 takes him."""
    born_on = born_on or date(1960, 1, 1) + timedelta(days=dice.randrange(16_000))
    return _party(
        "PERSON", dice.choice(SURNAMES) + dice.choice(GIVEN), "ID_CARD", id_number(serial, born_on), serial
    )


def business(dice, serial):
    """Return an individual business with its operator."""
    operator = dice.choice(SURNAMES) + dice.choice(GIVEN)
    name = f"{operator[0]}记{dice.choice(TRADES)}"
    party = _party("INDIVIDUAL_BUSINESS", name, "CREDIT_CODE", credit_number(serial), serial)
    born_on = date(1960, 1, 1) + timedelta(days=serial * 37 % 14_000)
    party["operator_identity"] = id_number(serial % 1000, born_on)
    return party | {"representative": operator, "address": f"{dice.choice(STREETS)}{serial % 90 + 1}号"}


def organisation(dice, serial):
    """Return a company with its representative."""
    name = f"台州市{dice.choice(FIRMS)}"
    party = _party("ORGANISATION", name, "CREDIT_CODE", credit_number(serial), serial)
    representative = dice.choice(SURNAMES) + dice.choice(GIVEN)
    return party | {
        "representative": representative,
        "address": f"{dice.choice(STREETS)}{serial % 200 + 1}号",
    }


def _party(kind, name, identity_kind, identity, serial):
    return {
        "kind": kind,
        "name": name,
        "identity_kind": identity_kind,
        "identity": identity,
        "born_on": None,
        "phone": f"1990000{serial % 10_000:04d}",
        "address": f"{STREETS[serial % len(STREETS)]}{serial % 190 + 1}号",
        "representative": "",
        "guardian": "",
    }
