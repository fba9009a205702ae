"""What looks at every request before anything is read from it: what can be kept nowhere goes no further."""

from urllib.parse import urlsplit

from django.http import Http404

from enforcement.errors import BadInput
from enforcement.gate import LARGEST, check_fields, flaw_of, printable, whole
from enforcement.web import bad_request

LONGEST_VALUE = 4000  # characters of one value in an address
KEY_HEADER, LONGEST_KEY = "Idempotency-Key", 64


class CookieGate:
    """Takes off what no cookie of ours can hold, before a session is looked up by it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        for name in [name for name, text in request.COOKIES.items() if flaw_of(text)]:
            del request.COOKIES[name]
        return self.get_response(request)


class Gate:
    """Looks at every request before anything is read from it; what cannot be meant is answered 400 or 404."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            check_request(request)
        except BadInput as refused:
            return bad_request(request, refused)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Answer 404 where a key of the path is no key, and refuse a form that cannot be kept."""
        for name, value in kwargs.items():
            if isinstance(value, int) and value > LARGEST:
                raise Http404
            if name == "pk" and isinstance(value, str) and whole(value) is None:
                raise Http404
        if request.method == "POST" and not request.path.startswith("/api/"):
            try:
                check_fields(request.POST)
            except BadInput as refused:
                return bad_request(request, refused)
        return None


def check_request(request):
    """Refuse path, query and headers that make no sense."""
    if flaw_of(request.path):
        raise BadInput("地址中有不能识别的字符。请从列表重新打开这一页。")
    check_fields(request.GET)
    for name, values in request.GET.lists():
        if any(len(value) > LONGEST_VALUE for value in values):
            raise BadInput(f"地址中的“{printable(name)}”超过 {LONGEST_VALUE} 字。请缩短后再试。")
    if len(request.headers.get(KEY_HEADER, "")) > LONGEST_KEY:
        raise BadInput(f"{KEY_HEADER} 超过 {LONGEST_KEY} 字。请换一个短的。")
    try:
        urlsplit(request.headers.get("Referer", ""))
        urlsplit(request.htmx.current_url or "")
    except ValueError:
        raise BadInput("Referer 或者 HX-Current-URL 不是地址。请刷新这一页再试。") from None
