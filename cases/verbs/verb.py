"""What page and API share of one step: the form that carries its input, and the one service it calls."""

from collections.abc import Callable
from dataclasses import dataclass

from cases.forms import CaseForm


@dataclass(frozen=True)
class Verb:
    """form: shape of the input. act(case, typed, by=, at=, reasons=) → Case. initial(case, at) → the form's start.

    `typed`: the form's cleaned data; the bound form itself for a form about a case. reasons: {rule id: reason} for
    findings that may be passed with one. shows(case, at) → [(name, value)] that the page repeats before the press.
    page: name of the page's address, where it has one of its own, under which its draft is kept. template: how the
    fields are laid out; label: what the page is called, where the step's own name would not say it.
    """

    form: type
    act: Callable
    initial: Callable = lambda case, at: {}
    words: str = ""
    shows: Callable = lambda case, at: []
    page: str = ""
    template: str = "cases/_step_fields.html"
    label: str = ""

    def filled(self, case, by, at, *, data=None, initial=None, more=""):
        """Return the form, bound to `data` or starting with `initial`."""
        if not issubclass(self.form, CaseForm):
            return self.form(data, initial=initial)
        grows = {"more": more} if hasattr(self.form, "ROWS") else {}
        return self.form(data, initial=initial, case=case, officer=by, now=at, **grows)

    def take(self, case, form, *, by, at, reasons):
        """Call the service with what the valid form holds, and return the case."""
        typed = form if isinstance(form, CaseForm) else form.cleaned_data
        return self.act(case, typed, by=by, at=at, reasons=reasons)


def reasons_in(posted):
    """Return the reasons typed under findings: {rule id: reason}."""
    return {name.removeprefix("reason-"): text for name, text in posted.items() if name.startswith("reason-")}
