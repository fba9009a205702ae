"""In which unit a time limit of a case is told: that of its law, the same on desk, list, case page and review desk."""

# by their labels, which is what a list knows of a limit; every other one is counted in working days
IN_DAYS = frozenset(
    {"作出处罚决定", "申请行政复议", "提起行政诉讼", "缴纳罚款", "责令改正", "答复投诉举报人"}
)


def unit_of(label):
    """Return "day" or "working" for the limit of this label."""
    return "day" if label in IN_DAYS else "working"
