"""更正: what was logged, found or checked is corrected while nobody has decided on it."""

from cases.crew.crews import INVESTIGATORS
from cases.investigation import service as investigating
from cases.investigation import vetting
from cases.investigation.forms.report import FactsForm
from cases.investigation.forms.vetting import VetForm
from cases.street import registering
from cases.street.forms.scene import LeadForm
from cases.workflow import BEFORE_REVIEW, FACTS_IN, GENERAL, STEPS, VETTED_IN
from enforcement.law.clauses import PENALTY, articles, sourced
from enforcement.teams.roles import HANDLE


def amend(case, form, **who):
    typed = form.cleaned_data
    return registering.amend(
        case=case, item=typed["item_version"], party=form.party(), act=form.act(), partner=typed["partner"],
        source=typed["source"], act_area=typed["act_area"], major=typed["major"], complaint=form.complaint(),
        version=typed["version"] or 0, **who,
    )  # fmt: skip


def find(case, form, *, by, at, reasons=None):
    return investigating.set_facts(
        case=case, facts=form.found(), version=form.cleaned_data["version"], by=by, at=at
    )


STEPS.step(
    "amend", "更正案件内容", BEFORE_REVIEW, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS, form=LeadForm,
    act=amend, page="cases:amend", shaped=True,
    asks=("party.", "officers."),  # what stands there wrongly is put right here
)  # fmt: skip
STEPS.step(
    "facts", "认定事实", FACTS_IN, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS, form=FactsForm,
    act=find, page="cases:facts", shaped=True, words="每项事实写明它依据的证据。",
    no_rule="只写下认定的事实；有没有证据、证据能不能用，在调查终结、告知、决定时审查。",
)  # fmt: skip
STEPS.step(
    "vet", "核对证据", VETTED_IN, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS, form=VetForm,
    act=lambda case, form, **who: vetting.vet(
        case=case, piece=form.cleaned_data["piece"], checked=form.checked(), **who),
    words=sourced("证据必须查证属实才能作为认定事实的根据；监控设备收集的，设备和记录都要审核。",
                *articles(PENALTY, 41, 46)),
    template="cases/investigation/_vet_fields.html", rare=True,
)  # fmt: skip
