"""Identity numbers at rest: encrypted with SM4, looked up by a keyed hash (R-1104, R-1108)."""

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def _key(purpose: str) -> bytes:
    if not settings.FIELD_KEY:
        raise ImproperlyConfigured("没有 FIELD_KEY：证件号码不能加密保存")
    return hmac.new(settings.FIELD_KEY.encode(), purpose.encode(), hashlib.sha256).digest()


def seal(text: str) -> str:
    """Return `text` encrypted (SM4-GCM), nonce and tag included; empty stays empty."""
    if not text:
        return ""
    nonce = os.urandom(12)
    cipher = Cipher(SM4(_key("seal")[:16]), modes.GCM(nonce)).encryptor()
    sealed = cipher.update(text.encode()) + cipher.finalize()
    return base64.b64encode(nonce + cipher.tag + sealed).decode()


def unseal(sealed: str) -> str:
    """Return what `seal` was given; a changed byte raises InvalidTag."""
    if not sealed:
        return ""
    raw = base64.b64decode(sealed)
    cipher = Cipher(SM4(_key("seal")[:16]), modes.GCM(raw[:12], raw[12:28])).decryptor()
    return (cipher.update(raw[28:]) + cipher.finalize()).decode()


def lookup(text: str) -> str:
    """Return the keyed hash by which equal numbers find each other without being read; empty stays empty."""
    return hmac.new(_key("lookup"), text.upper().encode(), hashlib.sha256).hexdigest() if text else ""
