"""Steps of the ordinary procedure, from filing to closing."""

from cases import forms
from cases.services import (
    applying,
    complaining,
    disputing,
    filing,
    investigating,
    periods,
    publishing,
    recusing,
    resolving,
    reviewing,
    serving,
    telling,
    vetting,
)
from cases.verbs import shown
from cases.verbs.verb import Verb


def served(case, form, **who):
    return serving.serve(case=case, attempt=form.attempt(), **who)


def ask_recusal(case, form, **who):
    return recusing.ask_recusal(case=case, **who, **form.cleaned_data)


def transfer(case, typed, **who):
    return filing.transfer_out(case=case, reason=f"移送{typed['agency']}：{typed['reason']}", **who)


ATTEMPT, DEFENCE = "cases/_attempt_fields.html", "cases/_defence_fields.html"
SERVED = (
    "自送达之日起计算当事人的期限。没有送到的也要登记，改用其他方式再送"
    "（处罚法第六十一条、民事诉讼法第八十八条至第九十五条）。"
)

SERVE = Verb(
    forms.AttemptForm, served, forms.attempt_initial, words=SERVED, shows=shown.paper, template=ATTEMPT
)

# fmt: off
ORDINARY = {
    "request_filing": Verb(forms.FilingForm,
        lambda case, form, **who: filing.request_filing(case=case, **who, **form.cleaned_data), forms.filing_initial,
        words="提交负责人审批。您随之声明与本案没有利害关系，另一名承办人自己声明（处罚法第四十三条、第五十四条）。",
        shows=shown.lead),
    "confirm_address": Verb(forms.AddressForm,
        lambda case, form, **who: serving.confirm_address(case=case, **who, **form.cleaned_data),
        forms.address_initial,
        words="第一次接触当事人时请他填写并签名，告诉他地址变更要及时告知。变更的另登记一份，原来的留在案卷里。",
        shows=shown.addresses),
    "extend_clue": Verb(forms.ClueForm,
        lambda case, typed, **who: periods.extend_clue(case=case, **who, **typed),
        words="有程序规定的领域才可以延长，期限届满前批准，只延长一次。", shows=shown.lead),
    "dispute": Verb(forms.DisputeForm,
        lambda case, form, **who: disputing.dispute(case=case, **who, **form.cleaned_data), forms.dispute_initial,
        words="对管辖发生争议的，协商解决；协商不成的，报请共同的上一级行政机关指定管辖，也可以直接由它指定（处罚法第二十五条）。",
        shows=shown.lead),
    "answer_complaint": Verb(forms.AnswerForm,
        lambda case, form, **who: complaining.answer_complaint(case=case, **who, **form.cleaned_data),
        forms.answer_initial,
        words="收到投诉举报六十日内答复；不答复的，投诉人可以申请行政复议（行政复议法实施条例第二十四条、第三十条）。",
        shows=shown.complaint),
    "file": Verb(forms.ApproveForm,
        lambda case, typed, **who: filing.file_case(case=case, reason=typed["reason"], **who),
        words="自立案之日起九十日内作出决定（处罚法第六十条）；立案审批表随之归入案卷。", shows=shown.proposal),
    "refuse_filing": Verb(forms.ReasonForm,
        lambda case, typed, **who: filing.refuse_filing(case=case, reason=typed["reason"], **who),
        words="不符合立案条件的，不予立案；案卷随之封存（处罚法第五十四条）。", shows=shown.proposal),
    "transfer_out": Verb(forms.TransferForm, transfer,
        words="不属于本机关管辖的，移送有管辖权的机关；案卷随之封存（处罚法第二十二条至第二十七条）。"),
    "declare": Verb(forms.DeclareForm,
        lambda case, typed, **who: recusing.declare(case=case, relation=typed["relation"], **who),
        words="每名办案人员自己声明与本案有没有利害关系；有的应当回避（处罚法第四十三条）。", shows=shown.crew),
    "assign": Verb(forms.AssignForm,
        lambda case, form, **who: recusing.assign(case=case, **who, **form.cleaned_data), shown.crew_keys,
        words="新的承办人员先填写回避声明，再办理本案（处罚法第四十二条、第四十三条）。", shows=shown.crew),
    "ask_recusal": Verb(forms.RecusalForm, ask_recusal, shown.today_as("asked_on"),
        words="当事人认为执法人员与案件有直接利害关系的，可以申请回避；决定作出前不停止调查（处罚法第四十三条）。"),
    "rule_recusal": Verb(forms.RulingForm,
        lambda case, typed, **who: recusing.rule_recusal(case=case, **who, **typed),
        words="回避由本机关负责人决定；决定同意的，换人后再办理（处罚法第四十三条）。",
        shows=shown.application),
    "conclude": Verb(forms.ReportForm,
        lambda case, form, **who: investigating.conclude(case=case, **who, **form.cleaned_data), forms.report_initial,
        words="出具调查终结报告，提出处理建议；每项事实都要有证据（处罚法第四十六条、第五十七条）。",
        shows=shown.findings, page="report"),
    "reopen": Verb(forms.ReasonForm,
        lambda case, typed, **who: investigating.reopen(case=case, reason=typed["reason"], **who),
        words="发现新的事实或者证据的，回到调查取证；已经告知的撤销，调查后重新告知（处罚法第四十四条、第四十五条）。"),
    "give_notice": Verb(forms.HearingForm,
        lambda case, typed, **who: telling.give_notice(case=case, **who, **typed), shown.hearing,
        words="告知拟作出的处罚和陈述申辩的权利（处罚法第四十四条）；达到听证标准的，同时告知听证权利（第六十三条）。",
        shows=shown.outcome),
    "norms": Verb(forms.NormsForm,
        lambda case, form, **who: applying.apply_norms(case=case, **who, **form.norms()), forms.norms_initial,
        words="同一行为违反多个规定都应罚款的，按罚款数额高的处罚（处罚法第二十九条）；"
        "行为以后规定改了的，新规定处罚较轻或者不再处罚的，适用新规定（第三十七条）。", shows=shown.outcome),
    "vet": Verb(forms.VetForm,
        lambda case, form, **who: vetting.vet(
            case=case, piece=form.cleaned_data["piece"], checked=form.checked(), **who),
        words="证据必须查证属实才能作为认定事实的根据（处罚法第四十六条）；监控设备收集的，设备和记录都要审核（第四十一条）。",
        template="cases/_vet_fields.html"),
    "exclude": Verb(forms.ExcludeForm,
        lambda case, form, **who: periods.exclude(case=case, **who, **form.cleaned_data),
        words="检测、检验、检疫、鉴定、听证、公告和中止调查的时间不计入办案期限，要有文书（处罚法第六十条）。",
        shows=shown.period),
    "extend": Verb(forms.ExtendForm,
        lambda case, form, **who: periods.extend(case=case, **who, **form.cleaned_data), forms.extend_initial,
        words="法律、法规、规章另有规定的才可以延长，期限届满前批准；再次延期由负责人集体讨论（处罚法第六十条）。",
        shows=shown.period),
    "extend_review": Verb(forms.ReviewTermForm,
        lambda case, typed, **who: reviewing.extend(case=case, **who, **typed),
        words="案情重大、疑难的，审核期限届满前可以延长一次（内部规定）；审核人员和承办人都能看到理由。",
        shows=shown.in_review),
    "recall_review": Verb(forms.ReasonForm,
        lambda case, typed, **who: reviewing.recall(case=case, reason=typed["reason"], **who),
        words="审核期限已过而没有审结，或者审核人员的岗位已经结束的，收回后由其他审核人员领取。理由写入案卷。",
        shows=shown.in_review),
    "disagree": Verb(forms.ReasonForm,
        lambda case, typed, **who: reviewing.disagree(case=case, reason=typed["reason"], **who),
        words="只能提一次。提出后重新送审，案件由负责人集体讨论决定；理由写入案卷，审核人员可以看到（处罚法第五十七条、第五十八条）。",
        shows=shown.reviewed),
    "publish": Verb(forms.PublishForm,
        lambda case, typed, **who: publishing.publish(case=case, publication=typed, **who), forms.publish_initial,
        words="具有一定社会影响的处罚决定依法公开；被变更、撤销的，三个工作日内撤回并公开说明理由（处罚法第四十八条）。",
        shows=shown.decided, template="cases/_publish_fields.html"),
    "serve_notice": SERVE,
    "record_defence": Verb(forms.DefenceForm,
        lambda case, form, **who: telling.record_defence(case=case, **who, **form.defence()), shown.defence,
        words="充分听取意见，逐项复核；成立的应当采纳，不得因申辩给予更重的处罚（处罚法第四十五条）。",
        shows=shown.notice, page="defence", template=DEFENCE),
    "submit": Verb(forms.NothingForm,
        lambda case, typed, **who: reviewing.submit(case=case, **who).case,
        words="送审后案卷内容不能再改；未经法制审核或者审核未通过的，不得作出决定（处罚法第五十八条）。",
        shows=shown.outcome),
    "discuss": Verb(forms.DiscussionForm,
        lambda case, form, **who: resolving.discuss(case=case, **who, **form.discussion()), forms.discussion_initial,
        words="情节复杂或者重大违法行为，由负责人集体讨论决定；承办人只汇报，不表决（处罚法第五十七条第二款）。",
        shows=shown.outcome),
    "decide": Verb(forms.NothingForm,
        lambda case, typed, **who: resolving.decide(case=case, **who),
        words="作出后取得文号，决定书不能再改；当事人不在场的，七个工作日内送达（处罚法第五十七条、第六十一条）。",
        shows=shown.outcome),
    "return_decision": Verb(forms.ReasonForm,
        lambda case, typed, **who: resolving.return_decision(case=case, reason=typed["reason"], **who),
        words="不同意处理建议的，退回承办人重新处理，理由会显示给他们（处罚法第五十七条）。", shows=shown.outcome),
    "dismiss": Verb(forms.ReasonForm,
        lambda case, typed, **who: filing.dismiss(case=case, reason=typed["reason"], **who),
        words="违法事实不能成立的，不得给予处罚，撤销案件；案卷随之封存（处罚法第五十七条第一款第三项）。",
        shows=shown.outcome),
    "attempt": SERVE,
    "deliver": SERVE,
    "request_closing": Verb(forms.ClosingForm,
        lambda case, typed, **who: resolving.request_closing(case=case, **who, **typed), forms.closing_initial,
        words="提请负责人批准结案；公示与否先经审查（处罚法第四十八条）。"),
    "return_closing": Verb(forms.ReasonForm,
        lambda case, typed, **who: resolving.return_closing(case=case, reason=typed["reason"], **who),
        words="退回承办人补办，理由会显示给他们。", shows=shown.closing),
    "approve_closing": Verb(forms.NothingForm,
        lambda case, typed, **who: resolving.approve_closing(case=case, **who),
        words="结案后案卷连同证据、文书一并封存。", shows=shown.closing),
}
# fmt: on

# the same forms where the reviewer returned the file: what was written is corrected, no step is taken
CORRECTIONS = {
    "report": Verb(
        forms.ReportForm,
        lambda case, form, **who: investigating.amend_report(case=case, **who, **form.cleaned_data),
        forms.report_initial,
        words="更正后重新出具调查终结报告，原报告作废留存。",
        page="report",
        label="更正调查终结报告",
    ),
    "defence": Verb(
        forms.DefenceForm,
        lambda case, form, **who: telling.amend_defence(case=case, **who, **form.defence()),
        shown.defence,
        words="更正对陈述申辩意见的复核；不得因申辩给予更重的处罚（处罚法第四十五条）。",
        shows=shown.notice,
        page="defence",
        label="更正陈述申辩的复核",
        template=DEFENCE,
    ),
}
