"""A broker that is out of reach: one line, no traceback, and beat goes on."""

import logging

from enforcement.celery import app
from enforcement.jobs.beat import Clockwork
from enforcement.quiet import BrokerInALine


def test_beat_says_once_that_its_messages_do_not_go_out(caplog):
    beat = Clockwork(app, lazy=True)
    beat.apply_async = refuse
    with caplog.at_level(logging.WARNING):
        for _ in range(10):
            beat.apply_entry(None)
    assert [record.exc_info for record in caplog.records] == [None]
    assert "稍后补发" in caplog.text


def refuse(*given, **named):
    raise ConnectionRefusedError("111")


def said(name, error):
    record = logging.LogRecord(
        name, logging.ERROR, "", 0, "consumer: %s", ("lost",), (type(error), error, None)
    )
    assert BrokerInALine().filter(record)
    return record


def test_a_lost_connection_is_told_in_a_line():
    record = said("celery.worker.consumer.consumer", ConnectionRefusedError("111"))
    assert (record.getMessage(), record.exc_info) == ("consumer: lost（111）", None)


def test_every_other_failure_keeps_its_traceback():
    assert said("celery.worker.consumer.consumer", ValueError("x")).exc_info
    assert said("django.request", ConnectionRefusedError("111")).exc_info
