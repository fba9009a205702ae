"""The simple procedure on one sheet for the desk: the same three forms, the same services, one press."""

from django.db import transaction
from django.shortcuts import redirect

from cases import forms
from cases.advice import advise
from cases.drafts import opened
from cases.models import Case
from cases.services import weighing
from cases.verbs import reasons_in
from cases.views.summary import StartView, decided, registered, scene_context
from enforcement import clock
from enforcement.dossiers.services import send_once
from enforcement.errors import DomainError, Refused


class SheetView(StartView):
    """Page 1, 2 and 3 side by side. Nothing is written before the one button is pressed."""

    template = "cases/sheet.html"

    def forms(self, data=None, initial=None):
        now, officer = clock.now(), self.request.user
        return {
            "form": forms.SceneForm(data, initial=initial, officer=officer, now=now),
            "weigh": forms.WeighForm(data, initial=initial, now=now),
            "notice": forms.NoticeForm(data, initial=initial),
        }

    def get(self, request, draft):
        draft, now = self.own(draft), clock.now()
        if case := Case.objects.filter(dossier=draft.dossier).first():
            return redirect("cases:detail", case.pk)
        initial = {"act_at": now, "partner": request.user.partner_id} | opened(draft.data)
        return self.sheet(draft, self.forms(initial=initial), self.tried(draft, initial))

    def post(self, request, draft):
        draft = self.own(draft)
        held = self.forms(request.POST)
        if request.headers.get("HX-Target") == "weighing":
            held = held | {"weigh": forms.WeighForm(initial=request.POST.dict(), now=clock.now())}
            return self.sheet(draft, held, self.tried(draft, request.POST), "cases/_sheet_weighing.html")
        if not all([form.is_valid() for form in held.values()]):
            return self.sheet(draft, held, self.tried(draft, request.POST), status=422)
        try:
            _, answer = send_once(
                key=request.POST.get("idempotency_key", ""),
                address=request.path,
                content={"draft": draft.pk},
                by=request.user,
                at=clock.now(),
                act=lambda: (302, {"case": self.take(draft, held).pk}),
            )
        except Refused as refused:
            return self.sheet(draft, held, self.tried(draft, request.POST), refused=refused, status=422)
        except DomainError as error:
            held["notice"].add_error(None, str(error))
            return self.sheet(draft, held, self.tried(draft, request.POST), status=422)
        return redirect("cases:receipt", answer["case"])

    @transaction.atomic
    def take(self, draft, held):
        """Log, weigh and decide in one transaction: refused anywhere, nothing is kept but what was typed."""
        officer, now = self.request.user, clock.now()
        case = registered(held["form"], draft, by=officer, at=now, reasons=reasons_in(self.request.POST))
        weighing.weigh(case=case, answers=held["weigh"].cleaned_data, by=officer, at=now)
        case = Case.objects.select_related("assessment", "dossier").get(pk=case.pk)
        return decided(case, held["notice"], by=officer, at=now)

    def tried(self, draft, typed):
        """Return (look-back, advice) for what is typed so far, by logging it and taking it back; or nothing."""
        form = forms.SceneForm(typed, officer=self.request.user, now=clock.now())
        if not form.is_valid():
            return None, None
        weigh = forms.WeighForm(initial=typed, now=clock.now())
        with transaction.atomic():
            try:
                case = registered(form, draft, by=self.request.user, at=clock.now())
                found, answers = weighing.look_back(case=case), weigh.answers_so_far()
                asked = case
                advice = advise(case, **answers, at=clock.now()) if answers else None
            except Refused:
                found, advice, asked = None, None, None
            transaction.set_rollback(True)
        if asked:  # the trial is taken back, but who asked about whom is not
            weighing.note_look_back(asked, found, draft.dossier, by=self.request.user, at=clock.now())
        return found, advice

    def sheet(self, draft, held, tried, template=None, **kwargs):
        found, advice = tried
        context = scene_context(self.request, draft.dossier, held["form"]) | held
        context |= {"draft": draft, "draft_name": draft.form, "found": found, "advice": advice}
        spared = held["weigh"]["outcome"].value() == "NO_PENALTY"
        return self.answer(template or self.template, context | {"spared": spared}, **kwargs)
