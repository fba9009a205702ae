"""Pages leave small without a proxy, no two alike in length; files and streams as they are."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

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
