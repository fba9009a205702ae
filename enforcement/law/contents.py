"""The mandatory contents of the documents issued here: element code → label, and when it must be there.

`*_on` elements are ISO days, so that rules can compare them.
"""

from dataclasses import dataclass

from enforcement.law.kinds import DocumentKind


@dataclass(frozen=True)
class Element:
    """One thing a document must state. `when` is the condition's name in `rules/papers.py`, "" for always."""

    code: str
    label: str
    when: str = ""


PARTY = (
    Element("party_name", "当事人姓名或者名称"),
    Element("party_identity", "当事人证件类型和号码"),
    Element("party_address", "当事人住址或者单位地址"),
    Element("representative", "法定代表人或者负责人", "organisation"),
)
REMEDY = (
    Element("remedies", "救济途径和期限"),
    Element("reconsideration_body", "行政复议机关"),
    Element("agency", "行政机关名称"),
    Element("day", "日期"),
)
PENALTY = (
    Element("act", "违法行为"),
    Element("act_at", "违法行为的时间"),
    Element("act_place", "违法行为的地点"),
    Element("evidence", "证据"),
    Element("norm", "违反的规定"),
    Element("basis", "处罚依据"),
    Element("benchmark", "裁量理由"),
    Element("penalty", "处罚种类"),
    Element("fine", "罚款数额", "fine"),
    Element("fine_capitals", "罚款大写数额", "fine"),
)
SIGNED = (Element("agency", "行政机关名称"), Element("day", "日期"))

UNNUMBERED = frozenset(
    {
        DocumentKind.INQUIRY_RECORD,
        DocumentKind.INSPECTION_RECORD,
        DocumentKind.INVESTIGATION_REPORT,
        DocumentKind.DISCUSSION_MINUTES,
        DocumentKind.CLOSING_APPROVAL,
    }
)

CONTENTS = {
    DocumentKind.ON_THE_SPOT: (
        *PARTY,
        Element("act", "违法行为"),
        Element("act_at", "违法行为的时间"),
        Element("act_place", "违法行为的地点"),
        Element("evidence", "证据"),
        Element("basis", "处罚依据"),
        Element("penalty", "处罚种类"),
        Element("fine", "罚款数额", "fine"),
        Element("fine_capitals", "罚款大写数额", "fine"),
        Element("manner", "缴款方式和期限", "fine"),
        Element("receipt_number", "当场收缴的票据号", "collected"),
        Element("defence", "陈述、申辩情况"),
        *REMEDY,
        Element("receipt", "当事人签收或者拒签注明"),
    ),
    DocumentKind.NO_PENALTY: (
        *PARTY,
        Element("act", "违法事实"),
        Element("evidence", "证据"),
        Element("norm", "违反的规定"),
        Element("limb", "不予处罚的情形和事实"),
        Element("prior_query", "以往违法记录查询结果", "first"),
        Element("decision", "决定内容"),
        Element("order", "责令改正或者责令监护人管教的内容"),
        Element("education", "教育情况"),
        *REMEDY,
    ),
    DocumentKind.FILING_APPROVAL: (
        Element("source", "案件来源"),
        Element("found_on", "线索发现日期"),
        Element("party_name", "当事人姓名或者名称"),
        Element("facts", "案情摘要"),
        Element("norm", "涉嫌违反的规定"),
        Element("basis", "立案依据"),
        Element("jurisdiction", "管辖审查"),
        Element("limitation", "时效审查"),
        Element("criteria", "立案标准"),
        Element("officers", "拟承办人"),
        Element("proposal", "承办人意见"),
        Element("proposed_on", "承办人意见的日期"),
        Element("approval", "负责人决定"),
        Element("approved_on", "负责人决定的日期"),
        *SIGNED,
    ),
    DocumentKind.INQUIRY_RECORD: (
        Element("started_at", "开始时间"),
        Element("ended_at", "结束时间"),
        Element("place", "询问地点"),
        Element("person", "被询问人身份"),
        Element("relation", "被询问人与本案的关系"),
        Element("contact", "被询问人联系方式"),
        Element("officers", "询问人姓名和执法证号"),
        Element("recorder", "记录人"),
        Element("shown", "出示执法证件和确认"),
        Element("recusal", "申请回避权利的告知和回答"),
        Element("rights", "陈述、申辩权利和如实回答义务的告知"),
        Element("answers", "问答"),
        Element("read_through", "核对笔录的说明"),
        Element("guardian", "到场的监护人", "minor"),
        *SIGNED,
        Element("receipt", "被询问人签名或者拒签注明"),
    ),
    DocumentKind.INSPECTION_RECORD: (
        Element("started_at", "开始时间"),
        Element("ended_at", "结束时间"),
        Element("place", "检查地点"),
        Element("object", "检查对象"),
        Element("present", "当事人、现场负责人或者见证人"),
        Element("officers", "检查人姓名和执法证号"),
        Element("recorder", "记录人"),
        Element("shown", "出示执法证件和确认"),
        Element("recusal", "申请回避权利的告知和回答"),
        Element("findings", "现场情况"),
        Element("materials", "现场照片、录像"),
        Element("read_through", "核对笔录的说明"),
        *SIGNED,
        Element("receipt", "当事人签名，或者拒签、不在场的注明和见证人"),
    ),
    DocumentKind.INVESTIGATION_REPORT: (
        Element("source", "案件来源"),
        Element("party_name", "当事人姓名或者名称"),
        Element("history", "调查经过"),
        Element("act", "违法事实"),
        Element("act_at", "违法行为的时间"),
        Element("act_place", "违法行为的地点"),
        Element("evidence", "证据"),
        Element("norm", "案件性质和违反的规定"),
        Element("basis", "处罚依据"),
        Element("benchmark", "裁量理由"),
        Element("proposal", "处理建议"),
        Element("officers", "调查人员"),
        *SIGNED,
    ),
    DocumentKind.PRIOR_NOTICE: (
        *PARTY,
        *PENALTY,
        Element("defence_right", "陈述、申辩的权利、期限和地点"),
        Element("contact", "联系人和联系方式"),
        *SIGNED,
    ),
    DocumentKind.REVIEW_OPINION: (
        Element("party_name", "当事人姓名或者名称"),
        Element("submitted_on", "送审日期"),
        Element("points", "逐项审核意见"),
        Element("result", "审核结论"),
        Element("reviewers", "审核人"),
        *SIGNED,
    ),
    DocumentKind.DISCUSSION_MINUTES: (
        Element("started_at", "开始时间"),
        Element("ended_at", "结束时间"),
        Element("place", "讨论地点"),
        Element("chair", "主持人"),
        Element("recorder", "记录人"),
        Element("attendees", "出席人员"),
        Element("report", "案情汇报"),
        Element("views", "每个人的意见"),
        Element("conclusion", "讨论结论"),
        *SIGNED,
    ),
    DocumentKind.DECISION: (
        *PARTY,
        Element("history", "案件来源和办案经过"),
        *PENALTY,
        Element("notice", "事先告知情况"),
        Element("defence", "陈述、申辩及采纳情况"),
        Element("order", "责令改正的内容"),
        Element("manner", "缴款方式和期限", "fine"),
        Element("surcharge", "逾期缴纳的加处罚款", "fine"),
        Element("publicity", "公开情况"),
        Element("warning", "逾期不履行的后果"),
        *REMEDY,
        Element("copies", "份数"),
    ),
    DocumentKind.SERVICE_RECEIPT: (
        Element("documents", "送达文书名称和文号"),
        Element("recipient", "受送达人"),
        Element("place", "送达地点"),
        Element("method", "送达方式"),
        Element("sent_on", "送出日期"),
        Element("received_at", "送达时间"),
        Element("receipt", "收件人签收，或者拒收事由和见证人"),
        Element("servers", "送达人"),
        *SIGNED,
    ),
    DocumentKind.CLOSING_APPROVAL: (
        Element("case_number", "立案号"),
        Element("decision_number", "决定书文号"),
        Element("party_name", "当事人姓名或者名称"),
        Element("decision", "处理决定"),
        Element("performance", "执行情况"),
        Element("correction", "改正复查情况"),
        Element("remedy_result", "行政复议、行政诉讼情况"),
        Element("reason", "结案理由"),
        Element("proposal", "承办人意见"),
        Element("proposed_on", "承办人意见的日期"),
        Element("approval", "负责人决定"),
        Element("approved_on", "负责人决定的日期"),
        *SIGNED,
    ),
}
