"""Where a case is found: a list has its address on every row."""

from functools import lru_cache

from django import template
from django.urls import reverse

register = template.Library()
ANY = "/0/"


@register.filter
def case_address(key):
    """Return the address of the case with this key; the pattern is looked up once."""
    return pattern().replace(ANY, f"/{key}/")


@lru_cache(maxsize=1)
def pattern():
    return reverse("cases:detail", args=[0])
