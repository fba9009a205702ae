"""Hostile requests over every address of the URLconf: seeded, so that a failure comes again."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import models, transaction
from django.http import QueryDict
from django.test import Client
from django.urls import get_resolver
from django_filters import FilterSet

from tests.hostile.values import BODIES, FILES, HEADERS, JSON_VALUES, TEXTS, TYPES

ROOT = Path(__file__).resolve().parents[2]
ROLES = ("officer", "head", "leader", "reviewer", "office", "administrator", "auditor", "newcomer", None)
GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)|<(?:\w+:)?(\w+)>")
ASKED = re.compile(
    r"""(?:GET|query_params|asked|query|POST)\.(?:get|pop|getlist)\(\s*["'](\w+)"""
    r"""|number_in\(\w+(?:\.\w+)*, "(\w+)"|"(\w+)" (?:not )?in (?:self\.)?request\.(?:GET|POST)"""
)
NOT_REACHED = {301, 401, 403, 404, 405}


def addresses(resolver=None, before=""):
    """Return every route of the URLconf as text, with its parameters still in it."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern).replace("^", "").replace("$", "").replace("/?", "/").replace(
            "\\.", "."
        )
        found += addresses(pattern, route) if hasattr(pattern, "url_patterns") else [route]
    return found


def below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


def parameters():
    """Return the names that any view, filter or form asks a query or form for."""
    names = {name for kind in below(FilterSet) for name in kind.base_filters}
    fields = {name for kind in below(forms.Form) for name in getattr(kind, "base_fields", {})}
    for package in ("cases", "lists", "evidence", "supervision", "enforcement"):
        for path in (ROOT / package).rglob("*.py"):
            for hit in ASKED.findall(path.read_text(encoding="utf-8")):
                names |= set(filter(None, hit))
    return sorted(names | {"cursor", "size", "page"}), sorted(fields | names)


@dataclass
class Attack:
    """One run: `made` counts requests by address and by parameter, `failed` has every answer of 500 with its error."""

    world: object
    seed: int
    chance: Random = None
    made: Counter = field(default_factory=Counter)
    asked: Counter = field(default_factory=Counter)
    reached: int = 0
    failed: list = field(default_factory=list)

    def __post_init__(self):
        self.chance = Random(self.seed)
        self.routes = addresses()
        self.names, self.fields = parameters()
        self.clients = {role: self.client(role) for role in set(ROLES)}
        self.turn = 0

    def client(self, role):
        client = Client(raise_request_exception=False)
        if role:
            client.force_login(getattr(self.world, role), backend="django.contrib.auth.backends.ModelBackend")
        return client

    def run(self, requests):
        """Make that many requests, address after address, and roll back what each has done."""
        errors = []

        def keep(sender, request=None, **kwargs):
            import traceback

            errors.append(traceback.format_exc(limit=-4))

        got_request_exception.connect(keep)
        try:
            for number in range(requests):
                del errors[:]
                route = self.routes[number % len(self.routes)]
                what = self.request_of(route)
                with transaction.atomic():
                    status, place = self.send(what)
                    transaction.set_rollback(True)
                self.made[route] += 1
                login = status == 302 and place.startswith("/login/")
                self.reached += status not in NOT_REACHED and not login
                if status >= 500:
                    self.failed.append((what, errors[-1:] or [place]))
        finally:
            got_request_exception.disconnect(keep)
        return self

    def request_of(self, route):
        """Return (role, method, path, query, body or fields, content type, headers)."""
        chance = self.chance
        spoil_path = chance.random() < 0.15
        path = "/" + GROUP.sub(lambda hit: self.part(route, hit[1] or hit[2], spoil_path), route)
        method = chance.choice(("get", "get", "post", "post", "post", "put", "patch", "delete", "head"))
        if chance.random() < 0.8:
            method = "post" if chance.random() < 0.5 else "get"
        query = {self.next_name(): chance.choice(TEXTS) for _ in range(chance.randrange(4))}
        headers = chance.choice(HEADERS) if chance.random() < 0.25 else {}
        role = self.role_for(route)
        if method in ("get", "head"):
            return role, method, path, query, None, "", headers
        body, kind = self.body(route)
        return role, method, path, query, body, kind, headers

    def role_for(self, route):
        """Return whose turn it is: mostly somebody who may open the address."""
        chance = self.chance
        if chance.random() < 0.4:
            return chance.choice(ROLES)
        if route.startswith(("manage/journal",)):
            return "auditor"
        if route.startswith(("manage", "api/sheets")):
            return "administrator"
        if route.startswith(("reviews", "api/reviews")):
            return "reviewer"
        if route.startswith(("bulletins", "league", "api/league", "api/bulletins")):
            return "office"
        return chance.choice(("officer", "officer", "head"))

    def next_name(self):
        self.turn += 1
        name = self.names[self.turn % len(self.names)]
        self.asked[name] += 1
        return name

    def part(self, route, name, spoil):
        """Return what stands in the path for a parameter: a good value, or a hostile one."""
        if spoil:
            return self.chance.choice([text for text in TEXTS if text and "/" not in text][:60])
        return str(self.chance.choice(self.world.good(route, name)))

    def body(self, route):
        """Return (content, content type): raw bytes, JSON with one spoiled value or more, or a form with a file."""
        chance = self.chance
        if chance.random() < 0.15:
            return chance.choice(BODIES), chance.choice(TYPES)
        names = [chance.choice(self.fields) for _ in range(6)] + self.world.fields_of(route)
        if route.startswith("api/") and chance.random() < 0.8:
            content = {name: self.value(name, json_too=True) for name in names}
            return json.dumps(content).encode(), "application/json"
        content = {name: self.value(name) for name in names}
        if chance.random() < 0.3:
            name, data = chance.choice(FILES)
            content["file"] = SimpleUploadedFile(name, data)
        return content, ""

    def value(self, name, json_too=False):
        chance = self.chance
        if chance.random() < 0.55:
            return chance.choice(self.world.plausible(name))
        return chance.choice(JSON_VALUES) if json_too and chance.random() < 0.6 else chance.choice(TEXTS)

    def send(self, what):
        role, method, path, query, body, kind, headers = what
        asked = QueryDict(mutable=True)
        asked.update(query)
        given = {"headers": headers, "query_params": asked}
        if isinstance(body, bytes):
            given |= {"data": body, "content_type": kind}
        elif body is not None:
            if method == "post":
                given |= {"data": body}
            else:
                plain = {name: str(value) for name, value in body.items() if name != "file"}
                given |= {"data": json.dumps(plain), "content_type": "application/json"}
        client = self.clients[role]
        cookies = client.cookies.copy()
        try:
            answer = getattr(client, method)(path.replace("?", "%3F").replace("#", "%23"), **given)
        finally:
            client.cookies = cookies
        if answer.streaming:
            b"".join(answer.streaming_content)
        return answer.status_code, answer.headers.get("Location", "")


def pks(rows):
    return [row.pk for row in rows if isinstance(row, models.Model)]
