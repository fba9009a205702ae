"""Pages for looking at components and for trying the scripts: no row is read or written."""

import json

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path

from enforcement import web
from enforcement.errors import Conflict, Refused
from tests.look import gallery

seen = []  # what reached the server, in order: (address, content)


def sample(request):
    """Show every component; a posted form comes back as 422."""
    request.user = gallery.officer()
    form = gallery.SampleForm(request.POST) if request.method == "POST" else None
    if form is not None:
        seen.append(("gallery", request.POST.dict()))
    bare = gallery.SampleForm() if "calm" in request.GET else None
    context = gallery.content(form or bare)
    return render(
        request, "components/gallery.html", context, status=422 if request.method == "POST" else 200
    )


def trial(request):
    """Show the forms on which the scripts are tried."""
    request.user = gallery.officer(shortcuts="quiet" not in request.GET)
    return render(request, "look/trial.html", {"next": "/next/"})


def note(answer):
    """Return a view that notes what arrived and gives `answer(request)`."""

    def view(request):
        body = request.POST.dict() if request.POST or request.FILES else None
        if body is None and request.body:
            body = json.loads(request.body)
        seen.append((request.path, request.GET.dict() or body))
        return answer(request)

    return view


def rows(request):
    return HttpResponse(f'<p id="rows" data-announce="已更新，1 件">{request.GET.get("q", "")}</p>')


def wrong(request):
    return HttpResponse('<p class="error">还差 1 名执法人员</p>', status=422)


def kept(request):
    return JsonResponse({"saved_at": gallery.NOW.isoformat()})


def uploaded(request):
    if "fail" in request.GET:
        return HttpResponse(status=500)
    return JsonResponse({"id": 7, "title": request.FILES["photo"].name})


def saw(request):
    return JsonResponse(seen, safe=False)


def told(request):
    request.user = gallery.officer()
    return web.refused_response(request, Refused("出具当场处罚决定书", gallery.findings()))


def clash(request):
    request.user = gallery.officer()
    return web.conflict_response(request, Conflict("李四 14:31 改过处罚金额。", {"罚款": ("50 元", "30 元")}))


def closed(request):
    request.user = gallery.officer()
    return web.forbidden(request, web.NoPost("teams.manage"))


def missing(request):
    request.user = gallery.officer()
    return web.not_found(request)


def page(request):
    """Stand for any page of the product, so that the navigation has somewhere to lead."""
    request.user = gallery.officer()
    return render(request, "errors/refused.html", {"refused": None})


def place(namespace, *names):
    return include(([path(f"{namespace}/{name}/", page, name=name) for name in names], namespace))


urlpatterns = [
    path("gallery/", sample),
    path("trial/", trial),
    path("rows/", note(rows)),
    path("wrong/", note(wrong)),
    path("sent/", note(lambda request: HttpResponse("<p>收到</p>"))),
    path("draft/", note(kept)),
    path("upload/", note(uploaded)),
    path("seen/", saw),
    path("refused/", told),
    path("conflict/", clash),
    path("forbidden/", closed),
    path("missing/", missing),
    path("broken/", web.server_error),
    path("", page),
    path("", place("cases", "desk", "list", "new")),
    path("", place("evidence", "list")),
    path("", place("lists", "list")),
    path("", place("teams", "me", "login", "logout")),
]
handler403, handler404, handler500 = (
    "enforcement.web.forbidden",
    "enforcement.web.not_found",
    "enforcement.web.server_error",
)
