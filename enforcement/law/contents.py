"""What a document must state, by code: the elements that several papers share; each paper lists its own.

`*_on` elements are ISO days, so that rules can compare them.
"""

from dataclasses import dataclass


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
CHARGE = (
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
