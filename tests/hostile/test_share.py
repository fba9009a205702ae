"""A share of the hostile requests; all of them are made by `python -m tests.hostile.run`."""

import os

import pytest

from tests.hostile.attack import Attack
from tests.hostile.world import World

pytestmark = pytest.mark.django_db
REQUESTS = int(os.environ.get("HOSTILE_REQUESTS", 400))
SEED = int(os.environ.get("HOSTILE_SEED", 20261120))


def test_no_hostile_request_is_answered_500():
    """Every answer is a page, a refusal or nothing there; a third of the requests reach what they aim at."""
    attack = Attack(World(), SEED).run(REQUESTS)
    told = [f"{what}\n{error[0] if error else ''}" for what, error in attack.failed]
    print(f"{REQUESTS} requests, {len(attack.made)} addresses, {attack.reached} reached")
    print(f"least by address {min(attack.made.values())}, by parameter {min(attack.asked.values())}")
    assert not told, f"{len(told)} of {REQUESTS}:\n" + "\n\n".join(told[:40])
    assert attack.reached * 3 >= REQUESTS
    if REQUESTS >= 20_000:
        assert min(attack.made.values()) >= 20
        assert min(attack.asked.values()) >= 20
