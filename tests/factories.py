"""Dull and legal by default, one word to change one thing.

Here are units, people and dossiers; other apps keep their factories beside their own tests.
"""

from datetime import date, datetime
from itertools import count
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from enforcement.dossiers.models import Dossier, DossierMember
from enforcement.teams import paths
from enforcement.teams.models import Certificate, Officer, Post, Team, TeamMode
from enforcement.teams.roles import Role

serial = count(1)

DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
FROM = date(2026, 1, 1)
PASSWORD = "Chumen-street-2026"

# fmt: off
KNOWN = {
    "3310":        (Team.Kind.CITY,       "台州市",           "台州市",                   ""),
    "331002":      (Team.Kind.COUNTY,     "椒江区",           "台州市椒江区",             ""),
    "331002001":   (Team.Kind.STREET,     "海门街道",         "海门街道办事处",           "椒海门综执"),
    "331002101":   (Team.Kind.TOWNSHIP,   "大陈镇",           "大陈镇人民政府",           "椒大综执"),
    "331083":      (Team.Kind.COUNTY,     "玉环市",           "玉环市",                   ""),
    "331083101":   (Team.Kind.TOWNSHIP,   "清港镇",           "清港镇人民政府",           "玉清综执"),
    "331083102":   (Team.Kind.TOWNSHIP,   "楚门镇",           "楚门镇人民政府",           "玉楚综执"),
    "331083105":   (Team.Kind.TOWNSHIP,   "沙门镇",           "沙门镇人民政府",           "玉沙综执"),
    "331083201":   (Team.Kind.TOWNSHIP,   "鸡山乡",           "鸡山乡人民政府",           "玉鸡综执"),
    "331083901":   (Team.Kind.DEPARTMENT, "综合行政执法局",   "玉环市综合行政执法局",     "玉综执"),
    "33108390101": (Team.Kind.SQUAD,      "派驻沙门中队",     "玉环市综合行政执法局派驻沙门中队", ""),
    "331083902":   (Team.Kind.CENTRE,     "案审中心",         "玉环市行政执法案审中心",   ""),
    "331083903":   (Team.Kind.DEPARTMENT, "司法局",           "玉环市司法局",             ""),
    "331000901":   (Team.Kind.DEPARTMENT, "市综合执法指导办", "台州市综合执法指导办公室", ""),
    "331000903":   (Team.Kind.DEPARTMENT, "市司法局监督处",   "台州市司法局行政执法监督处", ""),
}
KINDS = {"4": Team.Kind.ZONE, "9": Team.Kind.DEPARTMENT, "0": Team.Kind.STREET}
ABOVE = {paths.COUNTY: paths.CITY, paths.AGENCY: paths.COUNTY, paths.SQUAD: paths.AGENCY}
# fmt: on


def make_team(path="331083102", **given):
    """Return the unit at `path` (楚门镇 by default), made with everything above it where it is missing."""
    if team := Team.objects.filter(path=path).first():
        return team
    kind, name, full_name, mark = KNOWN.get(path) or (
        kind_of(path),
        f"单位{path}",
        f"单位{path}",
        f"代{path}",
    )
    ranked = kind in {Team.Kind.TOWNSHIP, Team.Kind.STREET}
    values = {"kind": kind, "name": name, "full_name": full_name, "mark": mark, "ranked": ranked} | given
    return Team.objects.create(path=path, parent=make_parent(path), **values)


def kind_of(path):
    if len(path) == paths.AGENCY:
        return KINDS.get(path[6], Team.Kind.TOWNSHIP)
    return {paths.CITY: Team.Kind.CITY, paths.COUNTY: Team.Kind.COUNTY}.get(len(path), Team.Kind.SQUAD)


def make_parent(path):
    """Return the unit above: the city's own departments hang on the city, since 331000 is no county."""
    if len(path) == paths.CITY:
        return None
    above = path[: ABOVE[len(path)]]
    return make_team(above[: paths.CITY] if above.endswith("00") and len(above) == paths.COUNTY else above)


def make_city():
    """Make two counties with a town of every mode, and return the units by short names."""
    units = {
        "city": "3310", "office": "331000901", "city_supervision": "331000903",
        "jiaojiang": "331002", "haimen": "331002001", "dachen": "331002101",
        "yuhuan": "331083", "chumen": "331083102", "shamen": "331083105", "jishan": "331083201",
        "bureau": "331083901", "squad": "33108390101", "centre": "331083902", "justice": "331083903",
    }  # fmt: skip
    city = SimpleNamespace(**{name: make_team(path) for name, path in units.items()})
    for team in (city.chumen, city.dachen, city.haimen):
        make_mode(team)
    make_mode(city.shamen, "STATIONED", city.squad)
    make_mode(city.jishan, "SERVED", city.squad)
    return city


def make_mode(team, mode="EMPOWERED", served_by=None, **given):
    return TeamMode.objects.create(team=team, mode=mode, served_by=served_by, **{"valid_from": FROM} | given)


def make_officer(role=Role.OFFICER, team=None, *, certificate=True, password="", post=None, **given):
    """Make a person with one post, and with a valid certificate where the role enforces."""
    number = next(serial)
    values = {"username": f"u{number}", "name": f"测试员{number}", "password_changed_on": date(2026, 11, 1)}
    officer = Officer(**values | given)
    if password:
        officer.set_password(password)
    officer.save()
    Post.objects.create(
        officer=officer, team=team or make_team(), role=role, **{"valid_from": FROM} | (post or {})
    )
    if certificate and role in {Role.OFFICER, Role.LEADER, Role.HEAD}:
        make_certificate(officer)
    return officer


def make_certificate(officer, **given):
    defaults = {
        "number": f"测{next(serial):06d}",
        "exam_passed_on": date(2024, 6, 15),
        "valid_from": date(2024, 7, 1),
        "valid_to": date(2029, 6, 30),
    }
    return Certificate.objects.create(officer=officer, **defaults | given)


def make_dossier(officer=None, *, team=None, members=(), **given):
    """Make an open file of `officer`'s agency, with him working on it."""
    officer = officer or make_officer(team=team)
    team = team or officer.posts.select_related("team").first().team
    defaults = {"team": team, "path": team.agency_path, "opened_at": AT, "opened_by": officer}
    dossier = Dossier.objects.create(**defaults | given)
    for member in {officer, *members}:
        DossierMember.objects.create(dossier=dossier, officer=member)
    return dossier
