"""The floor as granian serves it; it dies with granian like the product does."""

import multiprocessing
import os

from django.core.wsgi import get_wsgi_application

from enforcement.starting.child import die_with

if multiprocessing.parent_process():
    die_with(os.getppid())
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.floor.settings")
application = get_wsgi_application()
