"""The pages that every procedure has: its row with what comes next, each of its steps, the word of a superior."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import View

from enforcement import clock
from enforcement.dossiers.drafting import forget, keep_typed, typed_before
from enforcement.dossiers.services import send_once
from enforcement.errors import DomainError, Refused
from enforcement.gate import whole
from enforcement.journal.services import note_look
from enforcement.law.findings import Level
from enforcement.procedures import steps
from enforcement.procedures.answering import boxes_for, reasons_in
from enforcement.procedures.asking import permitted
from enforcement.procedures.lift_forms import LiftForm
from enforcement.procedures.lifting import lift, refer
from enforcement.procedures.offering import Looking
from enforcement.procedures.parts import parts_of
from enforcement.procedures.ways import ways_on
from enforcement.web import NoPost, RequiresPermission

NEVER_KEPT = ("csrfmiddlewaretoken", "idempotency_key", "version", "copy_token")


class RowPage(RequiresPermission, View):
    """A page about one row in the sight of whoever asks."""

    def dispatch(self, request, *args, **kwargs):
        self.table = self.table_of(kwargs)
        self.permissions = (self.table.reads,)
        return super().dispatch(request, *args, **kwargs)

    def table_of(self, kwargs):
        """Return the table whose rows the address names; one with a house of its own is not here."""
        table = next((each for each in steps.tables() if each.subject == kwargs["subject"]), None)
        if table is None or not table.plain:
            raise Http404
        return table

    def row(self, pk):
        rows = self.table.model.seen_by(self.request.user, clock.today())
        return get_object_or_404(rows.select_related("dossier"), pk=pk)


class HomeView(RowPage):
    """Everything about one row: where it stands, what to do now, what the law says, what happened."""

    def get(self, request, subject, pk):
        row, now = self.row(pk), clock.now()
        note_look(row.dossier, self.table.noun, by=request.user, at=now)
        parts = parts_of(row, request.user, now)
        context = {
            "row": row,
            "table": self.table,
            "over": row.get_state_display() if row.dossier.locked_at else "",
            "lift_url": reverse("procedures:lift", args=[subject, pk]),
            "main": [each for each in parts if not each["aside"]],
            "beside": [each for each in parts if each["aside"]],
        }
        return render(request, "procedures/row.html", context | ways_on(row, request.user, now))


class StepPage(RowPage):
    """A step taken on a page of its own: what it does, by which article, its form, one button with its verb."""

    template = "procedures/step.html"

    def step(self, row, name):
        step = row.STEPS.get(name)
        if step is None or not step.common:
            raise Http404
        return step.on(row)

    def page(self, row, step, form, refused=None, status=200, **context):
        """Answer with the form, and a box for the reason under each warning that it takes."""
        now = clock.now()
        found = refused.findings if refused else self.foreseen(row, step)
        typed = reasons_in(self.request.POST)
        context |= {
            "row": row,
            "step": step,
            "form": form,
            "refused": refused,
            "asked": boxes_for(found, row=row, by=self.request.user, at=now, typed=typed),
            "stops": [] if refused else [one for one in found if one.level is Level.BLOCK],
            "shown": step.shows(row, now),
            "draft_name": self.draft_name(row, step),
            "draft_page": self.draft_page,
        }
        return render(self.request, self.template, context | self.beside_form(row, step), status=status)

    draft_page = "procedures:draft"

    def beside_form(self, row, step):
        """Return what the template of a room shows more."""
        return {}

    def draft_name(self, row, step):
        return f"{row.STEPS.subject}:{row.pk}:{step.draft}" if step.draft else ""

    def foreseen(self, row, step):
        """Return what would stand in the way whatever is entered here; the law is asked at this step's gate alone."""
        return (
            Looking(row, self.request.user, clock.now()).choice(step).left_over if step.follows(row) else []
        )

    def allowed(self, row, step):
        if not permitted(row, step, self.request.user, clock.today()):
            raise NoPost(step.permission)

    def get(self, request, pk, step, subject=""):
        row = self.row(pk)
        step = self.step(row, step)
        self.allowed(row, step)
        if not step.follows(row):
            return redirect(row)
        started = step.initial(row, clock.now()) | self.kept(row, step)
        return self.page(row, step, step.filled(row, request.user, clock.now(), initial=started))

    def kept(self, row, step):
        """Return what was typed and not yet sent."""
        name = self.draft_name(row, step)
        return self.opened(typed_before(self.request.user, name)) if name else {}

    def opened(self, data):
        return data

    def post(self, request, pk, step, subject=""):
        row, now = self.row(pk), clock.now()
        step = self.step(row, step)
        self.allowed(row, step)
        if more := request.POST.get("more"):
            form = step.filled(row, request.user, now, initial=as_typed(request.POST), more=more)
            return self.page(row, step, form)
        form = step.filled(row, request.user, now, data=request.POST)
        if not form.is_valid():
            return self.page(row, step, form, status=422)
        try:
            send_once(
                key=request.POST.get("idempotency_key", ""),
                address=request.path,
                content=as_typed(request.POST),
                by=request.user,
                at=now,
                act=lambda: (302, {row.STEPS.subject: self.take(row, step, form, now).pk}),
            )
        except Refused as refused:
            refer(refused, by=request.user, at=now)
            return self.page(row, step, form, refused, 422)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.page(row, step, form, status=422)
        forget(request.user, self.draft_name(row, step))
        messages.success(request, f"已{step.label}。")
        return redirect(row)

    def take(self, row, step, form, at):
        return step.take(row, form, by=self.request.user, at=at, reasons=reasons_in(self.request.POST))


def as_typed(posted):
    """Return a posted form as the start of the same form: one value as it is, several as a list."""
    kept = ((name, values) for name, values in posted.lists() if values and name != "copy_token")
    return {name: values if len(values) > 1 else values[0] for name, values in kept}


class LiftPage(RowPage):
    """Lift one HOLD with a reason; the refusal of a stale or empty one is said on a page of its own."""

    def post(self, request, pk, subject=""):
        row, form, now = self.row(pk), LiftForm(request.POST), clock.now()
        if not form.is_valid():
            raise DomainError(f"没有写理由。请返回{row.STEPS.noun}页写明为什么可以继续。")
        send_once(
            key=request.POST.get("idempotency_key", ""),
            address=request.path,
            content=form.cleaned_data,
            by=request.user,
            at=now,
            act=lambda: (
                302,
                {row.STEPS.subject: lift(row=row, **form.cleaned_data, by=request.user, at=now).pk},
            ),
        )
        messages.success(request, "已同意继续，理由写入案卷。")
        return redirect(row)


class DraftPage(RequiresPermission, View):
    """What is typed into a step's form and not sent yet, kept by itself."""

    def post(self, request, form):
        subject, key, _ = f"{form}::".split(":", 2)
        table = next((each for each in steps.tables() if each.subject == subject and each.plain), None)
        number = whole(key)
        if table is None or number is None:
            raise Http404
        if not request.user.may(table.reads, clock.today()):
            raise NoPost(table.reads)
        row = get_object_or_404(table.model.seen_by(request.user, clock.today()), pk=number)
        return keep_typed(request, form, without_tokens, row.dossier)


def without_tokens(data):
    return {
        name: value
        for name, value in data.items()
        if name not in NEVER_KEPT and not name.startswith("signature")
    }
