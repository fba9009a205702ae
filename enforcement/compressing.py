"""Answers travel small without a proxy.

Compression beside a secret can give the secret away by its length (BREACH). Two things stand against it: the form's
token is masked anew in every answer, and Django adds up to 100 random bytes to each compressed one ("Heal the
Breach"), so that equal pages have different lengths.
"""

import gzip
from functools import lru_cache

from django.conf import settings
from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

TEXT = ("text/html", "application/json", "text/csv", "image/svg+xml", "application/vnd.oai.openapi")


class CompressText(GZipMiddleware):
    """Compress pages and data; files of evidence, pictures and papers are compressed already, and stream."""

    def process_response(self, request, response):
        kind = response.get("Content-Type", "").partition(";")[0].strip()
        if response.streaming or kind not in TEXT:
            return response
        return super().process_response(request, response)


SHEETS = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")
FILES = 64  # kept compressed by each process


@lru_cache(maxsize=FILES)
def squeezed(whole):
    """Return the bytes of a static file as they travel; the same file gives the same bytes."""
    return gzip.compress(whole, 9, mtime=0)


class CompressFiles:
    """Compress our own sheets and scripts; those of others have compressed copies beside them already."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not (request.path_info.startswith(settings.STATIC_URL) and self.plain(response)):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if not re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
            return response
        answer = HttpResponse(squeezed(b"".join(response.streaming_content)))
        for name, value in response.items():
            answer[name] = value
        answer["Content-Encoding"] = "gzip"
        answer["Content-Length"] = str(len(answer.content))
        response.file_to_stream.close()  # not the answer itself: that would end the request and its connections
        return answer

    def plain(self, response):
        kind = response.get("Content-Type", "").partition(";")[0].strip()
        whole = response.status_code == 200 and response.streaming
        return whole and kind in SHEETS and not response.has_header("Content-Encoding")
