"""Keeping the filters of the case list under a name, and throwing them away."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import View

from cases.listing.saved import save_view
from cases.models import SavedView
from enforcement import clock
from enforcement.errors import DomainError
from enforcement.teams.roles import READ_CASES
from enforcement.web import RequiresPermission


class SaveView(RequiresPermission, View):
    permissions = (READ_CASES,)

    def post(self, request):
        query = request.POST.get("query", "")
        try:
            view = save_view(name=request.POST.get("name", ""), query=query, by=request.user, at=clock.now())
        except DomainError as fault:
            messages.error(request, str(fault))
            return redirect(f"{reverse('cases:list')}?{query[:1000]}")
        messages.success(request, f"已保存常用筛选“{view.name}”。")
        return redirect(f"{reverse('cases:list')}{view.address}")


class DropView(RequiresPermission, View):
    permissions = (READ_CASES,)

    def post(self, request, pk):
        view = get_object_or_404(SavedView, pk=pk, officer=request.user)
        view.delete()
        messages.success(request, f"常用筛选“{view.name}”已删除。")
        return redirect("cases:list")
