"""The demonstration's units, people and lists, made through their services."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from cases.demonstration.cast import HOME, PASSWORD, PEOPLE
from enforcement.parameters.seeds import load_holidays, load_parameters
from enforcement.teams.models import Officer, Post, Team
from enforcement.teams.roles import Role
from enforcement.teams.services import people, units
from lists.models import PowerItem
from lists.seeds import load_lists
from lists.services import devolve

FROM = date(2023, 1, 1)
# the towns whose cases the demonstration shows: every county has one, the home town has most
TOWNS = (
    HOME,
    "331002001",
    "331003001",
    "331004001",
    "331022100",
    "331023001",
    "331024001",
    "331081001",
    "331082001",
)
DEVOLVED = ("市容环卫", "建筑业", "市政", "犬类", "物业", "燃气", "食品", "市场", "规划")
REVIEWS = {Role.TOWNSHIP_REVIEWER, Role.COUNTY_REVIEWER}
ENFORCES = {Role.OFFICER, Role.LEADER, Role.HEAD}


def build_city(*, at):
    """Build units, parameters, lists and people."""
    units.import_divisions(by=None, at=at)
    units.add_agencies(by=None, at=at)
    units.set_demonstration_modes(valid_from=FROM, by=None, at=at)
    load_parameters(by=None, at=at)
    load_holidays(by=None, at=at)
    for _ in load_lists(by=None, at=at):
        pass
    towns = Team.objects.filter(kind__in=("TOWNSHIP", "STREET"), modes__mode="EMPOWERED").order_by("path")
    document = "关于公布乡镇（街道）行政执法事项清单的公告（演示）"
    items = PowerItem.objects.filter(field__in=DEVOLVED)
    devolve(items=items, teams=list(towns), valid_from=FROM, document=document, by=None, at=at)
    accounts(at)
    for number, town in enumerate(shown_towns(towns)):
        crew(town, number, at)
    for officer, partner, _ in crews_of_city().values():
        officer.partner, partner.partner = partner, officer
        Officer.objects.bulk_update([officer, partner], ["partner"])


def crews_of_city():
    """Return {agency path: [officer, partner, leader]} of the demonstration's own people, whoever was added since."""
    own = Q(officer__username__startswith="demo") | Q(officer__username__in=[each[1] for each in PEOPLE])
    handling = Post.objects.filter(own, role__in=(Role.OFFICER, Role.LEADER)).select_related(
        "team", "officer"
    )
    crews = defaultdict(list)
    for post in handling.order_by("officer"):
        crews[post.team.agency_path].append(post.officer)
    return {path: crew[:3] for path, crew in crews.items() if len(crew) > 2}


def shown_towns(towns):
    """Return the towns that get cases: the listed ones where they are empowered, else their county's first."""
    wanted = []
    for path in TOWNS[1:]:
        town = towns.filter(path__startswith=path[:6]).exclude(path=HOME).order_by("path").first()
        if town:
            wanted.append(town)
    return wanted


def accounts(at):
    """Add the people who can sign in, one for each role."""
    for number, (_, username, name, role, path) in enumerate(PEOPLE):
        officer = people.add_officer(username=username, name=name, password=PASSWORD, by=None, at=at)
        place_officer(officer, Team.objects.get(path=path), role, f"浙演示{number:05d}", at)


def crew(town, number, at):
    """Add a town's officers, leader, head and reviewer, who cannot sign in."""
    for place, role in enumerate(
        (Role.OFFICER, Role.OFFICER, Role.LEADER, Role.HEAD, Role.TOWNSHIP_REVIEWER)
    ):
        name = f"{'赵钱孙李周吴郑王冯陈'[number % 10]}{'一二三四五'[place]}"
        officer = Officer(username=f"demo{number}{place}", name=name, password_changed_on=FROM)
        officer.set_unusable_password()
        officer.save()
        place_officer(officer, town, role, f"浙演示{1000 + number * 10 + place:05d}", at)


def place_officer(officer, team, role, number, at):
    """Give a person his post and what it asks for: a reviewer's qualification, an enforcer's certificate."""
    if role in REVIEWS:
        officer.first_review_on, officer.qualification = FROM, f"演示{number[-5:]}"
        officer.save(update_fields=["first_review_on", "qualification"])
    people.appoint(officer=officer, team=team, role=role, valid_from=FROM, by=None, at=at)
    if role in ENFORCES:
        people.issue_certificate(
            officer=officer,
            number=number,
            exam_passed_on=date(2022, 11, 15),
            valid_from=FROM,
            valid_to=date(2027, 12, 31),
            by=None,
            at=at,
        )
