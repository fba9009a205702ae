"""A job is a row: asked for once, claimed by one, done once, found again when its worker died."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from enforcement.jobs import services
from enforcement.jobs.models import Heartbeat, Job
from enforcement.jobs.services import (
    ATTEMPTS,
    GRACE,
    LEASE,
    claim_due,
    claim_one,
    enqueue,
    job_of,
    run,
    sweep,
)
from enforcement.journal.models import Entry

MINUTE = timedelta(minutes=1)


def ask(kind, at, key="1"):
    enqueue(kind, key, due=at, subject=f"dossier:{key}")
    return job_of(kind, key)


def notes():
    return Entry.objects.filter(verb="note").count()


@pytest.mark.django_db
def test_asking_twice_makes_one_job(at):
    first = ask("test.note", at)
    assert ask("test.note", at + MINUTE) == first
    assert Job.objects.get().due == at


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_asks_for_nothing(at):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        ask("test.note", at)
        _ = 1 / 0
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_job_is_claimed_by_one_worker(at):
    ask("test.note", at)
    job = claim_due(at, "甲")
    assert (job.claimed_by, job.running_since, job.attempts) == ("甲", at, 1)
    assert claim_due(at, "乙") is None
    assert claim_one("test.note", "1", at, "乙") is None


@pytest.mark.django_db
def test_a_job_waits_for_its_time_and_the_oldest_goes_first(at):
    ask("test.note", at + MINUTE, "later")
    ask("test.note", at, "now")
    ask("test.note", at - MINUTE, "first")
    assert [claim_due(at, "甲").key, claim_due(at, "甲").key] == ["first", "now"]
    assert claim_due(at, "甲") is None
    assert claim_due(at + MINUTE, "甲").key == "later"


@pytest.mark.django_db
def test_work_and_its_done_mark_are_one(at, done):
    ask("test.note", at)
    assert run(claim_due(at, "甲"), at)
    job = Job.objects.get()
    assert (job.done_at, job.running_since, notes()) == (at, None, 1)
    assert claim_due(at + MINUTE, "甲") is None
    assert ask("test.note", at).done_at == at


@pytest.mark.django_db
def test_a_failure_leaves_nothing_but_its_reason_and_is_tried_again(at, done):
    ask("test.fail", at)
    assert not run(claim_due(at, "甲"), at)
    job = Job.objects.get()
    assert (job.error, job.running_since, job.done_at, notes()) == ("RuntimeError: 纸用完了", None, None, 0)
    assert claim_due(at, "甲") is None
    later = at + timedelta(seconds=10)
    assert run(claim_due(later, "甲"), later)
    job.refresh_from_db()
    assert (job.error, job.attempts, notes()) == ("", 2, 1)


def test_the_pause_grows_and_ends_growing():
    pauses = [services.pause_after(attempts).total_seconds() for attempts in range(1, ATTEMPTS + 1)]
    assert pauses == [10, 40, 160, 640, 2560, 7200, 7200, 7200]


@pytest.mark.django_db
def test_after_the_last_attempt_a_job_is_given_up_and_can_be_asked_back(at, done):
    done.fails = ATTEMPTS
    ask("test.fail", at)
    for number in range(ATTEMPTS):
        at += timedelta(days=1)
        job = claim_due(at, "甲")
        assert job.attempts == number + 1
        assert not run(job, at)
    assert Job.objects.get().failed_at == at
    assert claim_due(at + timedelta(days=1), "甲") is None

    assert services.retry_failed(at=at) == 1
    assert run(claim_due(at, "甲"), at)
    assert notes() == 1


@pytest.mark.django_db
def test_a_kind_that_nobody_knows_is_a_failure_like_any_other(at):
    ask("test.unknown", at)
    assert not run(claim_due(at, "甲"), at)
    assert Job.objects.get().error == "LookupError: 没有程序处理“test.unknown”作业"


@pytest.mark.django_db
def test_what_died_with_its_worker_is_found_and_done(at, done):
    ask("test.note", at)
    claim_due(at, "甲")  # and 甲 dies
    assert sweep(at + GRACE) == 0
    assert sweep(at + GRACE + MINUTE) == 1
    job = claim_due(at + GRACE + MINUTE, "乙")
    assert (job.attempts, job.error) == (2, "执行者没有回来")
    assert run(job, at + GRACE + MINUTE)
    assert notes() == 1


@pytest.mark.django_db
def test_a_worker_that_was_thought_dead_marks_nothing(at, done):
    ask("test.note", at)
    slow = claim_due(at, "甲")
    sweep(at + GRACE + MINUTE)
    quick = claim_due(at + GRACE + MINUTE, "乙")
    assert not run(slow, at)
    assert run(quick, at)
    assert not run(slow, at)
    assert notes() == 1


@pytest.mark.django_db
def test_a_job_that_kills_every_worker_is_given_up(at, done):
    ask("test.note", at)
    for _ in range(ATTEMPTS):
        at += timedelta(days=1)
        assert claim_due(at - timedelta(hours=1), "甲")
        sweep(at)
    assert Job.objects.get().failed_at == at
    assert sweep(at + timedelta(days=1)) == 0


@pytest.mark.django_db
def test_long_work_runs_outside_a_transaction_and_keeps_its_claim_for_the_lease(at, done):
    ask("test.long", at)
    job = claim_due(at, "甲")
    assert sweep(at + LEASE) == 0
    assert run(job, at)
    assert done.long == ["dossier:1"]
    ask("test.long", at, "2")
    claim_due(at, "甲")
    assert sweep(at + LEASE + MINUTE) == 1


@pytest.mark.django_db
def test_a_claim_from_the_future_is_taken_back_when_the_clock_was_set_right(at, done):
    """Claimed two hours ahead of the true time, and the worker died: nobody waits until the clock catches up."""
    ask("test.note", at + timedelta(hours=2))
    claim_due(at + timedelta(hours=2), "甲")
    assert sweep(at) == 1
    assert run(claim_due(at, "乙"), at)
    assert notes() == 1


@pytest.mark.django_db
def test_a_claim_of_a_machine_whose_clock_is_a_little_ahead_stays(at, done):
    ask("test.note", at)
    job = claim_due(at + MINUTE, "甲")
    assert sweep(at) == 0
    assert run(job, at + MINUTE)


@pytest.mark.django_db
def test_a_beat_moves_its_one_row(at):
    services.beat("worker", at)
    services.beat("worker", at + MINUTE)
    assert Heartbeat.objects.get().at == at + MINUTE


@pytest.mark.django_db
def test_the_command_tells_what_was_given_up_and_asks_it_back(at, capsys):
    job = ask("test.note", at)
    Job.objects.filter(pk=job.pk).update(failed_at=at, attempts=ATTEMPTS, error="纸用完了")
    call_command("jobs")
    assert "已放弃 test.note 1，8 次，纸用完了" in capsys.readouterr().out
    call_command("jobs", retry=True)
    assert "1 件作业将重新做\n待办 1，进行中 0" in capsys.readouterr().out
