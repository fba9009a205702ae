"""What every API answer shares: one error form, key-based paging, sending once."""

from math import ceil

from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.db import DataError
from django.db.models import ProtectedError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_handler
from rest_framework.views import set_rollback

from enforcement import gate, outage
from enforcement.errors import BadInput, Conflict, DomainError, TooOften, Unavailable, findings_of
from enforcement.transactions import TWICE, written_twice


class KeyPagination(CursorPagination):
    """Newest first, by key, without counting: page 1,000 costs what page 1 costs."""

    ordering = "-id"
    page_size_query_param = "size"
    max_page_size = 100

    def get_page_size(self, request):
        """Return how many rows a page has; anything but 1 to 100 is refused."""
        return (
            gate.number_in(request.query_params, "size", at_least=1, at_most=self.max_page_size, strict=True)
            or self.page_size
        )

    def decode_cursor(self, request):
        """Return the place that `cursor` names; text that nothing can be compared with names none."""
        cursor = super().decode_cursor(request)
        if cursor and isinstance(cursor.position, str) and gate.flaw_of(cursor.position):
            raise exceptions.NotFound(self.invalid_cursor_message)
        return cursor

    def paginate_queryset(self, queryset, request, view=None):
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, ValidationError) as error:
            if request.query_params.get(self.cursor_query_param):
                raise exceptions.NotFound(self.invalid_cursor_message) from error
            raise

    def get_schema_operation_parameters(self, view):
        """Say in the description what is refused: sizes beyond the bounds."""
        found = super().get_schema_operation_parameters(view)
        for parameter in found:
            if parameter["name"] == self.page_size_query_param:
                parameter["schema"] = {"type": "integer", "minimum": 1, "maximum": self.max_page_size}
        return found


def finding_json(finding):
    """Return one finding in the API's words."""
    return {
        "rule": finding.rule,
        "level": str(finding.level),
        "message": finding.message,
        "clause": str(finding.clause) if finding.clause else "",
        "remedy": finding.remedy,
        "facts": list(finding.facts),
        "superior": finding.superior,
        "cases": list(finding.cases),
    }


def error(code, message, *, findings=(), fields=None):
    """Return the one error form: code, message, every finding, and the fields with their errors."""
    return {
        "code": code,
        "message": message,
        "findings": [finding_json(finding) for finding in findings],
        "fields": fields or {},
    }


WORDS = {
    400: "提交的内容有误，没有保存。请按字段提示修改。",
    401: "没有登录或者令牌已失效。请重新登录。",
    403: "您的岗位不能做这件事。请联系本单位管理员。",
    404: "没有找到，或者不在您的可见范围内。",
    405: "这个地址不支持这种请求方法。",
    406: "不支持所要求的格式。",
    413: "内容过大，没有接收。请分成几份。",
    415: "不支持这种内容类型。",
    429: "请求过于频繁，请稍后再试。",
    500: "这一步没有做成，是系统的问题，没有保存。请过一分钟再试；仍然不行的，把时间告诉系统管理员。",
    503: "数据库或者存储暂时不可用，没有保存。请稍后再试，已填的内容不会丢。",
}


NAMES = {400: "invalid", 401: "unauthenticated", 403: "forbidden", 404: "not_found"}
NO_POST = "由有这个岗位的人员办理；确需由您办理的，请本单位管理员调整岗位"


def exception_handler(exception, context):
    """Return every refusal in the one error form; what is nobody's refusal stays a 500."""
    if (told := passing(exception)) is not None:
        code, data, seconds = told
        set_rollback()
        return Response(data, status=code, headers={"Retry-After": str(seconds)})
    if (told := refusal(exception)) is not None:
        code, data = told
        set_rollback()
        return Response(data, status=code)
    if isinstance(exception, PermissionDenied | Http404 | exceptions.APIException):
        return of_the_framework(exception, drf_handler(exception, context))
    return None


def passing(exception):
    """Return (status, answer, seconds) of what may go through a little later, None of anything else."""
    if outage.passes(exception):
        return 503, error("unavailable", WORDS[503]), outage.RETRY_SECONDS
    if isinstance(exception, Unavailable):
        return 503, error("unavailable", str(exception)), exception.RETRY_AFTER
    if isinstance(exception, TooOften):
        return 429, error("too_often", str(exception)), exception.retry_after
    if isinstance(exception, exceptions.Throttled):
        wait = ceil(exception.wait or 1)
        return 429, error("too_often", f"请求过于频繁，没有处理。请在 {wait} 秒后再试。"), wait
    return None


def refusal(exception):
    """Return (status, answer) of what the house refuses, with its findings, None of what the framework answers."""
    if isinstance(exception, BadInput):
        return 400, error("invalid", str(exception))
    if isinstance(exception, DataError | OverflowError):
        return 400, error("invalid", outage.BEYOND)
    if isinstance(exception, RequestDataTooBig):
        return 413, error("invalid", WORDS[413])
    if written_twice(exception):
        exception = Conflict(TWICE)
    elif isinstance(exception, ProtectedError):
        exception = DomainError("还有别的记录引用它，不能删除。")
    if not isinstance(exception, DomainError):
        return None
    name, fields = ("conflict", exception.fields) if isinstance(exception, Conflict) else ("refused", None)
    return 409, error(name, str(exception), findings=findings_of(exception), fields=fields)


def of_the_framework(exception, answer):
    """Put what the framework answers into the one error form; a missing post is a finding too."""
    code, own = answer.status_code, str(exception) if isinstance(exception, PermissionDenied) else ""
    message = own or WORDS.get(code, "请求没有成功。")
    findings = getattr(exception, "findings", ())  # what a form asked of the law
    if code == 403:
        findings = findings_of(exception, message, NO_POST)
    fields = answer.data if code == 400 and isinstance(answer.data, dict) else {}
    answer.data = error(NAMES.get(code, "error"), message, findings=findings, fields=fields)
    return answer
