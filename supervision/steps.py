"""The steps of what the supervision makes: tables, warnings, appeals, adjustments, bulletins."""

from supervision.bulletins import steps as of_bulletins  # noqa: F401 - each declares its steps when it is loaded
from supervision.league import steps as of_the_league  # noqa: F401
