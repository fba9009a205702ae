"""What the API's description says is what the API does; the whole by `python -m tests.contract.run`."""

import os

import pytest
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats
from drf_spectacular.generators import SchemaGenerator

from tests.contract.calls import call_all
from tests.hostile.world import World

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", 2))
SHARE = int(os.environ.get("CONTRACT_SHARE", 6))  # every sixth operation


def test_the_description_is_true():
    world = World()
    found = {}
    for turn, role in enumerate(("officer", "office")):
        operations = (turn, SHARE) if SHARE > 1 else None
        found[role] = call_all(getattr(world, role), examples=EXAMPLES, operations=operations)
    told = [f"{role} {key}: {why}" for role, failed in found.items() for key, why in failed.items()]
    assert not told, f"{len(told)} failures\n" + "\n\n".join(told)


def test_no_two_shapes_share_a_name():
    """One of them would describe what the other answers."""
    reset_generator_stats()
    SchemaGenerator().get_schema(request=None, public=True)
    assert [said for said in GENERATOR_STATS._warn_cache if "identical names" in said] == []
    assert not GENERATOR_STATS._error_cache
