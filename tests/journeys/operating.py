"""The operator: what the browser counted, and the seconds it costs a person by the model of the usability test."""

from dataclasses import dataclass
from pathlib import Path

SCRIPTS = Path(__file__).parent / "scripts"
PRESS, DECISION, DIGIT = 1.0, 1.2, 0.6
PREVIEW = 4.0
# whole acts, their own presses among them
WHOLE = {"photo": 6.0, "name": 4.0, "identity": 12.0, "signature": 5.0}
# typed digit by digit
NUMBERS = {"phone": 11}
# two ticks, one thought
TICKED_TOGETHER = ("certificates_shown", "rights_told")


@dataclass(frozen=True)
class Counted:
    """What one person did between two marks."""

    presses: list
    fields: list

    @property
    def seconds(self):
        """Return the model time: presses, decisions, typing; the browser's waiting is not in it."""
        return sum(cost_of(press) for press in self.presses) + (DECISION if self.ticked else 0)

    @property
    def ticked(self):
        return any(press["name"] in TICKED_TOGETHER for press in self.presses)

    def __str__(self):
        return f"{len(self.presses)} 次按压，{len(self.fields)} 项输入，模型时间 {self.seconds:.1f} 秒"


def cost_of(press):
    """Return the seconds of one press with what hangs on it."""
    name = press["name"]
    if name in WHOLE:
        return WHOLE[name]
    if name in NUMBERS:
        return PRESS + DIGIT * NUMBERS[name]
    if press["kind"] == "radio":
        return PRESS + DECISION
    return PRESS + (PREVIEW if press["words"].startswith("预览") else 0)


def count_in(context):
    """Start counting in every page of `context`."""
    context.add_init_script((SCRIPTS / "count.js").read_text())


def counted(page):
    """Return what was counted in this window so far."""
    held = page.evaluate(
        "() => JSON.parse(sessionStorage.getItem('counted') || '{\"presses\":[],\"fields\":[]}')"
    )
    return Counted(held["presses"], held["fields"])
