"""What was registered before and looks like the same matter."""

from enforcement.law.known import Group, fact, group


@group
class Alike(Group):
    """Another case of the same party and item on the same day, at the same place or within minutes.

    `case` is its key, `words` its number or title, place and time in words.
    """

    NAME, LABEL, WHERE = "repeats.alike", "同日同类案件", "案件页"
    case: int = fact("编号")
    words: str = fact("内容")


@group
class Repeats(Group):
    """The cases that look like this one; () where a search found none."""

    NAME, LABEL, WHERE = "repeats", "同日同类案件", "案件页"
    alike: tuple[Alike, ...] = fact("")
