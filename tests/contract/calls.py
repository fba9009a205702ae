"""Calls made from the API's own description, as one person, through the application in this process."""

from contextlib import contextmanager

import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from knox.models import AuthToken
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth

from enforcement.wsgi import application

# a form's rules across fields and rows (who may be partner, which day is a working day) are said in words, not in a
# schema: 400 with the fields is a right answer to what the schema allows
CONFIG = {
    "checks": {
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", "400", "401", "403", "404", "409", "413", "415", "429", "503"]
        },
    },
}


def description(officer):
    """Return the description as `officer` reads it, and the headers of his calls."""
    _, token = AuthToken.objects.create(user=officer)
    # an answer is read as it is written: the caller here unpacks nothing
    headers = {"Authorization": f"Token {token}", "Accept-Encoding": "identity"}
    config = SchemathesisConfig.from_dict(CONFIG)
    return schemathesis.openapi.from_wsgi(
        "/api/schema/", application, headers=headers, config=config
    ), headers


@contextmanager
def one_connection():
    """Keep the test's transaction: the application closes its connection at both ends of a request."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in ends:
            signal.connect(close_old_connections)


def call_all(officer, *, examples, operations=None):
    """Call every operation (or those whose turn it is) and return {(operation, mode): what is wrong}."""
    with one_connection():
        return {label: why for label, why in failures(officer, examples, operations)}


def failures(officer, examples, operations):
    schema, headers = description(officer)
    for number, result in enumerate(schema.get_all_operations()):
        operation = result.ok()
        if operations and number % operations[1] != operations[0]:
            continue
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                call(operation, mode, headers, examples)
            except Unsatisfiable as failure:
                if mode is GenerationMode.POSITIVE:  # else there is nothing to be wrong: no parameters
                    yield (operation.label, mode.value), f"{type(failure).__name__}: {failure}"
            except (Exception, BaseExceptionGroup) as failure:
                yield (operation.label, mode.value), f"{type(failure).__name__}: {failure}"


def call(operation, mode, headers, examples):
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=examples, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def run(case):
        with transaction.atomic():
            answer = case.call(headers=headers)
            transaction.set_rollback(True)
        # who is signed in is decided by the header of the call, not by what was made up for it
        case.validate_response(answer, excluded_checks=[ignored_auth])

    run()
