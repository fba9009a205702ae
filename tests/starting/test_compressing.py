"""Pages leave small without a proxy, no two alike in length; files and streams as they are."""

import gzip
from pathlib import Path

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from enforcement import compressing
from enforcement.compressing import CompressText

PAGE = "<p>案件</p>" * 500


def answered(response, encoding="gzip"):
    request = RequestFactory().get("/", headers={"Accept-Encoding": encoding})
    return CompressText(lambda asked: response)(request)


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "text/csv"])
def test_text_is_compressed(kind):
    answer = answered(HttpResponse(PAGE, content_type=kind))
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content).decode() == PAGE
    assert len(answer.content) < len(PAGE.encode()) / 10
    assert "Accept-Encoding" in answer["Vary"]


def test_equal_pages_have_different_lengths():
    lengths = {len(answered(HttpResponse(PAGE)).content) for _ in range(40)}
    assert len(lengths) > 5


def test_files_streams_and_old_clients_get_it_as_it_is(tmp_path):
    path = tmp_path / "piece.html"
    path.write_text(PAGE)
    assert not answered(FileResponse(path.open("rb"))).has_header("Content-Encoding")
    assert not answered(HttpResponse(PAGE.encode(), content_type="application/pdf")).has_header(
        "Content-Encoding"
    )
    assert not answered(HttpResponse(PAGE), "identity").has_header("Content-Encoding")


def test_the_product_does_it(client):
    answer = client.get("/login/", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert "登录" in gzip.decompress(answer.content).decode()


@pytest.mark.parametrize("name", ["house/forms.js", "house/case.css", "house/icons.svg"])
def test_our_own_sheets_and_scripts_travel_small(client, name):
    whole = (Path(compressing.__file__).parent / "static" / name).read_bytes()
    answer = client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip, br"})
    assert answer["Content-Encoding"] == "gzip" and "Accept-Encoding" in answer["Vary"]
    assert gzip.decompress(answer.content) == whole and int(answer["Content-Length"]) == len(answer.content)
    assert len(answer.content) < len(whole) / 2
    plain = client.get(f"/static/{name}", headers={"Accept-Encoding": "identity"})
    assert not plain.has_header("Content-Encoding") and b"".join(plain.streaming_content) == whole
    again = client.get(f"/static/{name}", headers={"If-Modified-Since": plain["Last-Modified"]})
    assert again.status_code == 304
