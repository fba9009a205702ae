"""The product's own settings, with one page more: the empty page that pages are compared with."""

from enforcement.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.product.urls"
API_CALLS_A_MINUTE = 6000  # who asks here asks in a minute what a person asks in ten
