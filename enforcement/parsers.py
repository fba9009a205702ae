"""How the API reads a body: every kind passes the gate. Apart from `api`, which needs the framework loaded first."""

from django.conf import settings
from rest_framework import exceptions, status
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser

from enforcement import gate


class TooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "内容过大，没有接收。"


class StrictJSON(JSONParser):
    """JSON through the gate: bounded in size and depth, only text and numbers that can be kept."""

    def parse(self, stream, media_type=None, parser_context=None):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise TooLarge
        content = gate.json_of(body)
        if not isinstance(content, dict):
            raise exceptions.ValidationError({"body": ["应为一个对象"]})
        return content


class StrictForm(FormParser):
    """A form through the gate."""

    def parse(self, stream, media_type=None, parser_context=None):
        fields = super().parse(stream, media_type, parser_context)
        gate.check_fields(fields)
        return fields


class StrictMultiPart(MultiPartParser):
    """A form with files through the gate."""

    def parse(self, stream, media_type=None, parser_context=None):
        parsed = super().parse(stream, media_type, parser_context)
        gate.check_fields(parsed.data)
        return parsed
