"""The ways in which the product says no, and what each carries: a finding, whether a rule speaks or not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """A refusal that no rule speaks, of a post, a conflict or a file, as what the law answers with."""

    message: str
    remedy: str = ""
    level: str = "BLOCK"
    rule: str = ""
    clause: None = None
    facts: tuple = ()
    superior: str = ""
    cases: tuple = ()

    def __str__(self):
        return "".join(f"{part.rstrip('。')}。" for part in (self.message, self.remedy) if part)


def findings_of(refusal, message="", remedy=""):
    """Return the findings that a refusal carries: those of its rules, else the one that it is itself.

    message: what is said of it, its own words where "". remedy: what helps where it does not say so itself.
    """
    own = tuple(getattr(refusal, "findings", ()))
    return own or (Said(message or str(refusal), getattr(refusal, "remedy", "") or remedy),)


class DomainError(Exception):
    """Something a user can understand and act upon; its text is shown as it stands, in Chinese."""


class BadInput(DomainError):
    """A request that cannot be meant as it came: no number, no key, no JSON, or text that nothing can keep."""


class Refused(DomainError):
    """An act that the law, the state or a conflict does not allow, with every reason at once.

    `asked` is the act in words (出具当场处罚决定书); `findings` are what stands in its way, each with
    `level`, `message`, `clause` and `remedy` (see `enforcement.law.findings.Finding`).
    """

    def __init__(self, asked, findings):
        self.asked, self.findings = asked, tuple(findings)
        self.referrals = ()  # what `enforcement.procedures.asking.refusal` leaves for the superior to decide
        super().__init__(f"不能{asked}：" + "".join(map(str, self.findings)))  # each ends with its full stop


class Conflict(DomainError):
    """Somebody else changed the same thing first. `fields` maps a field's label to (theirs, yours)."""

    remedy = "刷新这一页，核对现在的内容后再提交"

    def __init__(self, message, fields=None):
        self.fields = fields or {}
        super().__init__(message)


class TooOften(DomainError):
    """Asked for too often: answered with 429; `retry_after` seconds later it goes on."""

    def __init__(self, message, retry_after):
        self.retry_after = retry_after
        super().__init__(message)


class Unavailable(Exception):
    """A part of the house (a store, its disk) cannot be reached now: an outage, answered with 503 and Retry-After.

    No DomainError: what a form says of a refusal is not said of an outage. Nothing was saved and nothing was
    changed; the same asked again a little later goes through. `act` in words: 读取, 写入.
    """

    RETRY_AFTER = 60  # seconds

    def __init__(self, said, act="使用"):
        self.act = act
        kept = "没有保存，" if act == "写入" else ""
        super().__init__(
            f"{said}{kept}已经入库的内容没有受影响。请过一分钟再试；仍然不行的，请告诉系统管理员检查存储。"
        )
