"""The town of the journeys as the hostile requests see it: what a good value is in each place."""

from datetime import timedelta
from decimal import Decimal
from functools import cached_property

from django.apps import apps

from enforcement.documents.models import Document
from enforcement.dossiers.models import Draft
from enforcement.jobs.services import beat
from enforcement.teams.models import Certificate, Officer, Post, Team
from enforcement.teams.services.mergers import merge_teams
from evidence.models import Piece
from lists.models import DiscretionBenchmark, ImportReport
from supervision.bulletins.services import making
from supervision.league.models import Standing
from supervision.league.services import adjusting, appealing, warning
from tests.conftest import AT
from tests.factories import make_team
from tests.journeys.places import World as Town
from tests.procedures.loan import services as lending
from tests.procedures.loan.models import Loan

SOME = 60
HOUR, WEDNESDAY = timedelta(hours=1), AT - timedelta(days=9)


class World(Town):
    """Rows behind every address; `good` names those that exist, `plausible` what a form would carry."""

    def __init__(self):
        super().__init__()
        for part in ("worker", "beat"):  # else /healthz rightly says 503
            beat(part, AT)
        self.ranked()
        self.merged()
        self.loan = lending.ask(thing="执法记录仪", team=self.town.team, by=self.officer, at=AT)

    def ranked(self):
        """Warnings, an objection, adjustments and a bulletin, in the weeks that are published."""
        rows = Standing.objects.filter(path=self.town.team.path).select_related("snapshot").order_by("pk")
        lit, newest = rows.first(), rows.last()
        for light in lit.lights:
            sent = warning.issue(
                lit, cause=light["cause"], indicator=light["indicator"], by=self.office, at=WEDNESDAY
            )
        warning.answer(sent, text="原因、措施和完成时间", by=self.head, at=WEDNESDAY + HOUR)
        appealing.appeal(newest, text="其中一件当天已经录入", by=self.head, at=newest.snapshot.appeal_until)
        for kind, points in (("BONUS", 2), ("VETO", 0)):
            adjusting.propose(
                kind=kind, team=self.town.team, period="2026-W47", points=Decimal(points), reason="承办现场会",
                document="浙执办〔2026〕7号", by=self.office, at=AT,
            )  # fmt: skip
        making.make(snapshot=newest.snapshot, group="EMPOWERED", by=self.office, at=AT, day=AT.date())

    def merged(self):
        small = make_team("331083103", name="并入的镇")
        merge_teams(
            team=small, into=self.town.team, merged_on=AT.date(), document="台政函〔2026〕9号",
            by=self.administrator, at=AT,
        )  # fmt: skip

    @cached_property
    def keys(self):
        """Return {beginning of an address: keys of its rows}."""
        league = {
            name: apps.get_model("supervision", name)
            for name in ("Snapshot", "Standing", "Warning", "Appeal", "Adjustment")
        }
        models = {
            "matters": Loan,
            "evidence/volumes": Loan,
            "cases/drafts": Draft,
            "cases": apps.get_model("cases", "Case"),
            "reviews": apps.get_model("cases", "Review"),
            "remarks": apps.get_model("cases", "Remark"),
            "evidence": Piece,
            "documents": Document,
            "sheets": ImportReport,
            "items/benchmarks": DiscretionBenchmark,
            "manage/lists": ImportReport,
            "manage/people": Officer,
            "officers": Officer,
            "manage/parameters": apps.get_model("parameters", "Parameter"),
            "manage/mergers": apps.get_model("teams", "Merger"),
            "mergers": apps.get_model("teams", "Merger"),
            "people": Officer,
            "cases/views": apps.get_model("cases", "SavedView"),
            "bulletins": apps.get_model("supervision", "Bulletin"),
            "league/definitions": apps.get_model("supervision", "ScoringRules"),
            "league/snapshots": league["Snapshot"],
            "league/standings": league["Standing"],
            "league/warnings/send": league["Standing"],
            "league/warnings": league["Warning"],
            "league/appeals/new": league["Standing"],
            "league/appeals": league["Appeal"],
            "league/adjustments": league["Adjustment"],
            "league/drafts": league["Standing"],
        }
        return {start: self.some(model) for start, model in models.items()}

    @staticmethod
    def some(model):
        return list(model.objects.order_by("-pk").values_list("pk", flat=True)[:SOME]) or [1]

    @cached_property
    def named(self):
        """Return {name of a part of a path: values that exist}."""
        return {
            "draft": self.some(Draft),
            "subject": ["loan"],
            "post": self.some(Post),
            "certificate": self.some(Certificate),
            "piece": self.some(Piece),
            "document": self.some(Document),
            "remark": self.keys["remarks"],
            "year": [2026, 2027],
            "page": [1, 2],
            "period": ["2026-W46", "2026-W45", "2026-11", "2026"],
            "unit": [self.town.team.path],
            "indicator": ["P1", "T4"],
            "format": ["json"],
            "code": [self.item.item.code],
            "path": [self.town.team.path, "331083", "3310"],
            "key": ["abcdefgh", "title"],
            "form": ["xlsx", "csv", "summary:pages", f"case:{self.answered.pk}:weigh"],
            "kind": ["pdf", "docx", "items", "discretion", "appeal", "warning"],
            "layout": ["A5", "A4"],
            "step": self.steps,
        }

    @cached_property
    def steps(self):
        return sorted({*type(self.fresh).STEPS, *Loan.STEPS})

    @cached_property
    def fitting(self):
        """Return {step: keys of the cases in whose state and procedure the table has it}."""
        cases = list(apps.get_model("cases", "Case").objects.all())
        return {name: [case.pk for case in cases if step.follows(case)] for name, step in self.table.items()}

    @property
    def table(self):
        return type(self.fresh).STEPS

    def role_of_step(self, name):
        """Return who takes a step of the case: the first whose post allows it; "" for what is no step."""
        step = self.table.get(name)
        people = ("officer", "head", "leader", "reviewer") if step else ()
        return next((who for who in people if getattr(self, who).may(step.permission, AT.date())), "")

    def good(self, address, name):
        """Return values that exist for a part of the path; for a step's address, cases that can take it."""
        if name != "pk":
            return self.named.get(name, [1])
        plain = address.route.removeprefix("api/")
        found = max((start for start in self.keys if plain.startswith(start)), key=len, default="cases")
        step = address.step or plain.strip("/").rpartition("/")[2]
        return (self.fitting.get(step) if found == "cases" else None) or self.keys[found]

    @cached_property
    def values(self):
        return {
            "version": [0, 1, 2],
            "day": ["2026-12-01"],
            "kind": ["items", "PERSON", "INQUIRY"],
            "item": [self.item.item.code],
            "team": [Team.objects.first().pk],
            "partner": [self.town.li.pk],
            "identity_kind": ["ID_CARD"],
            "username": ["u1", "nobody"],
            "password": ["Chumen-street-2026", "x"],
            "snapshot": self.keys["league/snapshots"],
            "standing": self.keys["league/standings"],
            "group": ["EMPOWERED"],
            "path": [self.town.team.path],
            "period": ["2026-W46"],
            "outcome": ["FINE", "NO_PENALTY"],
            "dossier": [self.fresh.dossier_id],
            "result": ["CORRECT"],
            "point": ["LAW"],
            "anchor": ["fine", "reason"],
        }

    def plausible(self, name):
        return self.values.get(name, ["一段说明", "1", "2026-11-20", "on", "2026-11-20T09:00", "30", ""])
