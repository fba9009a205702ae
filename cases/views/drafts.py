"""Keeping what is typed: autosave, and giving up a draft."""

import json

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import View

from cases.drafts import closed
from enforcement import clock
from enforcement.dossiers.models import Draft
from enforcement.dossiers.services import save_draft
from enforcement.errors import DomainError
from enforcement.teams.roles import HANDLE
from enforcement.web import RequiresPermission


class DraftView(RequiresPermission, View):
    """Save the draft of one form of this person; acts with legal effect are never saved half-done."""

    permissions = (HANDLE,)

    def post(self, request, form):
        try:
            data = json.loads(request.body)
        except ValueError:
            return JsonResponse({"message": "草稿内容不完整，没有保存。"}, status=400)
        if not isinstance(data, dict):
            return JsonResponse({"message": "草稿内容不完整，没有保存。"}, status=400)
        if form.startswith(("summary:", "lead:")) and not self.open(form):
            return JsonResponse({"message": "这个案件已经登记，不用再存草稿。"}, status=409)
        try:
            draft = save_draft(form=form, data=closed(data), by=request.user, at=clock.now())
        except DomainError as error:
            return JsonResponse({"message": str(error)}, status=422)
        return JsonResponse({"saved_at": draft.saved_at.isoformat()})

    def open(self, form):
        """Return whether a new case's draft is this person's and has not become a case: a late save changes nothing."""
        mine = Draft.objects.filter(officer=self.request.user, form=form, dossier__isnull=False)
        return mine.filter(dossier__case__isnull=True).exists()


class DropDraftView(RequiresPermission, View):
    permissions = (HANDLE,)

    def post(self, request, pk):
        get_object_or_404(Draft, pk=pk, officer=request.user).delete()
        messages.success(request, "草稿已删除，拍的照片仍在案卷里。")
        return redirect("cases:desk")
