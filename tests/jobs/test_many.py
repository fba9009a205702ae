"""Many workers at one table of jobs: each job once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from enforcement.jobs.models import Job
from enforcement.jobs.services import GRACE, claim_due, enqueue, job_of, run, sweep
from enforcement.journal.models import Entry

WORKERS, JOBS = 8, 40


@pytest.mark.django_db(transaction=True)
def test_eight_workers_do_forty_jobs_once_each(at, done):
    for number in range(JOBS):
        enqueue("test.note", str(number), due=at, subject=f"dossier:{number}")

    def work(worker):
        try:
            while job := claim_due(at, f"工{worker}"):
                run(job, at)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))

    assert Job.objects.filter(done_at=at, attempts=1).count() == JOBS
    written = Counter(Entry.objects.values_list("chain__key", flat=True))
    assert set(written.values()) == {1}
    assert len(written) == JOBS


@pytest.mark.django_db(transaction=True)
def test_sixteen_who_ask_at_once_make_one_job(at):
    def ask(_):
        try:
            enqueue("test.note", "1", due=at, subject="dossier:1")
            return job_of("test.note", "1").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(ask, range(16)))) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite 只有一把写锁，巡查要等作业做完")
def test_the_sweep_leaves_alone_what_somebody_is_at(at):
    enqueue("test.note", "1", due=at, subject="dossier:1")
    job = claim_due(at, "甲")
    holds, looked = Event(), Event()

    def work_slowly():
        with transaction.atomic():
            Job.objects.select_for_update().get(pk=job.pk)
            holds.set()
            looked.wait(20)
        connection.close()

    worker = Thread(target=work_slowly)
    worker.start()
    assert holds.wait(20)
    while_held = sweep(at + 10 * GRACE)
    looked.set()
    worker.join()
    assert while_held == 0
    assert sweep(at + 10 * GRACE) == 1
