"""What the first request of a web process costs more than its tenth: one new process for every answer."""

import socket

from tests.bench import databases, serving

STARTS = 3
PAGES = ("desk", "case list, page", "case page", "case list, API")


def slower(tier, folder):
    """Return {page: [milliseconds that the first request took longer than the tenth, for every start]}."""
    address, found = databases.address_of(tier.name), {}
    for _ in range(STARTS):
        for what in PAGES:
            asked, path = tier.pages[what]
            with serving.served(serving.PRODUCT, address, folder, processes=1, ready=awake) as port:
                client = serving.Client(port, **asked.given)
                times = [client.call(path)[0] for _ in range(10)]
                client.close()
            found.setdefault(what, []).append(1000 * (times[0] - times[-1]))
    return found


def awake(host, port):
    """Return whether the process answers: what is no HTTP is refused by the server, and the product never sees it."""
    try:
        with socket.create_connection((host, port), timeout=serving.PATIENCE) as probe:
            probe.sendall(b"?\r\n\r\n")
            return probe.recv(16).startswith(b"HTTP/1.1 400")
    except OSError:
        return False
