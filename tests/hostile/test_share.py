"""A share of the hostile requests; all of them are made by `python -m tests.hostile.run`."""

import os

import pytest

from tests.hostile.attack import Attack
from tests.hostile.world import World

pytestmark = pytest.mark.django_db
REQUESTS = int(os.environ.get("HOSTILE_REQUESTS", 400))
LEAST = 20  # requests to each address, and spoiled values of each name
SEED = int(os.environ.get("HOSTILE_SEED", 20261120))


def test_no_hostile_request_is_answered_500():
    """Every answer is a page, a refusal or nothing there; a third of the requests reach what they aim at."""
    whole = REQUESTS >= 20_000
    attack = Attack(World(), SEED).run(REQUESTS, least=LEAST if whole else 0)
    made, reached = attack.made.total(), attack.reached.total()
    never = sorted(label for label in attack.made if not attack.reached[label])
    print(f"{made} requests, {len(attack.made)} addresses, {len(attack.asked)} names, {reached} reached")
    print(f"answers {dict(sorted(attack.statuses.items()))}; never reached: {never}")
    told = [f"{what}\n{error[0] if error else ''}" for what, error in attack.failed]
    assert not told, f"{len(told)} of {made}:\n" + "\n\n".join(told[:40])
    assert reached * 3 >= made
    if whole:
        print(f"least by address {min(attack.made.values())}, by name {min(attack.asked.values())}")
        assert min(attack.made.values()) >= LEAST
        assert min(attack.asked.values()) >= LEAST
        assert min(attack.other.values()) >= LEAST
