"""Which text governs the act: the norms it breaks, the versions of the one cited, earlier fines for it."""

from datetime import date
from decimal import Decimal

from enforcement.law.known import Group, fact, group


@group
class Norm(Group):
    """A norm with a fine that the same act breaks. `low`, `high` in yuan, both included."""

    NAME, LABEL, WHERE = "norms.broken", "违反的规定", "调查终结页“适用规定”"
    code: str = fact("编码")
    name: str = fact("名称", default="")
    low: Decimal = fact("罚款下限", default=Decimal(0))
    high: Decimal = fact("罚款上限")


@group
class Bracket(Group):
    """A range of a version, in yuan. `refused`: only for who refused to correct, or did not; None for both."""

    NAME, LABEL, WHERE = "norms.versions.brackets", "规定的幅度", "权责清单“依据版本”"
    low: Decimal = fact("下限", default=Decimal(0))
    high: Decimal = fact("上限")
    refused: bool | None = fact("是否以拒不改正为条件", default=None)


@group
class Version(Group):
    """One version of the text that punishes the act. `valid_to` is the last day, None while it stands."""

    NAME, LABEL, WHERE = "norms.versions", "依据版本", "权责清单“依据版本”"
    code: str = fact("编码")
    clause: str = fact("条款", default="")
    valid_from: date = fact("施行日期")
    valid_to: date | None = fact("失效日期", default=None)
    brackets: tuple[Bracket, ...] = fact("罚款幅度")


@group
class EarlierFine(Group):
    """A fine which any agency imposed on the same party for something done at about that time.

    `fingerprint` as `one_fine.fingerprint` returns it; `same`: an officer's answer whether it was for the
    same act, None while nobody compared.
    """

    NAME, LABEL, WHERE = "norms.earlier", "以往罚款", "调查终结页“以往罚款”"
    agency: str = fact("机关")
    number: str = fact("文号", default="")
    decided_on: date = fact("决定日期")
    fine: Decimal = fact("数额", default=Decimal(0))
    fingerprint: str = fact("指纹", default="")
    same: bool | None = fact("是否同一违法行为", default=None)


@group
class Norms(Group):
    """The choice of text (法律适用).

    `broken`: norms with fines that the one act breaks, `chosen` the code of the one applied. `versions` of
    that text, `cited` the code of the version relied on; () where only one version is known. `earlier`:
    result of the search for earlier fines, () where it found none.
    """

    NAME, LABEL, WHERE = "norms", "", "调查终结页“适用规定”"
    broken: tuple[Norm, ...] = fact("违反的规定", default=())
    chosen: str = fact("适用的规定", default="")
    versions: tuple[Version, ...] = fact("依据版本", default=())
    cited: str = fact("引用的依据版本", default="")
    earlier: tuple[EarlierFine, ...] = fact("以往罚款查询结果")
