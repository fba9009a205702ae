"""What a case has done on schedule. The job reads the clock and calls one service."""

from cases import due
from enforcement import clock
from enforcement.celery import app


@app.task
def recompute_provisional():
    due.recompute_provisional(by=None, at=clock.now())
