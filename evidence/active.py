"""Whether a PDF does something by itself when it is opened: such a one is only ever downloaded."""

import re

from pypdf import PdfReader

ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|OpenAction|AA|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm)(?![A-Za-z])"
)
LARGEST = 30 * 1024 * 1024  # beyond it nobody waits for the look
ROOT = ("/OpenAction", "/AA", "/AcroForm")


def is_active(handle):
    """Say whether the PDF in `handle` has scripts, actions or files of its own; the handle is left at its beginning.

    What is packed in streams is looked up through the catalogue; what cannot be read counts as active.
    """
    handle.seek(0)
    content = handle.read(LARGEST + 1)
    handle.seek(0)
    if len(content) > LARGEST or ACTIVE.search(unescaped(content)):
        return True
    try:
        root = PdfReader(handle, strict=False).trailer["/Root"]
        names = root.get("/Names") or {}
        return any(key in root for key in ROOT) or "/JavaScript" in names or "/EmbeddedFiles" in names
    except Exception:  # what a broken file makes its reader raise is listed nowhere
        return True
    finally:
        handle.seek(0)


def unescaped(content):
    """Return the bytes with names as they read: /J#61vaScript is /JavaScript."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda hit: bytes([int(hit[1], 16)]), content)
