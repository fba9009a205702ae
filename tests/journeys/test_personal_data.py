"""Personal data in what is sent to a browser: Q24 of the quality checks."""

import pytest
from django.test import Client

from enforcement.journal.models import Entry
from tests.journeys.conftest import DESK
from tests.journeys.places import ELDER, IDENTITY, LONG_PERSON, PLACES

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]
PHONE_NUMBER, NAME = "19900000001", "周小明"
# forms in which an officer enters or corrects just these data
ENTERED = ("start", "sheet", "scene", "lead", "amend", "inquiry", "inspection")
LISTS = ("desk", "desk-waiting", "desk-drafts", "desk-head", "list", "evidence")


def source(world, name):
    """Return the page as it is sent."""
    who, where = PLACES[name]
    client = Client()
    if who:
        client.force_login(getattr(world, who), backend="django.contrib.auth.backends.ModelBackend")
    return client.get(where(world), follow=True).content.decode()


@pytest.mark.parametrize("name", [name for name in PLACES if name not in ENTERED])
def test_Q24_no_page_holds_a_number_in_full(world, name):
    sent = source(world, name)
    assert [number for number in (IDENTITY, ELDER, PHONE_NUMBER) if number in sent] == []


@pytest.mark.parametrize("name", LISTS)
def test_Q24_lists_mask_the_names_of_natural_persons(world, name):
    sent = source(world, name)
    assert [person for person in (NAME, LONG_PERSON, "李小明") if person in sent] == []


NUMBERS, NAMES = (IDENTITY, ELDER, PHONE_NUMBER), (NAME, LONG_PERSON)
# a document names who signed it, as the paper does
MASKED = {"/api/cases/": NUMBERS + NAMES, "/api/evidence/": NUMBERS + NAMES, "/api/documents/": NUMBERS}


@pytest.mark.parametrize("address", MASKED)
def test_Q24_lists_of_the_API_are_masked(world, address):
    client = Client()
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(address)
    assert answer.status_code == 200
    sent = answer.content.decode()
    assert [text for text in MASKED[address] if text in sent] == []


def test_Q24_a_case_of_the_API_shows_masked_numbers(world):
    client = Client()
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(f"/api/cases/{world.delivered.pk}/").json()
    assert shown["identity"] == f"{IDENTITY[:6]}{'*' * 8}{IDENTITY[-4:]}"
    assert shown["phone"] == "199****0001"


def test_Q24_whoever_looks_at_a_number_in_full_is_written_down(world, window):
    page = window("case-delivered", DESK)
    before = Entry.objects.filter(verb="party.unmask").count()
    page.get_by_role("button", name="看完整号码").click()
    page.get_by_text(IDENTITY).wait_for()
    entry = Entry.objects.filter(verb="party.unmask").latest("pk")
    assert Entry.objects.filter(verb="party.unmask").count() == before + 1
    assert entry.chain.key == world.delivered.dossier.chain_key
    assert "张三" in entry.actor_words
    page.reload()
    assert IDENTITY not in page.content()
    assert "查看完整证件号码" in page.locator(".timeline").inner_text()
