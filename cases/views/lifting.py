"""The head's word on a HOLD, sent from the case page."""

from django.contrib import messages
from django.shortcuts import redirect

from cases.forms.lifting import LiftForm
from cases.services.lifting import lift
from cases.views.detail import CasePage
from enforcement import clock
from enforcement.dossiers.services import send_once
from enforcement.errors import DomainError


class LiftView(CasePage):
    """Lift one HOLD with a reason; the refusal of a stale or empty one is said on a page of its own."""

    def post(self, request, pk):
        case, form, now = self.case(pk), LiftForm(request.POST), clock.now()
        if not form.is_valid():
            raise DomainError("没有写理由。请返回案件页写明为什么可以继续。")
        send_once(
            key=request.POST.get("idempotency_key", ""),
            address=request.path,
            content=form.cleaned_data,
            by=request.user,
            at=now,
            act=lambda: (302, {"case": lift(case=case, **form.cleaned_data, by=request.user, at=now).pk}),
        )
        messages.success(request, "已同意继续，理由写入案卷。")
        return redirect("cases:detail", case.pk)
