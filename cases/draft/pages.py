"""Keeping what is typed: autosave, and giving up a draft."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import View

from cases.draft.service import case_of, closed, goes_on
from enforcement import clock
from enforcement.dossiers.drafting import keep_typed
from enforcement.dossiers.models import Draft
from enforcement.teams.roles import HANDLE, READ_CASES
from enforcement.web import RequiresPermission

REGISTERED = "这个案件已经登记，不用再存草稿。"
TAKEN = "这一步已经办完，不用再存草稿。"


class DraftView(RequiresPermission, View):
    """Save the draft of one form of this person; acts with legal effect are never saved half-done."""

    permissions = (HANDLE,)

    def post(self, request, form):
        if form.startswith(("summary:", "lead:")):
            return keep_typed(request, form, closed) if self.open(form) else refused(REGISTERED)
        case = case_of(form, request.user, clock.today())
        if case is None or not goes_on(case, form):
            return refused(TAKEN)
        return keep_typed(request, form, closed, dossier=case.dossier)

    def open(self, form):
        """Return whether a new case's draft is this person's and has not become a case: a late save changes nothing."""
        mine = Draft.objects.filter(officer=self.request.user, form=form, dossier__isnull=False)
        return mine.filter(dossier__case__isnull=True).exists()


def refused(words):
    return JsonResponse({"message": words}, status=409)


class DropDraftView(RequiresPermission, View):
    permissions = (READ_CASES,)

    def post(self, request, pk):
        get_object_or_404(Draft, pk=pk, officer=request.user).delete()
        messages.success(request, "草稿已删除，拍的照片仍在案卷里。")
        return redirect("cases:desk")
