"""What a person may do and see on a day, in words for the page that asks 这个人能看到什么."""

from enforcement.teams.models import Team
from enforcement.teams.roles import HANDLE, PERMISSION_WORDS, PERMISSIONS

# what a post lets him do and the law does not, without a valid certificate (第四十二条)
UNCERTIFIED = {HANDLE: "录入案件资料（没有有效执法证，不能办理和签名）"}


def sight_in_words(officer, day, *, certified=True):
    """Return (question, answer) pairs; the answers come from the same sight that every queryset uses.

    certified: whether he holds a certificate that lets him act today.
    """
    words_of = PERMISSION_WORDS if certified else PERMISSION_WORDS | UNCERTIFIED
    sight = officer.sight(day)
    paths = sight.areas | sight.agencies | sight.minor_areas | sight.managed
    names = dict(Team.objects.filter(path__in=paths).values_list("path", "full_name"))
    may = {permission for post in sight.posts for permission in PERMISSIONS[post.role]}

    def named(some, after=""):
        return "、".join(names.get(path, path) + after for path in sorted(some))

    reads = [words for words in (named(sight.areas, "及以下"), named(sight.agencies - sight.areas)) if words]
    return [
        (
            "可以做",
            "；".join(words for key, words in words_of.items() if key in may) or "什么都不能做",
        ),
        ("能看的案卷", "；".join(reads) or "看不到案卷内容"),
        ("其中因派驻、辐射", named(sight.served) or "没有"),
        ("未成年人案卷", named(sight.minor_areas, "及以下") or "只有本人参加办理的"),
        ("管理人员的范围", named(sight.managed, "及以下") or "不管理人员"),
    ]
