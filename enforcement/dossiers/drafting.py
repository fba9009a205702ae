"""Autosave, as every room's forms use it: what is typed comes as JSON and waits under the form's name."""

from datetime import datetime

from django.conf import settings
from django.http import JsonResponse, RawPostDataException
from django.shortcuts import resolve_url

from enforcement import clock
from enforcement.dossiers.models import Draft
from enforcement.dossiers.services import save_draft
from enforcement.errors import BadInput, DomainError
from enforcement.gate import json_of


def keep_typed(request, form, close, dossier=None):
    """Keep what this person has typed into `form` and answer when. close(data): what of it may be kept, and how."""
    try:
        data = json_of(request.body)
    except BadInput as refused:
        return JsonResponse({"message": str(refused)}, status=400)
    except RawPostDataException:  # sent as a form, which has been read already
        data = None
    if not isinstance(data, dict):
        return JsonResponse({"message": "草稿内容不完整，没有保存。"}, status=400)
    try:
        since = begun(request.headers.get("X-Draft-Since", ""))
        draft = save_draft(
            form=form, data=close(data), dossier=dossier, since=since, by=request.user, at=clock.now()
        )
    except DomainError as error:
        return JsonResponse({"message": str(error)}, status=422)
    return JsonResponse({"saved_at": draft.saved_at.isoformat()})


def begun(text):
    """Return the moment at which the page of a draft was made, None where it does not say so."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def typed_before(officer, form):
    """Return what this person has typed into `form` and not sent yet, as it was kept."""
    draft = Draft.objects.filter(officer=officer, form=form).first()
    return draft.data if draft else {}


def forget(officer, form):
    """Empty the draft of a form that was sent: a save that was under way then comes too late and changes nothing."""
    Draft.objects.filter(officer=officer, form=form).update(data={}, saved_at=clock.now())


ARRIVED = "arrived"


class SaysWhatArrived:
    """Give a form's token back with the answer, so that the browser drops its copy only of what was received."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        token = request.POST.get("copy_token", "") if request.method == "POST" else ""
        if token.isascii() and token.isalnum() and self.received(answer):
            value = f"{token[:40]}.{answer.status_code}"
            answer.set_cookie(ARRIVED, value, max_age=3600, samesite="Lax", secure=request.is_secure())
        return answer

    @staticmethod
    def received(answer):
        """Return whether the form came through to its page, and not to the one where people sign in."""
        signs_in = answer.has_header("Location") and answer["Location"].startswith(
            resolve_url(settings.LOGIN_URL)
        )
        return not signs_in and (answer.status_code < 400 or answer.status_code in (409, 422))
