"""The models of all rooms of the supervision, for Django to find."""

from supervision.bulletins.models import Block, Bulletin, BulletinFile
from supervision.league.models import (
    Adjustment,
    Appeal,
    Contributions,
    Result,
    RuleLine,
    ScoringRules,
    Snapshot,
    Standing,
    Warning,
)

__all__ = [
    "Adjustment", "Appeal", "Block", "Bulletin", "BulletinFile", "Contributions", "Result", "RuleLine", "ScoringRules",
    "Snapshot", "Standing", "Warning",
]  # fmt: skip
