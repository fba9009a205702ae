"""Answers travel small without a proxy.

Compression beside a secret can give the secret away by its length (BREACH). Two things stand against it: the form's
token is masked anew in every answer, and Django adds up to 100 random bytes to each compressed one ("Heal the
Breach"), so that equal pages have different lengths.
"""

from django.middleware.gzip import GZipMiddleware

TEXT = ("text/html", "application/json", "text/csv", "image/svg+xml", "application/vnd.oai.openapi")


class CompressText(GZipMiddleware):
    """Compress pages and data; files of evidence, pictures and papers are compressed already, and stream."""

    def process_response(self, request, response):
        kind = response.get("Content-Type", "").partition(";")[0].strip()
        if response.streaming or kind not in TEXT:
            return response
        return super().process_response(request, response)
