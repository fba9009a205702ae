"""Every parameter there is: name, what it is called, and what its values look like. A typo finds no key."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from enforcement.errors import DomainError


class BadValue(DomainError):
    """A value that does not fit its key; the message says why."""


@dataclass(frozen=True)
class Key:
    """One parameter. Values are stored as JSON text or numbers; `typed` gives them back as Python values."""

    name: str
    label: str
    unit: str = ""
    hint: str = ""
    optional: bool = False  # says something only where somebody has given it a value
    is_choice = False

    def parse(self, text):
        """Return what is stored for the text somebody typed, or raise BadValue."""
        if not text:
            raise BadValue(f"“{self.label}”不能为空")
        if len(text) > 200:
            raise BadValue(f"“{self.label}”不能超过 200 字")
        return text

    def typed(self, value):
        return value

    def words(self, value):
        return f"{value}{self.unit}"


@dataclass(frozen=True)
class Whole(Key):
    """A whole number of something."""

    low: int = 1
    high: int = 3650

    def parse(self, text):
        if not text.isascii() or not text.isdigit() or not self.low <= int(text) <= self.high:
            raise BadValue(f"“{self.label}”应为 {self.low} 至 {self.high} 的整数")
        return int(text)

    def words(self, value):
        return f"{value} {self.unit}"


@dataclass(frozen=True)
class Amount(Key):
    """Money, or a share of something: kept as text so that no digit is lost."""

    low: Decimal = Decimal(0)
    high: Decimal = Decimal(100_000_000)

    def parse(self, text):
        try:
            amount = Decimal(text.replace(",", "").replace("，", ""))
        except InvalidOperation:
            raise BadValue(f"“{self.label}”应为数字") from None
        if not amount.is_finite() or not self.low <= amount <= self.high:
            raise BadValue(f"“{self.label}”应在 {self.low} 至 {self.high} 之间")
        if amount.as_tuple().exponent < -2:
            raise BadValue(f"“{self.label}”最多两位小数")
        return format(amount, "f")

    def typed(self, value):
        return Decimal(value)

    def words(self, value):
        return f"{Decimal(value):,} {self.unit}".strip()


@dataclass(frozen=True)
class Choice(Key):
    """One of a few words; `options` maps what is stored to what is shown."""

    options: tuple = ()
    is_choice = True

    def parse(self, text):
        for stored, shown in self.options:
            if text in (str(stored), shown):
                return stored
        raise BadValue(f"“{self.label}”只能是：" + "、".join(shown for _, shown in self.options))

    def words(self, value):
        return dict(self.options)[value]


YES_NO = ((True, "是"), (False, "否"))
AREAS = (("CITY", "全市"), ("COUNTY", "本县（市、区）"))
SHARE = {"low": Decimal(0), "high": Decimal(1), "hint": "0 至 1 之间，如 0.30"}

# fmt: off
KEYS = {key.name: key for key in (
    Whole("first_offence.months", "首次违法回溯期", "个月", high=120),
    Choice("first_offence.area", "首次违法回溯的地域范围", options=AREAS),
    Choice("party.individual_business_as_person", "个体工商户按公民计算罚款上限", options=YES_NO),
    Whole("summary.filing_days", "当场处罚备案期限", "个工作日", high=30),
    Whole("clue.days", "线索处理期限", "个工作日", high=90),
    Choice("review.all_ordinary", "普通程序案件全部法制审核", options=YES_NO),
    Amount("hearing.person_yuan", "听证数额标准（公民）", "元"),
    Amount("hearing.organisation_yuan", "听证数额标准（法人或者其他组织）", "元"),
    Amount("hearing.market_person_yuan", "听证数额标准（市场监管，公民）", "元"),
    Amount("hearing.market_organisation_yuan", "听证数额标准（市场监管，法人或者其他组织）", "元"),
    Amount("hearing.ecology_person_yuan", "听证数额标准（生态环境，公民）", "元"),
    Amount("hearing.ecology_organisation_yuan", "听证数额标准（生态环境，法人或者其他组织）", "元"),
    Choice("township.excludes_major", "重大处罚由县级部门办理", options=YES_NO),
    Amount("discretion.low_share", "裁量默认幅度（从轻上限）", **SHARE),
    Amount("discretion.high_share", "裁量默认幅度（从重下限）", **SHARE),
    Key("payment.collecting_institution", "代收机构"),
    Key("payment.collecting_address", "代收机构地址"),
    Key("payment.electronic_basis", "只用电子缴款的依据", hint="没有柜台的才填：本地规定或者财政部门的答复",
        optional=True),
    Key("unit.address", "本机关地址", hint="到门牌，如 浙江省玉环市楚门镇南兴东路1号；文书在后面接写机关全称"),
    Key("unit.phone", "本机关联系电话"),
    Key("remedy.reconsideration_body", "行政复议机关"),
    Key("remedy.court", "行政诉讼管辖法院"),
    Choice("league.two_people", "通报起草与签发、县级红色警告拟发与核发由两人办理", options=YES_NO),
    Key("documents.number_pattern", "文号格式", hint="{mark}代字 {type}文书字 {year}年份 {serial}流水号"),
)}
# fmt: on
