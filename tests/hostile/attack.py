"""Hostile requests over every address of the URLconf: seeded, so that a failure comes again."""

import json
import traceback
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import transaction
from django.http import QueryDict
from django.test import Client, override_settings

from tests.hostile.places import GROUP, addresses, learn
from tests.hostile.values import BODIES, COOKIES, FILES, HEADERS, JSON_VALUES, TEXTS, TYPES

ROLES = ("officer", "head", "leader", "reviewer", "office", "administrator", "auditor", "newcomer")
FIRST = {
    "manage/journal": "auditor", "manage": "administrator", "api/sheets": "administrator",
    "api/people": "administrator", "api/mergers": "administrator", "reviews": "reviewer", "api/reviews": "reviewer",
    "bulletins": "office", "league": "office", "api/league": "office", "api/bulletins": "office",
}  # fmt: skip
NOT_REACHED = {301, 401, 403, 404, 405, 429}
UNREAD = "没有读取"  # what a body is refused with before any view has seen it
FORGET_EVERY = 100  # requests, after which the counts of calls in the cache begin anew


class Reached:
    """The innermost middleware: notes that a request came through the gate to its view."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        request.reached = True


def through_the_gate():
    return override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, "tests.hostile.attack.Reached"])


@dataclass
class Attack:
    """One run. made: requests by address; reached: those that came to what the view does; asked: spoiled values by

    (address, where, name); other: those of cookies and headers. failed: every answer of 500 with its error.
    """

    world: object
    seed: int
    made: Counter = field(default_factory=Counter)
    reached: Counter = field(default_factory=Counter)
    asked: Counter = field(default_factory=Counter)
    other: Counter = field(default_factory=Counter)
    statuses: Counter = field(default_factory=Counter)
    failed: list = field(default_factory=list)

    def __post_init__(self):
        self.chance = Random(self.seed)
        self.addresses = addresses(self.world.steps)
        self.by_place = {(each.route, each.step): each for each in self.addresses}
        self.clients = {role: self.client(role) for role in (*ROLES, None)}
        self.errors, self.sent = [], 0

    def client(self, role):
        client = Client(raise_request_exception=False)
        if role:
            client.force_login(getattr(self.world, role), backend="django.contrib.auth.backends.ModelBackend")
        return client

    def run(self, requests, *, least=0):
        """Make that many requests, address after address, and go on until each address and name had `least`."""

        def keep(sender, request=None, **kwargs):
            self.errors.append(traceback.format_exc(limit=-4))

        got_request_exception.connect(keep)
        try:
            with through_the_gate():
                for number in range(requests):
                    self.attempt(self.addresses[number % len(self.addresses)])
                for address in self.addresses:
                    while self.lacks(address, least):
                        self.attempt(address)
        finally:
            got_request_exception.disconnect(keep)
        return self

    def lacks(self, address, least):
        """Return whether the address, or a name of it, had fewer than `least`; a form may have taught new names."""
        return self.made[address.label] < least or any(
            self.asked[address.label, *name] < least for name in address.names
        )

    # -- one request ---------------------------------------------------------------------------------------
    def attempt(self, address):
        if not address.probed:
            self.probe(address)
        what = self.request_of(address)
        answer = self.send(what)
        self.made[address.label] += 1
        self.reached[address.label] += came_through(answer)
        self.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            self.failed.append((what, self.errors[-1:] or [answer.content[:300]]))
            print("500:", what[:3], flush=True)

    def probe(self, address):
        """Find out who opens the address with which methods, and what its form holds; a fault counts all the same."""
        address.probed = True
        expected = next((role for start, role in FIRST.items() if address.route.startswith(start)), "officer")
        wanted = self.world.role_of_step(address.step or last_part(address.route))
        found = {}
        for role in dict.fromkeys([wanted or expected, expected, *ROLES]):
            path = self.path(address, spoil=False)
            answer = self.send((role, "get", path, {}, None, "", {}))
            if answer.status_code >= 500:
                self.failed.append(((role, "get", path), self.errors[-1:]))
            if answer.status_code == 405:
                address.methods = [
                    name.strip().lower() for name in answer.headers.get("Allow", "POST").split(",")
                ]
                address.methods = [name for name in address.methods if name != "options"]
            if came_through(answer) or answer.status_code == 405:
                found[role] = answer
                learn(answer, path, self.by_place)
                if len(found) > 1 or role == wanted:
                    break
        address.roles = list(found)

    def request_of(self, address):
        """Return (role, method, path, query, body or fields, content type, headers)."""
        chance = self.chance
        path = self.path(address, spoil=chance.random() < 0.1)
        usual = chance.random() < 0.9
        methods = address.methods if usual else ("get", "post", "put", "patch", "delete", "head")
        spoiled = self.next_names(address)
        names = [name for where, name in spoiled if where == "body"]
        if names and usual:
            methods = [each for each in methods if each in ("post", "put", "patch")] or ["post"]
        method = chance.choice(methods)
        role = chance.choice(address.roles if address.roles and chance.random() < 0.9 else (*ROLES, None))
        query = {name: chance.choice(TEXTS) for where, name in spoiled if where == "query"}
        headers = self.headers()
        if method in ("get", "head"):
            return role, method, path, query, None, "", headers
        return role, method, path, query, *self.body(address, names, method), headers

    def next_names(self, address):
        """Return the names whose turn it is to be spoiled: those that were it least often."""
        names = address.names
        self.chance.shuffle(names)
        names.sort(key=lambda name: self.asked[address.label, *name])
        chosen = names[: self.chance.choice((1, 2, 4, 1 + len(names) // 8))]
        self.asked.update((address.label, *name) for name in chosen)
        return chosen

    def headers(self):
        chance, headers = self.chance, {}
        if chance.random() < 0.2:
            headers |= chance.choice(HEADERS)
        if chance.random() < 0.05:
            headers["Cookie"] = chance.choice(COOKIES)
        self.other.update(f"{name}: {value}" for name, value in headers.items())
        return headers

    def path(self, address, *, spoil):
        def part(hit):
            name = hit[1] or hit[2]
            if spoil:
                return self.chance.choice([text for text in TEXTS if text and "/" not in text][:60])
            if name == "step":
                return address.step
            return str(self.chance.choice(self.world.good(address, name)))

        return "/" + GROUP.sub(part, address.route)

    def body(self, address, spoiled, method):
        """Return (content, content type): raw bytes, JSON, or a form with its files."""
        chance, api = self.chance, address.route.startswith("api/")
        if api and chance.random() < 0.06:
            return chance.choice(BODIES), chance.choice(TYPES)
        names = sorted(address.fields)
        if chance.random() < 0.3:
            names = [name for name in names if name in spoiled or chance.random() < 0.7]
        hostile = (*TEXTS, *JSON_VALUES) if api and not address.files else TEXTS
        content = {
            name: chance.choice(hostile if name in spoiled else self.plausible(address, name))
            for name in names
        }
        if api and not address.files:
            return json.dumps(content).encode(), "application/json"
        for name in address.files:
            if name in spoiled or chance.random() < 0.5:
                named, data = chance.choice(FILES)
                content[name] = SimpleUploadedFile(named, data)
        return {name: value for name, value in content.items() if value is not None}, ""

    def plausible(self, address, name):
        return address.seen.get(name) or self.world.plausible(name)

    def send(self, what):
        """Send it, and roll back what it has done."""
        role, method, path, query, body, kind, headers = what
        self.sent += 1
        if self.sent % FORGET_EVERY == 0:
            cache.clear()
        asked = QueryDict(mutable=True)
        asked.update(query)
        given = {"headers": headers, "query_params": asked}
        if isinstance(body, bytes):
            given |= {"data": body, "content_type": kind}
        elif body is not None and method == "post":
            given |= {"data": body}
        elif body is not None:
            texts = {name: str(value) for name, value in body.items()}
            given |= {"data": json.dumps(texts), "content_type": "application/json"}
        client = self.clients[role]
        cookies = client.cookies.copy()
        del self.errors[:]
        try:
            with transaction.atomic():
                answer = getattr(client, method)(path.replace("?", "%3F").replace("#", "%23"), **given)
                if answer.streaming:
                    b"".join(answer.streaming_content)
                transaction.set_rollback(True)
        finally:
            client.cookies = cookies
        return answer


def came_through(answer):
    """Return whether the view did its work with the request: no gate, login page, missing row or right before it."""
    if answer.status_code in NOT_REACHED or not getattr(answer.wsgi_request, "reached", False):
        return False
    if answer.status_code == 302 and answer.headers.get("Location", "").startswith("/login/"):
        return False
    return not (answer.status_code == 400 and not answer.streaming and UNREAD in answer.content.decode())


def last_part(route):
    """Return the verb at the end of an address of the API."""
    return route.strip("/").rpartition("/")[2]
