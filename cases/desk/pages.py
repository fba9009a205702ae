"""The desk: what must I do, and by when."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import TemplateView, View

from cases.desk.person import desk_of
from cases.desk.unit import reassign, unit_desk_of
from cases.limits.reminding import read_all
from enforcement import clock
from enforcement.gate import number_in, whole
from enforcement.procedures.together import take_together
from enforcement.teams.roles import APPROVE, READ_CASES
from enforcement.web import RequiresPermission, address_of


class DeskView(RequiresPermission, TemplateView):
    template_name = "cases/desk/person.html"

    def get_context_data(self, **kwargs):
        tab = self.request.GET.get("tab", "mine")
        asked_for = {name: self.request.GET.get(name, "") for name in ("day", "group")}
        page = number_in(self.request.GET, "page", at_least=1, at_most=1000) or 1
        desk = desk_of(self.request.user, at=clock.now(), tab=tab, page=page, **asked_for)
        return super().get_context_data(
            desk=desk, tab=tab, reviews=address_of("cases:reviews"), **asked_for, **kwargs
        )


class TogetherView(RequiresPermission, View):
    """Take one step for all tasks that were ticked, and say by name what was refused."""

    permissions = (READ_CASES,)

    def post(self, request):
        keys, step = ticked(request), request.POST.get("step", "")
        if keys and step:
            tell(request, take_together(keys, step, by=request.user, at=clock.now()))
        else:
            messages.warning(request, NONE)
        return redirect("cases:desk")


class UnitView(RequiresPermission, TemplateView):
    """本单位待办: what the unit has to do, by whom; its head gives cases to others here."""

    template_name = "cases/desk/unit.html"
    permissions = (READ_CASES,)

    def get_context_data(self, **kwargs):
        page = number_in(self.request.GET, "page", at_least=1, at_most=1000) or 1
        who = self.request.GET.get("who", "")
        desk = unit_desk_of(self.request.user, at=clock.now(), who=who, page=page)
        return super().get_context_data(desk=desk, who=who, **kwargs)


class ReassignView(RequiresPermission, View):
    permissions = (APPROVE,)

    def post(self, request):
        keys, handler = ticked(request), whole(request.POST.get("handler", ""))
        if keys and handler:
            reason = request.POST.get("reason", "")
            said = reassign(keys, handler=handler, reason=reason, by=request.user, at=clock.now())
            tell(request, said)
        else:
            messages.warning(request, NONE)
        return redirect("cases:unit")


NONE = "没有勾选案件，或者没有选办理的人。勾选后再提交。"


def ticked(request):
    return [key for key in map(whole, request.POST.getlist("task")) if key]


def tell(request, said):
    """Say what one press came to: how many were done, and of each other one why not."""
    if said.done:
        count = len({(task.subject, task.row) for task in said.done})
        messages.success(request, f"已{said.label} {count} 件。")
    for what, why, _ in said.refused:
        messages.error(request, f"{what}：{why}")


class RemindedView(RequiresPermission, View):
    """Take this person's reminders off his desk."""

    permissions = (READ_CASES,)

    def post(self, request):
        read_all(by=request.user, at=clock.now())
        return redirect("cases:desk")
