"""The journal as an auditor reads it, and nobody else."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enforcement.journal import words
from enforcement.journal.models import Entry
from enforcement.journal.services import close_day, record
from enforcement.journal.views import PAGE
from enforcement.teams.roles import PERMISSIONS, READ_JOURNAL, Role
from tests.factories import DAY, make_officer, make_team

pytestmark = pytest.mark.django_db
ADDRESS = "/manage/journal/"


@pytest.fixture
def auditor(client):
    officer = make_officer(Role.AUDITOR, make_team("3310"))
    client.force_login(officer)
    return officer


@pytest.fixture
def entries(at):
    return [
        record(f"dossier:{number}", "close_day", by=None, at=at, number=number)
        for number in range(PAGE * 2 + 1)
    ]


def read(client, query="", **headers):
    response = client.get(ADDRESS + query, **headers)
    assert response.status_code == 200
    return response.content.decode()


def subjects(page):
    return re.findall(r"\?subject=([a-z]+%3A\d+)", page)


@pytest.mark.parametrize("role", Role.values)
def test_only_who_holds_the_permission_sees_any_entry(role, at):
    record("dossier:1", "close_day", by=None, at=at)
    officer = make_officer(role, make_team("3310"))
    seen = Entry.objects.visible_to(officer, DAY).exists()
    assert seen == (READ_JOURNAL in PERMISSIONS[role]) == (role == Role.AUDITOR)


def test_a_post_that_has_ended_shows_nothing(at):
    record("dossier:1", "close_day", by=None, at=at)
    officer = make_officer(Role.AUDITOR, make_team("3310"), post={"valid_to": DAY - timedelta(days=1)})
    assert not Entry.objects.visible_to(officer, DAY).exists()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR, Role.HEAD])
def test_the_page_names_who_may_open_it(client, role):
    client.force_login(make_officer(role, make_team("3310")))
    response = client.get(ADDRESS)
    assert response.status_code == 403
    assert "审计员" in response.content.decode()


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get(ADDRESS).status_code == 302


def test_entries_come_newest_first_page_by_page_and_back(client, auditor, entries):
    first = read(client, "?verb=close_day")
    assert subjects(first)[0] == f"dossier%3A{PAGE * 2}"
    assert len(subjects(first)) == PAGE
    assert 'rel="prev"' not in first
    second = read(client, follow(first, "next"))
    third = read(client, follow(second, "next"))
    assert subjects(third) == ["dossier%3A0"]
    assert 'rel="next"' not in third
    assert subjects(first) + subjects(second) + subjects(third) == subjects_of(entries[::-1])
    back = read(client, follow(third, "prev"))
    assert subjects(back) == subjects(second)
    assert subjects(read(client, follow(back, "prev"))) == subjects(first)


def follow(page, direction):
    return re.search(rf'rel="{direction}" href="([^"]+)"', page).group(1).replace("&amp;", "&")


def subjects_of(entries):
    return [entry.chain.key.replace(":", "%3A") for entry in entries]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("subject=dossier:7", 1),
        ("subject=案卷 7", 1),
        ("subject=案卷7&verb=close_day", 1),
        ("subject=dossier:7&day=2026-11-19", 0),
        ("verb=close_day&day=2026-11-20", PAGE),
        ("person=nobody", 0),
    ],
)
def test_it_is_narrowed_by_subject_act_person_and_day(client, auditor, entries, query, found):
    page = read(client, f"?{query}")
    assert len(subjects(page)) == found
    assert ("没有符合条件的日志" in page) == (found == 0)


def test_a_person_is_found_by_login_name(client, auditor, at):
    record("dossier:8", "close_day", by=make_officer(username="zhangsan"), at=at)
    assert subjects(read(client, "?person=zhangsan")) == ["dossier%3A8"]


@pytest.mark.parametrize("query", ["?day=gestern", "?verb=nonsense"])
def test_a_question_that_makes_no_sense_is_told_and_kept(client, auditor, entries, query):
    page = read(client, query)
    assert "错误" in page
    assert subjects(page) == []


@pytest.mark.parametrize("query", ["?before=x", "?after=-1", "?before=99999999999999999999", "?before=²"])
def test_a_forged_page_key_is_no_key(client, auditor, entries, query):
    assert len(subjects(read(client, query))) == PAGE


def test_a_part_is_answered_with_the_rows_alone(client, auditor, entries):
    page = read(client, "?verb=close_day", headers={"HX-Request": "true"})
    assert "<html" not in page
    assert len(subjects(page)) == PAGE


def test_the_last_seal_is_shown(client, auditor, at):
    assert "还没有封存过" in read(client)
    root = close_day(day=DAY, at=at)
    assert root.digest in read(client)


def test_an_entry_shows_what_and_by_whom_in_words(client, auditor, at):
    officer = make_officer(name="张三")
    record("dossier:8", "close_day", by=officer, at=at, reason="<b>补正</b>", was="")
    page = read(client)
    assert "封存当日日志" in page and "张三" in page and "案卷 8" in page
    assert '<dt>理由</dt><dd class="text-break">&lt;b&gt;补正&lt;/b&gt;</dd>' in page


def test_a_full_page_takes_no_more_statements_than_one_entry(client, auditor, at):
    record("dossier:0", "close_day", by=None, at=at)
    read(client)
    with CaptureQueriesContext(connection) as few:
        read(client)
    for number in range(PAGE + 1):
        record(f"dossier:{number}", "close_day", by=make_officer() if number < 5 else None, at=at)
    with CaptureQueriesContext(connection) as many:
        read(client)
    assert len(many) == len(few) <= 8


def test_R1106_the_auditor_reads_acts_and_not_what_the_file_says():
    told = words.details(
        {"title": "李小明的询问笔录", "piece": "证据3", "sha256": "ab", "serial": 3}, of_file=True
    )
    assert dict(told)["SHA-256"] == "ab" and 3 in dict(told).values()
    assert "李小明的询问笔录" not in str(told) and words.HIDDEN in dict(told).values()
    assert "李小明" in str(words.details({"title": "李小明"}))
