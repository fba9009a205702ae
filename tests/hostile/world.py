"""The town of the journeys as the hostile requests see it: what a good value is in each place."""

from functools import cached_property

from django.apps import apps

from enforcement.documents.models import Document
from enforcement.dossiers.models import Draft
from enforcement.jobs.services import beat
from enforcement.teams.models import Certificate, Officer, Post, Team
from evidence.models import Piece
from lists.models import DiscretionBenchmark, ImportReport
from tests.conftest import AT
from tests.journeys.places import World as Town

SOME = 12


class World(Town):
    """Rows behind every address; `good` names those that exist, `plausible` what a form would carry."""

    def __init__(self):
        super().__init__()
        for part in ("worker", "beat"):  # else /healthz rightly says 503
            beat(part, AT)

    @cached_property
    def keys(self):
        """Return {beginning of an address: keys of its rows}."""
        league = {
            name: apps.get_model("supervision", name)
            for name in ("Snapshot", "Standing", "Warning", "Appeal", "Adjustment")
        }
        models = {
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
            "step": sorted(type(self.fresh).STEPS),
        }

    def good(self, route, name):
        if name != "pk":
            return self.named.get(name, [1])
        plain = route.removeprefix("api/")
        found = max((start for start in self.keys if plain.startswith(start)), key=len, default="cases")
        return self.keys[found]

    def fields_of(self, route):
        """Return names that the form at an address is known to carry."""
        if route == "api/token/":
            return ["username", "password"]
        if "lists" in route or "sheets" in route:
            return ["kind", "day"]
        return ["version", "reason"]

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
