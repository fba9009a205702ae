"""A server of sample pages that touches no database, and the browser that looks at them."""

import os
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings as configured
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from playwright.sync_api import expect

from tests.look import urls

expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
STILL = {"reduced_motion": "reduce"}  # colours are measured as they come to rest
SIGNS_IN = ("enforcement.teams.middleware.SessionRules", "axes.middleware.AxesMiddleware")


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *args):
        """Keep the test report to tests."""


def sample_settings():
    """Return the settings under which the sample pages are served."""
    engine = {
        **configured.TEMPLATES[0],
        "DIRS": [*configured.TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"],
    }
    return {
        "ROOT_URLCONF": "tests.look.urls",
        "TEMPLATES": [engine],
        "MIDDLEWARE": [name for name in configured.MIDDLEWARE if name not in SIGNS_IN],
        "LOGIN_URL": "teams:login",
    }


@pytest.fixture(autouse=True)
def samples():
    """Serve the sample pages in place of the product's."""
    urls.seen.clear()
    with override_settings(**sample_settings()):
        yield


@pytest.fixture
def address(samples):
    """Return the address of a server of sample pages."""
    with make_server("127.0.0.1", 0, WSGIHandler(), Server, Silent) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    found = {"executable_path": CHROMIUM} if Path(CHROMIUM).exists() else {}
    return {**browser_type_launch_args, **found, "args": list(QUIET)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "zh-CN", "viewport": {"width": 1366, "height": 768}} | STILL
