"""立案: the officers' proposal, the head's decision, the side doors before it (第五十四条)."""

from cases.course import recap
from cases.crew.crews import ANOTHER_HEAD, ANYONE, INVESTIGATORS
from cases.filing import dispute, forms, service
from cases.forms.plain import ReasonForm
from cases.limits import service as periods
from cases.limits.forms import ClueForm
from cases.serving import service as serving
from cases.serving.forms import AddressForm, address_initial
from cases.workflow import ADDRESSED_IN, DISMISSIBLE, DISPUTED_IN, GENERAL, STEPS, State
from enforcement.law.clauses import PENALTY, Clause, articles, sourced
from enforcement.teams.roles import APPROVE, HANDLE


def transfer(case, typed, **who):
    return service.transfer_out(case=case, reason=f"移送{typed['agency']}：{typed['reason']}", **who)


STEPS.step(
    "confirm_address", "登记送达地址", ADDRESSED_IN, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS,
    form=AddressForm,
    act=lambda case, form, **who: serving.confirm_address(case=case, **who, **form.cleaned_data),
    initial=address_initial,
    words="第一次接触当事人时请他填写并签名，告诉他地址变更要及时告知。变更的另登记一份，原来的留在案卷里。",
    shows=recap.addresses, rare=True,
)  # fmt: skip
STEPS.step(
    "extend_clue", "批准延长线索核查", {State.LEAD, State.TO_FILE}, None, APPROVE, lane=GENERAL, crew=ANOTHER_HEAD,
    form=ClueForm, act=lambda case, typed, **who: periods.extend_clue(case=case, **who, **typed),
    words="有程序规定的领域才可以延长，期限届满前批准，只延长一次。", shows=recap.lead, rare=True,
)  # fmt: skip
STEPS.step(
    "dispute", "登记管辖争议", DISPUTED_IN, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS, form=forms.DisputeForm,
    act=lambda case, form, **who: dispute.dispute(case=case, **who, **form.cleaned_data),
    initial=forms.dispute_initial,
    words=sourced("对管辖发生争议的，协商解决；协商不成的，报请共同的上一级行政机关指定管辖，也可以直接由它指定。",
                Clause(PENALTY, 25)),
    shows=recap.lead, rare=True,
)  # fmt: skip
STEPS.step(
    "request_filing", "提请立案", {State.LEAD, State.TO_FILE}, State.TO_FILE, HANDLE, lane=GENERAL,
    crew=INVESTIGATORS, form=forms.FilingForm,
    act=lambda case, form, **who: service.request_filing(case=case, **who, **form.cleaned_data),
    initial=forms.filing_initial,
    words=sourced("提交负责人审批。您随之声明与本案没有利害关系，另一名承办人自己声明。", *articles(PENALTY, 43, 54)),
    shows=recap.lead,
    asks=(
        "filing.", "recusals.", "jurisdiction.basis", "jurisdiction.act_area", "act.safety_harm",
        "act.ecological_damage",
    ),
)  # fmt: skip
STEPS.step(
    "file", "批准立案", {State.TO_FILE}, State.INVESTIGATING, APPROVE, lane=GENERAL, crew=ANOTHER_HEAD,
    form=forms.ApproveForm,
    act=lambda case, typed, **who: service.file_case(case=case, reason=typed["reason"], **who),
    words=sourced("自立案之日起九十日内作出决定；立案审批表随之归入案卷。", Clause(PENALTY, 60)), shows=recap.proposal,
    asks=("filing.decided_by", "filing.filed_on"),
)  # fmt: skip
STEPS.step(
    "refuse_filing", "不予立案", {State.TO_FILE}, State.NOT_FILED, APPROVE, lane=GENERAL, crew=ANOTHER_HEAD,
    form=ReasonForm,
    act=lambda case, typed, **who: service.refuse_filing(case=case, reason=typed["reason"], **who),
    words=sourced("不符合立案条件的，不予立案；案卷随之封存。", Clause(PENALTY, 54)), shows=recap.proposal,
    asks=("filing.refused_reason",),
)  # fmt: skip
STEPS.step(
    "transfer_out", "移送有管辖权的机关", {State.LEAD, State.TO_FILE, State.INVESTIGATING}, State.TRANSFERRED, APPROVE,
    lane=GENERAL, crew=ANYONE, form=forms.TransferForm, act=transfer,
    words=sourced("不属于本机关管辖的，移送有管辖权的机关；案卷随之封存。", *articles(PENALTY, 22, 23, 24, 25, 26, 27)),
    asks=("decision.withdraw_reason",), rare=True,
)  # fmt: skip
STEPS.step(
    "dismiss", "撤销案件", DISMISSIBLE, State.WITHDRAWN, APPROVE, lane=GENERAL, crew=ANOTHER_HEAD,
    form=ReasonForm, act=lambda case, typed, **who: service.dismiss(case=case, reason=typed["reason"], **who),
    words=sourced("违法事实不能成立的，不得给予处罚，撤销案件；案卷随之封存。", Clause(PENALTY, 57, 1, 3)),
    shows=recap.outcome, asks=("decision.withdraw_reason",), rare=True,
)  # fmt: skip
