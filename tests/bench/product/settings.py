"""The product's own settings, with one page more: the empty page that pages are compared with."""

from enforcement.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.product.urls"
