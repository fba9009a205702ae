"""The keys of production: there, and the ones with which this database and these stores were written."""

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from enforcement.documents import sealing
from enforcement.documents.models import Document
from enforcement.stores import MARK, STORES

SAMPLE = 3


def fault():
    """Return in Chinese what is wrong with the keys, "" for nothing.

    What is sealed in the database proves FIELD_KEY: the last papers open with it or they do not. So do the marks
    of the stores. Where neither is there yet, nothing can be lost either.
    """
    missing = [name for name in ("SECRET_KEY", "FIELD_KEY") if not given(name)]
    if missing:
        return f"没有 {'、'.join(missing)}：请在环境变量中设置；已有数据的，必须用原来的那一把。"
    if not opens_documents() or not opens_stores():
        return "FIELD_KEY 不是这个数据库和存储所用的那一把：身份证号会读不出来。请从保管处取回原来的密钥。"
    return ""


def given(name):
    try:
        return getattr(settings, name)
    except ImproperlyConfigured:
        return ""  # Django says so of an empty SECRET_KEY, in English


def opens_documents():
    try:
        for text in Document.objects.order_by("-pk").values_list("sealed", flat=True)[:SAMPLE]:
            sealing.unseal(text)
    except (InvalidTag, ValueError):
        return False
    except DatabaseError:
        return True  # not there yet or away: that is told elsewhere
    return True


def opens_stores():
    marks = [(store, store.folder / MARK) for store in STORES]
    try:
        return all(path.read_text() == store.mark for store, path in marks if path.exists())
    except OSError:
        return True


@register(Tags.security, deploy=True)
def keys_are_there(app_configs, **kwargs):
    """Let `check --deploy` fail without the keys, or with others than those of the data."""
    found = fault()
    return [Error(found, id="documents.E001")] if found else []


def require():
    """Refuse to start production without its keys; a newcomer's `start` makes them."""
    if settings.PRODUCTION and (found := fault()):
        raise ImproperlyConfigured(found)
