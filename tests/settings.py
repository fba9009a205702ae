"""The product's settings, with one procedure more: that which only the tests have."""

import os

from enforcement.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.procedures.loan"]  # noqa: F405
os.environ["DJANGO_SETTINGS_MODULE"] = "enforcement.settings"  # what a test starts is the product itself
