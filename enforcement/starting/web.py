"""The WSGI application as granian serves it: warm, and its own child ends with granian, even after kill -9."""

import multiprocessing
import os

from enforcement.starting.child import die_with

if multiprocessing.parent_process():  # granian's worker, not granian itself looking at the module
    die_with(os.getppid())

from enforcement.serving import SlowBodies, freeze, warm
from enforcement.wsgi import application as pages

warm(pages)
freeze()
# half of the threads at most wait for bodies: see --blocking-threads in `start` and in deploy/systemd
application = SlowBodies(pages, most=int(os.environ.get("BODIES_AT_ONCE", "16")))

__all__ = ["application"]
