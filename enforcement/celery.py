"""The Celery application: messages only wake workers, the work itself stands in job rows (ruling 4).

REDIS_URL names the broker; without it messages are files in DATA_DIR/queue. Nothing that serves pages loads
this module before it sends a first message.
"""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enforcement.settings")

from django.conf import settings


def broker():
    """Return the broker's address and options: Redis, files in DATA_DIR, or this process in tests."""
    if settings.REDIS_URL:
        # no second try: whoever sends a message does not wait for a broker that is down
        waits = {"socket_connect_timeout": 2, "socket_timeout": 10, "max_retries": 0}
        return settings.REDIS_URL, {"visibility_timeout": 7200, "global_keyprefix": "enforcement:", **waits}
    if settings.TESTING:
        return "memory://", {}
    queue = settings.DATA_DIR / "queue"
    (queue / "control").mkdir(parents=True, exist_ok=True)
    folders = {
        "data_folder_in": str(queue),
        "data_folder_out": str(queue),
        "control_folder": str(queue / "control"),
    }
    from enforcement.jobs import files

    return f"{files.NAME}://localhost", {**folders, "polling_interval": 0.1}


address, options = broker()
app = Celery("enforcement")
app.conf.update(
    broker_url=address,
    broker_transport_options=options,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    timezone="Asia/Shanghai",
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    worker_enable_remote_control=False,
    worker_hijack_root_logger=False,
    beat_scheduler="enforcement.jobs.beat:Clockwork",
)
# A message that nobody took within its period is thrown away: the next one says the same.
MINUTE = {"schedule": 60, "options": {"expires": 55}}
app.conf.beat_schedule = {
    "heartbeat": {"task": "enforcement.jobs.tasks.heartbeat", **MINUTE},
    "sweep": {"task": "enforcement.jobs.tasks.sweep", **MINUTE},
    # 00:10 is when it is meant; the other hours repeat it in case that one was missed
    "close_day": {"task": "enforcement.jobs.tasks.close_yesterday", "schedule": crontab(minute=10)},
    # who opened which file: noted at once, in the chains a few minutes later
    "take_over": {"task": "enforcement.jobs.tasks.take_over", "schedule": crontab(minute="*/5")},
    # a job counts limits anew when a calendar has changed; this finds what none did
    "recount": {"task": "enforcement.procedures.tasks.recount_provisional", "schedule": crontab(minute=25)},
    # 00:05 is when it is meant: what is to be done after the day has turned
    "turn_day": {"task": "enforcement.procedures.tasks.turn_day", "schedule": crontab(minute=5)},
    "sweep_stores": {"task": "enforcement.jobs.tasks.sweep_stores", "schedule": crontab(minute=50)},
    # 00:40 is when it is meant
    "remind": {"task": "cases.tasks.remind_today", "schedule": crontab(minute=40)},
    # nothing is kept that is not used: ended sessions, bound files that were handed out
    "clear_sessions": {"task": "enforcement.teams.tasks.clear_sessions", "schedule": crontab(minute=50)},
    "sweep_volumes": {"task": "evidence.tasks.sweep_volumes", "schedule": crontab(minute=55)},
    # Sunday 24:00 is cut and Monday 09:00 published; asked every five minutes, so that an outage costs nothing
    "league": {"task": "supervision.tasks.ask_for_tables", "schedule": crontab(minute="*/5")},
}
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def require_keys(**kwargs):
    """Refuse to start a worker or beat of production without its keys."""
    from django.core.exceptions import ImproperlyConfigured

    from enforcement.documents import keys

    try:
        keys.require()
    except ImproperlyConfigured as reason:
        raise SystemExit(str(reason)) from None
