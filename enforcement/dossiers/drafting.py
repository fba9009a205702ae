"""Autosave, as every room's forms use it: what is typed comes as JSON and waits under the form's name."""

import json

from django.http import JsonResponse

from enforcement import clock
from enforcement.dossiers.models import Draft
from enforcement.dossiers.services import save_draft
from enforcement.errors import DomainError


def keep_typed(request, form, close):
    """Keep what this person has typed into `form` and answer when. close(data): what of it may be kept, and how."""
    try:
        data = json.loads(request.body)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        return JsonResponse({"message": "草稿内容不完整，没有保存。"}, status=400)
    try:
        draft = save_draft(form=form, data=close(data), by=request.user, at=clock.now())
    except DomainError as error:
        return JsonResponse({"message": str(error)}, status=422)
    return JsonResponse({"saved_at": draft.saved_at.isoformat()})


def typed_before(officer, form):
    """Return what this person has typed into `form` and not sent yet, as it was kept."""
    draft = Draft.objects.filter(officer=officer, form=form).first()
    return draft.data if draft else {}


def forget(officer, form):
    """Drop the draft of a form that was sent."""
    Draft.objects.filter(officer=officer, form=form).delete()
