"""Ordinary cases of the bench in the states that a page and the law are asked about, made by the services."""

import time
from datetime import datetime, timedelta
from datetime import time as clock_time
from decimal import Decimal
from random import Random
from statistics import median

from django.utils import timezone

from cases.demonstration import ordinary
from cases.demonstration.cast import person
from cases.file.facts import facts_of
from cases.models import Case, Review
from enforcement import law
from enforcement.parameters.services import calendar_for
from enforcement.teams.models import Officer
from enforcement.teams.roles import Role

# how far each tale goes, and what its page is called
ENDS = {"filed": "investigated", "told": "told", "submitted": "in review", "approved": "to be decided",
        "delivered": "served", "closed": "closed"}  # fmt: skip
ROUNDS = 50
MORNING = clock_time(8, 30)


class Teller:
    """What a tale asks of its teller: the days, the streets, the head."""

    streets = ("人民路", "解放路")

    def __init__(self, city):
        self.city, self.dice = city, Random(1)
        self.now, self.calendar = city.at, calendar_for()

    def head(self, case):
        return (
            Officer.objects.filter(posts__role=Role.HEAD, posts__team__path=case.path).order_by("pk").first()
        )

    def fitting(self, case, fines):
        return fines[0]

    def tell(self, end):
        """Return an ordinary case that went as far as `end`."""
        city, day = self.city, timezone.localdate(self.now) - timedelta(days=ordinary.days_before(end))
        at = timezone.make_aware(
            datetime.combine(day, MORNING)
        )  # hours pass in a tale: no day more by evening
        party = person(self.dice, self.dice.randrange(10_000))
        crew = [city.officer, city.partner]
        tale = ordinary.begin(self, item=city.item, party=party, crew=crew, fines=(Decimal(35),), at=at)
        return tale.go_on(end)


def cases_of(city):
    """Return {state in words: key of an ordinary case} in the officer's own township."""
    teller = Teller(city)
    return {words: teller.tell(end).pk for end, words in ENDS.items()}


def reviewed_by(key, reviewer, at):
    """Return the key of the review of that case, which `reviewer` has before him from now on."""
    waiting = Review.objects.waiting().filter(case=key)
    waiting.update(reviewer=reviewer, taken_at=at)
    return waiting.get().pk


def law_over_all_gates(key, at):
    """Return the median seconds of Python in which the law answers every step of a case, its facts once built."""
    case = Case.objects.get(pk=key)
    [facts] = facts_of([case], at=at)
    gates = [step.gate for step in case.STEPS.values() if step.lane in ("", case.lane)]
    for gate in gates:
        law.check(facts, gate=gate)
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for gate in gates:
            law.check(facts, gate=gate)
        times.append(time.perf_counter() - began)
    return median(times)


def law_on_the_page(key, at):
    """Return the median seconds of Python in which the law answers the steps that follow in the case's state."""
    case = Case.objects.get(pk=key)
    [facts] = facts_of([case], at=at)
    gates = [step.gate for step in case.STEPS.values() if step.follows(case)]
    times = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        for gate in gates:
            law.check(facts, gate=gate)
        times.append(time.perf_counter() - began)
    return median(times[1:])
