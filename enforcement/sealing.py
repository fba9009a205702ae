"""Values that must not be read where they lie, encrypted with SM4 by the key outside the database (R-1104, R-1108)."""

import base64
import hashlib
import hmac
import json
import os

from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE, TAG = 12, 16


def _key():
    if not settings.FIELD_KEY:
        raise ImproperlyConfigured("没有 FIELD_KEY：文书中的证件号码不能加密保存")
    return hmac.new(settings.FIELD_KEY.encode(), b"documents", hashlib.sha256).digest()[:16]


def seal(secrets):
    """Return a JSON-able value encrypted (SM4-GCM), nonce and tag included."""
    nonce = os.urandom(NONCE)
    cipher = Cipher(SM4(_key()), modes.GCM(nonce)).encryptor()
    text = cipher.update(json.dumps(secrets, ensure_ascii=False).encode()) + cipher.finalize()
    return base64.b64encode(nonce + cipher.tag + text).decode()


def unseal(sealed):
    """Return what `seal` was given; a changed byte raises InvalidTag."""
    raw = base64.b64decode(sealed)
    nonce, tag, text = raw[:NONCE], raw[NONCE : NONCE + TAG], raw[NONCE + TAG :]
    cipher = Cipher(SM4(_key()), modes.GCM(nonce, tag)).decryptor()
    return json.loads(cipher.update(text) + cipher.finalize())
