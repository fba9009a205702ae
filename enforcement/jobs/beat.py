"""The clockwork: the static schedule of `enforcement.celery`, without a file that could go stale."""

import logging
import time

from celery.beat import Scheduler
from django.db import DatabaseError, close_old_connections

from enforcement import clock
from enforcement.jobs import services

logger = logging.getLogger(__name__)

AT_ONCE = ("heartbeat", "sweep")
QUIET = 300  # seconds between two words on a broker that stays away


class Clockwork(Scheduler):
    """Sends what falls due, says once a minute that it lives, and starts with a sweep.

    What fell due while nobody ran is not made up here: such work is a job row that an hourly task asks for.
    """

    max_interval = 20
    said_at = 0.0
    complained_at = None

    def setup_schedule(self):
        self.install_default_entries(self.app.conf.beat_schedule)
        self.update_from_dict(self.app.conf.beat_schedule)
        for name in AT_ONCE:
            self.apply_entry(self.schedule[name])

    def tick(self, *args, **kwargs):
        if time.monotonic() - self.said_at >= 60 or not self.said_at:
            self.say_alive()
        return min(super().tick(*args, **kwargs), self.max_interval)

    def apply_entry(self, entry, producer=None):
        """Send one message; a broker that is out of reach costs a line and no traceback, since the rows wait."""
        try:
            self.apply_async(entry, producer=producer, advance=False)
            self.complained_at = None
        except Exception as error:
            now = time.monotonic()
            if self.complained_at is None or now - self.complained_at >= QUIET:
                self.complained_at = now
                logger.warning("beat 的消息没有发出（%s），作业已登记，稍后补发", error)

    def say_alive(self):
        close_old_connections()
        try:
            services.beat("beat", clock.now())
            self.said_at = time.monotonic()
        except DatabaseError as error:
            logger.warning("beat 没有连上数据库：%s", error)
