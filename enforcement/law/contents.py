"""The mandatory contents of the documents issued here: element code → label, and when it must be there."""

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
}
