"""What papers say: frozen contents with labelled fields, their JSON, and what several papers share of them.

A content is complete in itself: texts that depend on the law of the day (payment, remedies) are composed
once, by `compose`, from `wording`, and frozen with the rest (R-908, R-913, R-915, R-920). The content of one paper
stands in the paper's own file, see `enforcement.documents.register`.
"""

from enforcement.documents.contents.approval import Approval
from enforcement.documents.contents.blocks import (
    IDENTITY_KINDS,
    Block,
    Exhibit,
    OfficerBlock,
    Opinion,
    PartyBlock,
    Payment,
    PersonBlock,
    Point,
    labelled,
    shown,
)
from enforcement.documents.contents.paper import Charge, Content, FilePaper, people
from enforcement.documents.contents.record import Record
from enforcement.documents.contents.sanctions import Decided, FullSanctions, Payable, Sanctions
from enforcement.documents.contents.secrets import boxed, unboxed
from enforcement.documents.contents.secrets import together as unmask

__all__ = [
    "IDENTITY_KINDS", "Approval", "Block", "Charge", "Content", "Decided", "Exhibit", "FilePaper", "FullSanctions",
    "OfficerBlock", "Opinion", "PartyBlock", "Payable", "Payment", "PersonBlock", "Point", "Record", "Sanctions",
    "boxed", "labelled", "people", "shown", "unboxed", "unmask",
]  # fmt: skip
