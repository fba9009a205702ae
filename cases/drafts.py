"""What a draft keeps: everything typed but what must be done anew, with the party's numbers sealed (R-1104)."""

from cases.secrets import seal, unseal

NEVER_KEPT = {
    "csrfmiddlewaretoken", "idempotency_key", "version", "certificates_shown", "rights_told", "recusal_asked",
    "read_through", "refused",
}  # fmt: skip
NEVER_KEPT_FROM = "signature"  # and the pages of a record: signature_1, signature_2 …
SEALED = ("identity", "phone", "born_on")


def keeps(name):
    return name not in NEVER_KEPT and not name.startswith(NEVER_KEPT_FROM)


def closed(data):
    """Return typed data as a draft may hold them."""
    kept = {name: value for name, value in data.items() if keeps(name)}
    secret = {name: kept.pop(name) for name in SEALED if kept.get(name)}
    return kept | {"sealed": seal(secret)} if secret else kept


def opened(data):
    """Return what was typed, from what a draft holds."""
    kept = {name: value for name, value in data.items() if name != "sealed"}
    return kept | (unseal(data["sealed"]) if data.get("sealed") else {})
