"""The two ways in which the product says no."""


class DomainError(Exception):
    """Something a user can understand and act upon; its text is shown as it stands, in Chinese."""


class Refused(DomainError):
    """An act that the law, the state or a conflict does not allow, with every reason at once.

    `asked` is the act in words (出具当场处罚决定书); `findings` are what stands in its way, each with
    `level`, `message`, `clause` and `remedy` (see `enforcement.law.findings.Finding`).
    """

    def __init__(self, asked, findings):
        self.asked, self.findings = asked, tuple(findings)
        super().__init__(f"不能{asked}：" + "；".join(str(finding) for finding in self.findings))


class Conflict(DomainError):
    """Somebody else changed the same thing first. `fields` maps a field's label to (theirs, yours)."""

    def __init__(self, message, fields=None):
        self.fields = fields or {}
        super().__init__(message)
