"""The simple procedure on one sheet for the desk: the same three forms, the same services, one press."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse

from cases.draft.service import opened
from cases.models import Case
from cases.page.step import as_typed
from cases.party.lookback import look_back
from cases.street.forms.notice import NoticeForm
from cases.street.forms.scene import SceneForm
from cases.street.pages.wizard import StartView, decided, registered, scene_context
from cases.weighing import service as weighing
from cases.weighing.advice import advise
from cases.weighing.forms.weighing import WeighForm
from enforcement import clock
from enforcement.dossiers.services import save_draft, send_once
from enforcement.errors import DomainError, Refused
from enforcement.procedures.answering import reasons_in
from enforcement.procedures.lifting import refer


class SheetView(StartView):
    """Page 1, 2 and 3 side by side. Nothing is written before the one button is pressed."""

    template = "cases/street/sheet.html"

    def forms(self, data=None, initial=None):
        now, officer = clock.now(), self.request.user
        return {
            "form": SceneForm(data, initial=initial, officer=officer, now=now, confirms=True),
            "weigh": WeighForm(data, initial=initial, now=now),
            "notice": NoticeForm(data, initial=initial),
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
            held = held | {"weigh": WeighForm(initial=request.POST.dict(), now=clock.now())}
            return self.sheet(
                draft, held, self.tried(draft, request.POST), "cases/street/_sheet_weighing.html"
            )
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
            if refused.referrals:
                return self.left_to_the_head(draft, held, refused)
            asked = self.asked(refused, None)
            return self.sheet(
                draft, held | asked, self.tried(draft, request.POST), refused=refused, status=422
            )
        except DomainError as error:
            held["notice"].add_error(None, str(error))
            return self.sheet(draft, held, self.tried(draft, request.POST), status=422)
        return redirect("cases:receipt", answer["case"])

    @transaction.atomic
    def take(self, draft, held):
        """Log, weigh and decide in one transaction: refused anywhere, nothing is kept but what was typed."""
        who = {"by": self.request.user, "at": clock.now(), "reasons": reasons_in(self.request.POST)}
        case = registered(held["form"], draft, **who)
        weighing.weigh(case=case, answers=held["weigh"].cleaned_data, **who)
        case = Case.objects.select_related("assessment", "dossier").get(pk=case.pk)
        return decided(case, held["notice"], **who)

    def left_to_the_head(self, draft, held, refused):
        """Log the case, so that the head finds it, and go on page by page with everything typed kept."""
        officer, now = self.request.user, clock.now()
        reasons = reasons_in(self.request.POST)
        case = registered(held["form"], draft, by=officer, at=now, reasons=reasons)
        refer(refused, by=officer, at=now)
        for page in ("weigh", "notice"):
            save_draft(form=f"case:{case.pk}:{page}", data=as_typed(self.request.POST), by=officer, at=now)
        words = "；".join(f"{one.message}，由{one.superior}决定" for one in refused.findings if one.superior)
        messages.info(self.request, f"案件已经登记。{words}。同意后在这里继续，填写的内容都在。")
        return redirect("cases:weigh", case.pk)

    def tried(self, draft, typed):
        """Return (look-back, advice) for what is typed so far, by logging it and taking it back; or nothing."""
        form = SceneForm(typed, officer=self.request.user, now=clock.now())
        if not form.is_valid():
            return None, None
        weigh = WeighForm(initial=typed, now=clock.now())
        with transaction.atomic():
            try:
                case = registered(form, draft, by=self.request.user, at=clock.now())
                found, answers = look_back(case=case), weigh.answers_so_far()
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
        context |= {"ask_url": reverse("cases:sheet", args=[draft.pk]), "ask_target": "#weighing"}
        spared = held["weigh"]["outcome"].value() == "NO_PENALTY"
        return self.answer(template or self.template, context | {"spared": spared}, **kwargs)
