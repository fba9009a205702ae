"""Addresses that are put together are those that Django would look up each time."""

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from enforcement.addresses import address_if_any, address_of
from enforcement.procedures.steps import tables

NUMBERS, WORDS = (7, 7_000_000_000), ("zongzhi-1", "33号", "a b/c?d", "90071992547409101")


def every_page():
    """Yield (name, converters of its parameters) of every page and verb of the product."""

    def walk(resolver, spaces):
        for one in resolver.url_patterns:
            if hasattr(one, "url_patterns"):
                yield from walk(one, [*spaces, one.namespace] if one.namespace else spaces)
            elif one.name:
                yield ":".join([*spaces, one.name]), list(one.pattern.converters.values())

    yield from walk(get_resolver(), [])


def test_every_page_has_the_address_that_django_gives_it():
    seen = 0
    for page, converters in every_page():
        for number in NUMBERS:
            keys = [number if type(each).__name__ == "IntConverter" else "abc" for each in converters]
            try:
                expected = reverse(page, args=keys)
            except NoReverseMatch:
                assert address_if_any(page, *keys) == ""
                continue
            assert address_of(page, *keys) == address_of(page, *keys) == expected
            seen += len(keys)
    assert seen > 200


@pytest.mark.parametrize("word", WORDS)
def test_words_are_quoted_as_django_quotes_them(word):
    try:
        expected = reverse("lists:detail", args=[word])
    except NoReverseMatch:
        expected = ""
    assert address_if_any("lists:detail", word) == expected


def test_steps_of_every_table_have_the_address_that_django_gives_them():
    for table in (one for one in tables() if one.plain or one.page):
        for step in table.values():
            made = table.step_address(table.model(pk=41), step)
            names = [table.subject, 41, step.name] if table.plain else [41, step.name]
            assert made == reverse("procedures:step" if table.plain else table.page, args=names)


def test_a_page_that_is_not_there_has_no_address():
    assert address_if_any("", 1) == address_if_any("cases:nowhere", 1) == ""
    assert address_if_any("cases:detail", -1) == ""
    with pytest.raises(NoReverseMatch):
        address_of("cases:detail", None)
