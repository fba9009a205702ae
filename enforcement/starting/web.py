"""The WSGI application as `start` serves it: granian's own child ends with granian, even after kill -9."""

import multiprocessing
import os

from enforcement.starting.child import die_with

if multiprocessing.parent_process():  # granian's worker, not granian itself looking at the module
    die_with(os.getppid())

from enforcement.wsgi import application

__all__ = ["application"]
