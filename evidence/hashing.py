"""The two digests of a file, computed together while it passes by: SHA-256 for courts, SM3 as the law asks."""

import hashlib

from cryptography.hazmat.primitives.hashes import SM3, Hash

CHUNK = 1024 * 1024


class Digests:
    """SHA-256 and SM3 of all that was fed to it."""

    def __init__(self):
        self._sha256, self._sm3, self.size = hashlib.sha256(), Hash(SM3()), 0

    def update(self, chunk):
        self._sha256.update(chunk)
        self._sm3.update(chunk)
        self.size += len(chunk)

    def finish(self):
        """Return both digests as hexadecimal text."""
        return self._sha256.hexdigest(), self._sm3.finalize().hex()


def digests_of(handle):
    """Return both digests of an open file, read from its beginning in pieces."""
    digests = Digests()
    handle.seek(0)
    while chunk := handle.read(CHUNK):
        digests.update(chunk)
    return digests.finish()
