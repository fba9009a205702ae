"""The WSGI application as `start` serves it: granian's own child ends with granian, even after kill -9."""

import gc
import multiprocessing
import os

from enforcement.starting.child import die_with

if multiprocessing.parent_process():  # granian's worker, not granian itself looking at the module
    die_with(os.getppid())

from enforcement.wsgi import application

# what was loaded stays: the collector need not walk over it again, nor stop a page every 700 objects
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 50, 50)

__all__ = ["application"]
