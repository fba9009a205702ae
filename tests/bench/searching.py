"""What is looked for on the case list: parts of words of two and three letters, common and rare, by two people."""

from itertools import cycle
from urllib.parse import quote

from tests.bench.measuring import Subject

# beside each: who is found. The rare name is one of 40,000, the last of each kind is nobody's
PARTS = {
    "two letters, common": ("有限", "物业", "罚决"),
    "two letters, rare": ("欧阳", "修文", "慕容"),
    "three letters, common": ("限公司", "简罚决", "台州市"),
    "three letters, rare": ("欧阳修", "王伟芳", "慕容复"),
}


def questions():
    """Return {words: paths of the case list}: what each kind of question asks."""
    return {words: [f"/cases/?q={quote(part)}" for part in parts] for words, parts in PARTS.items()}


def subjects(people):
    """Return {what: Subject} for people as {words: client}: each asks every question, the parts in turn."""
    return {
        name: Subject(name, asker(client, cycle(paths)))
        for who, client in people.items()
        for words, paths in questions().items()
        for name in [f"case search, {who}, {words}"]
    }


def asker(client, paths):
    return lambda: client.call(next(paths))[0]
