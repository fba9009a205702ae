"""What a cold telephone has to fetch: Q16 of the quality checks, measured on the wire."""

import pytest

from tests.journeys.conftest import PHONE
from tests.journeys.places import PLACES

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]
FETCHED = ("login", "desk", "list", "new", "start", "sheet", "weigh", "notice", "receipt", "case-delivered")
FONTS = (".woff", ".woff2", ".ttf", ".otf")


def fetch(page, address):
    """Return what opening `address` with an empty cache moves: [(address, kind, bytes)]."""
    moved = []
    page.on("requestfinished", lambda request: moved.append(request))
    page.goto(address, wait_until="networkidle")
    return [(request.url, request.resource_type, bytes_of(request)) for request in moved]


def bytes_of(request):
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


@pytest.mark.parametrize("name", FETCHED)
def test_Q16_the_first_load_is_light(world, open_browser, name, record_property):
    who, where = PLACES[name]
    moved = fetch(open_browser(who and getattr(world, who), PHONE).new_page(), where(world))
    weight = {kind: sum(size for _, one, size in moved if one == kind) for kind in ("script", "stylesheet")}
    total = sum(size for *_, size in moved)
    said = f"{name}：{len(moved)} 次请求，{total / 1000:.1f} kB，脚本 {weight['script']}，样式 {weight['stylesheet']}"
    print(said)
    record_property("Q16", said)
    assert len(moved) <= 12, moved
    assert total <= 180_000, moved
    assert weight["script"] <= 60_000, moved
    assert weight["stylesheet"] <= 95_000, moved
    assert not [url for url, *_ in moved if url.split("?")[0].endswith(FONTS)]
