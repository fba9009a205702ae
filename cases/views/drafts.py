"""Keeping what is typed: autosave, and giving up a draft."""

import json

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import View

from enforcement import clock
from enforcement.dossiers.models import Draft
from enforcement.dossiers.services import save_draft
from enforcement.errors import DomainError
from enforcement.teams.roles import HANDLE
from enforcement.web import RequiresPermission

NEVER_KEPT = {"csrfmiddlewaretoken", "idempotency_key", "signature", "certificates_shown", "rights_told"}


class DraftView(RequiresPermission, View):
    """Save the draft of one form of this person; acts with legal effect are never saved half-done."""

    permissions = (HANDLE,)

    def post(self, request, form):
        try:
            data = json.loads(request.body)
        except ValueError:
            return JsonResponse({"message": "草稿内容不完整，没有保存。"}, status=400)
        kept = (
            {name: value for name, value in data.items() if name not in NEVER_KEPT}
            if isinstance(data, dict)
            else {}
        )
        try:
            draft = save_draft(form=form, data=kept, by=request.user, at=clock.now())
        except DomainError as error:
            return JsonResponse({"message": str(error)}, status=422)
        return JsonResponse({"saved_at": draft.saved_at.isoformat()})


class DropDraftView(RequiresPermission, View):
    permissions = (HANDLE,)

    def post(self, request, pk):
        get_object_or_404(Draft, pk=pk, officer=request.user).delete()
        messages.success(request, "草稿已删除，拍的照片仍在案卷里。")
        return redirect("cases:desk")
