"""What is printed and how it reached the party."""

from datetime import date

from enforcement.law.contents import Element
from enforcement.law.kinds import Signature
from enforcement.law.known import Group, fact, group


@group
class Document(Group):
    """A document about to be issued (文书).

    `title`, `numbered` (it takes a number), `elements` (what it must state) and `adverse` (it may burden the party, so
    that it must tell the remedies) are those of the register of papers.
    `contents`: element code → text; `signers`: one "name, certificate number" per signing officer; `text`: everything
    that will be printed, for the lint; `number`: taken, or for a preview the one that would be taken next; None where
    there is none. `sealed`: the agency's seal is on it.
    """

    NAME, LABEL, WHERE = "document", "文书", "文书预览页"
    kind: str = fact("种类")
    title: str = fact("名称")
    numbered: bool = fact("是否编号")
    elements: tuple[Element, ...] = fact("应当载明的内容")
    number: str | None = fact("文号")
    day: date = fact("日期")
    contents: dict[str, str] = fact("内容")
    text: str = fact("全文")
    unprintable: tuple[str, ...] = fact("印不出来的字", "“补字形”页", default=())
    signers: tuple[str, ...] = fact("签名的执法人员", "告知页“签名”")
    sealed: bool = fact("是否加盖印章")
    adverse: bool = fact("是否减损权利或者增加义务", default=False)


@group
class Delivery(Group):
    """How the decision reached the party (送达). `delivered_on` None while it has not."""

    NAME, LABEL, WHERE = "delivery", "送达", "送达页"
    delivered_on: date | None = fact("日期")
    receipt: Signature = fact("签收情况")
    note: str = fact("拒绝签收的注明", default="")
    servers: tuple[str, ...] = fact("人员")
