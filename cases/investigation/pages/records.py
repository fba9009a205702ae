"""Records of inquiry and inspection, made where the people are."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from cases.investigation import service as investigating
from cases.investigation.forms.records import RecordForm, record_initial
from cases.models import Case, Record
from cases.page.step import as_typed
from cases.street.pages.wizard import SummaryPage
from enforcement import clock
from enforcement.dossiers.drafting import forget
from enforcement.dossiers.services import send_once
from enforcement.errors import DomainError
from enforcement.law.kinds import RecordKind
from enforcement.procedures.answering import reasons_in


class RecordView(SummaryPage):
    """A record on the telephone: certificates first, one person, every page signed or its refusal noted."""

    template = "cases/investigation/record.html"

    def kind(self):
        wanted = self.request.POST.get("kind") or self.request.GET.get("kind")
        return wanted if wanted in RecordKind.__members__ else RecordKind.INQUIRY.value

    def draft_name(self, case):
        return f"case:{case.pk}:{self.kind().lower()}"

    def context(self, case, form):
        kind = RecordKind(self.kind())
        return {
            "case": case,
            "form": form,
            "kind": kind,
            "inquiry": kind == RecordKind.INQUIRY,
            "records": case.records.order_by("pk"),
            "pieces": case.dossier.pieces.order_by("pk"),
            "draft_name": self.draft_name(case),
        }

    def form(self, case, **given):
        return RecordForm(case=case, officer=self.request.user, now=clock.now(), **given)

    def get(self, request, pk):
        case = self.crew(self.case(pk))
        if not Case.STEPS["sign_record"].follows(case):
            return redirect("cases:detail", case.pk)
        start = record_initial(case, self.kind(), clock.now())
        form = self.form(case, initial=self.started(case, start) | {"kind": self.kind()})
        return self.answer(self.template, self.context(case, form))

    def post(self, request, pk):
        case = self.crew(self.case(pk))
        if more := request.POST.get("more"):
            form = self.form(case, initial=as_typed(request.POST), more=more)
            return self.answer(self.template, self.context(case, form))
        form = self.form(case, data=request.POST)
        context = self.context(case, form)
        if not form.is_valid():
            return self.answer(self.template, context, status=422)
        try:
            send_once(
                key=request.POST.get("idempotency_key", ""),
                address=request.path,
                content=as_typed(request.POST),
                by=request.user,
                at=clock.now(),
                act=lambda: (302, {"record": self.sign(case, form).pk}),
            )
        except DomainError as error:
            return self.turned_down(error, form, self.template, context)
        forget(request.user, self.draft_name(case))
        messages.success(request, f"已制作{Record.Kind(self.kind()).label}。")
        return redirect("cases:detail", case.pk)

    def sign(self, case, form):
        return investigating.sign_record(
            case=case, record=form.record(), signatures=form.signatures(), reasons=reasons_in(self.request.POST),
            by=self.request.user, at=clock.now(),
        )  # fmt: skip


class DraftedView(SummaryPage):
    """The address under which a draft of a record of this kind is kept."""

    kind = ""

    def get(self, request, pk):
        return redirect(f"{reverse('cases:record', args=[pk])}?kind={self.kind}")
