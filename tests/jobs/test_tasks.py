"""What Celery calls: the messages wake workers, the rows say what is done."""

import os
import subprocess
import sys
from contextlib import suppress
from datetime import date, timedelta

import pytest
from celery.signals import before_task_publish
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory

from enforcement import clock
from enforcement.celery import app
from enforcement.jobs import tasks
from enforcement.jobs.middleware import AnswerFirst
from enforcement.jobs.models import Heartbeat, Job
from enforcement.jobs.services import enqueue, wake
from enforcement.journal.models import DailyRoot

SCHEDULE = app.conf.beat_schedule


@pytest.mark.django_db
def test_a_message_does_its_job_and_a_second_one_nothing(at):
    enqueue("journal.close_day", "2026-11-19", due=at, day="2026-11-19")
    tasks.work("journal.close_day", "2026-11-19")
    tasks.work("journal.close_day", "2026-11-19")
    assert DailyRoot.objects.get().day == date(2026, 11, 19)
    assert Job.objects.get().attempts == 1


@pytest.mark.django_db
def test_draining_does_all_that_is_due(at):
    for day in ("2026-11-17", "2026-11-18", "2026-11-19"):
        enqueue("journal.close_day", day, due=at, day=day)
    enqueue("journal.close_day", "2026-11-20", due=at + timedelta(days=1), day="2026-11-20")
    tasks.drain()
    assert DailyRoot.objects.count() == 3


@pytest.mark.django_db
def test_the_day_that_is_over_is_closed_once_however_often_it_is_asked(at):
    tasks.close_yesterday()
    with clock.set_to(at + timedelta(hours=1)):
        tasks.close_yesterday()
        tasks.drain()
    assert DailyRoot.objects.get().day == date(2026, 11, 19)


@pytest.mark.django_db
def test_a_worker_says_that_it_lives(at):
    tasks.heartbeat()
    assert Heartbeat.objects.get(part="worker").at == at


def test_the_schedule_names_tasks_that_exist():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in SCHEDULE.values()} <= set(app.tasks)


@pytest.mark.parametrize(
    ("now", "minutes"),
    [("2026-11-20T16:05:00+00:00", 5), ("2026-11-20T23:11:00+08:00", 59)],
    ids=["five past midnight in Shanghai", "eleven past eleven"],
)
def test_the_day_is_closed_at_ten_past(now, minutes):
    """The clock runs in UTC; ten past midnight is meant in Shanghai."""
    schedule = SCHEDULE["close_day"]["schedule"]
    moment = clock.datetime.fromisoformat(now)
    schedule.app, schedule.nowfun = app, lambda: moment.astimezone(app.timezone)
    assert round(schedule.remaining_estimate(moment.astimezone(app.timezone)).total_seconds() / 60) == minutes


MIGRATE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
ASK = """
import django; django.setup()
from enforcement import clock
from enforcement.jobs.models import Job
from enforcement.jobs.services import enqueue, wake
enqueue("journal.close_day", "2026-11-19", due=clock.now(), day="2026-11-19")
print(Job.objects.get().key)
"""


def python(code, **env):
    environment = {**os.environ, "SECRET_KEY": "x", "FIELD_KEY": "x", **env}
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=300
    )


def test_a_broker_that_is_down_loses_no_job(tmp_path):
    env = {"DATA_DIR": str(tmp_path), "DATABASE_URL": "", "REDIS_URL": "redis://127.0.0.1:1/0"}
    python(MIGRATE, **env)
    ended = python(ASK, **env)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == "2026-11-19"
    assert "消息没有发出" in ended.stderr


@pytest.fixture
def sent():
    """The jobs to which a worker was sent, in order."""
    found = []

    def note(body, **kwargs):
        found.append(tuple(body[0]))

    before_task_publish.connect(note)
    yield found
    before_task_publish.disconnect(note)


def asking(fails=False):
    """Return a view that asks for a job in its transaction, which may fail."""

    def view(request):
        with suppress(ZeroDivisionError), transaction.atomic():
            enqueue("journal.close_day", "2026-11-19", due=clock.now(), day="2026-11-19")
            _ = 1 / (not fails)
        return HttpResponse("好")

    return view


@pytest.mark.django_db(transaction=True)
def test_whoever_asked_is_answered_before_a_worker_is_sent(sent):
    answer = AnswerFirst(asking())(RequestFactory().post("/"))
    assert (sent, Job.objects.count()) == ([], 1)
    answer.close()
    assert sent == [("journal.close_day", "2026-11-19")]
    # what follows the request is sent at once again
    with transaction.atomic():
        enqueue("journal.close_day", "2026-11-20", due=clock.now(), day="2026-11-20")
    assert len(sent) == 2


@pytest.mark.django_db(transaction=True)
def test_a_request_whose_work_failed_sends_nobody(sent):
    AnswerFirst(asking(fails=True))(RequestFactory().post("/")).close()
    assert (sent, Job.objects.count()) == ([], 0)


def test_a_message_that_cannot_be_sent_stops_nobody(caplog):
    wake("journal.close_day", object())  # no form in which a message could hold it
    assert "消息没有发出" in caplog.text


def test_every_request_is_answered_first():
    assert "enforcement.jobs.middleware.AnswerFirst" in settings.MIDDLEWARE


def test_serving_pages_needs_no_celery():
    code = "import enforcement.wsgi, sys; print('celery' in sys.modules, 'kombu' in sys.modules)"
    assert python(code).stdout.strip() == "False False"
