"""Identity numbers at rest: sealed like those of documents, looked up by a keyed hash (R-1104, R-1108)."""

import hashlib
import hmac

from django.conf import settings

from enforcement.documents import sealing
from enforcement.law.identity import normal


def seal(text: str) -> str:
    """Return `text` encrypted (SM4-GCM); empty stays empty."""
    return sealing.seal(text) if text else ""


def unseal(sealed: str) -> str:
    """Return what `seal` was given; a changed byte raises InvalidTag."""
    return sealing.unseal(sealed) if sealed else ""


def lookup(text: str) -> str:
    """Return the keyed hash by which equal numbers find each other without being read; empty stays empty."""
    text = normal(text)
    if not text:
        return ""
    key = hmac.new(settings.FIELD_KEY.encode(), b"lookup", hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
