"""Finding the item an officer means: by name, everyday words, law, article, pinyin, initials or code.

The question becomes conditions with weights, and one query finds and ranks. First what is in force and truly
meant, of that what my unit may act on, then the closest, then what my unit uses most.

What people say and the lists do not is data: `data/synonyms.csv`, and beside the product's own data a file of the
office's (`synonyms.csv` in DATA_DIR), whose rows come first. Columns: said, means (words by which the lists know it,
divided by |; empty: the lists have nothing), note (whom else to ask). A new row counts from the next start.
"""

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import Case, IntegerField, Q, Value, When

from enforcement.law.clauses import numeral
from enforcement.teams.models import valid_on
from lists.models import ItemVersion
from lists.spelling import normal, read_article, syllables

SYNONYMS = Path(__file__).parent / "data" / "synonyms.csv"
LONGEST, WORDS = 50, 5
STRONG, FAINT = (
    40,
    16,
)  # from here on it is meant; below this it is noise: half of the pairs of a word, or fewer
LAW_ENDINGS = ("管理条例", "条例", "管理办法", "办法", "规定", "法典", "法")


@dataclass
class Token:
    """One word of the question: the heaviest of `best` counts, then that of `more`, and all `parts`."""

    best: list = field(default_factory=list)
    more: list = field(default_factory=list)
    parts: list = field(default_factory=list)

    @property
    def condition(self):
        found = Q()
        for condition, _ in [*self.best, *self.more, *self.parts]:
            found |= condition
        return found

    @property
    def score(self):
        return sum((heaviest([one]) for one in self.parts), heaviest(self.best) + heaviest(self.more))


def search(text, officer, day, limit=20, uses=None):
    """Return the item versions that `text` means as of `day`, best first, with `mine`, `score` and `uses`.

    uses: an expression that counts how often my unit used an item, where the caller knows it.
    """
    own = officer.sight(day).own_agencies
    versions = ItemVersion.objects.visible_to(officer, day).known_on(day).with_mine(own, day).with_law()
    return list(ranked(matching(versions, text), day, uses)[:limit])


def matching(versions, text):
    """Keep the versions that `text` means, with their `score`; every word of it has to be met."""
    text = "".join(letter for letter in text[:LONGEST] if letter.isprintable())
    tokens = [token for word in text.split()[:WORDS] if (token := token_of(word))]
    if not tokens:
        return versions.annotate(score=Value(0)).none()
    for token in tokens:
        versions = versions.filter(token.condition)
    score = sum((token.score for token in tokens[1:]), tokens[0].score)
    return versions.annotate(score=score).filter(score__gte=FAINT * len(tokens))


def ranked(versions, day, uses=None):
    """Put found versions in order; see the head of this module."""
    versions = versions.annotate(
        uses=uses if uses is not None else Value(None, output_field=IntegerField()),
        in_force=Case(When(valid_on(day), then=1), default=0),
        meant=Case(When(score__gte=STRONG, then=1), default=0),
    )
    use = Case(When(uses__gt=0, then="uses"), default=0)
    return versions.order_by("-in_force", "-meant", "-mine", "-score", use.desc(), "item__code")


def heaviest(weighed):
    """Return the expression for the weight of the first condition met, heaviest first."""
    ordered = sorted(weighed, key=lambda one: -one[1])
    return Case(
        *(When(condition, then=weight) for condition, weight in ordered),
        default=0,
        output_field=IntegerField(),
    )


def token_of(word):
    """Return what to look for when somebody writes `word`, None where it holds nothing to look for."""
    article, rest = read_article(word)
    if article:
        return article_token(article, normal(rest), word)
    text = normal(word)
    if not text:
        return None
    if absent(text):
        return Token(best=[(Q(search_name=text) | Q(search_name__startswith=text), 100)])
    token = Token(best=code_conditions(word))
    if text.isascii():
        spelled(token, text)
    else:
        written(token, text)
    return token


def code_conditions(word):
    return [(Q(item__code__iexact=word), 100), (Q(item__code__istartswith=word), 60)]


def written(token, text):
    """Look for Chinese: as it stands, through what it means, and in its pairs of letters."""
    token.best += literal(text)
    token.best.append((Q(basis_law__contains=text), 45))
    stem = next((text.removesuffix(end) for end in LAW_ENDINGS if text.endswith(end)), "")
    if len(stem) > 1:
        token.best.append((Q(basis_law__contains=stem), 42))
    token.more += meaning([word for said in said_in(text) for word in synonyms()[said]])
    pairs = {text[at : at + 2] for at in range(len(text) - 1)} if len(text) > 2 else set()
    for pair in sorted(pairs):
        token.parts.append((Q(search_name__contains=pair) | Q(search_words__contains=pair), 30 // len(pairs)))


def spelled(token, text):
    """Look for pinyin and initials, of everyday words and of the words that stand for them."""
    token.best += [
        (Q(search_initials__contains=f"|{text}|") | Q(search_pinyin__contains=f"|{text}|"), 70),
        (Q(search_initials__contains=f"|{text}"), 55),
        (Q(search_pinyin__contains=f"|{text}"), 55),
    ]
    if len(text) > 2:
        token.best.append((Q(search_initials__contains=text), 42))
        token.best.append((Q(search_pinyin__contains=text), 42))
    for said, words in synonyms().items():
        sounds, initials = spelling_of(said)
        if text in (initials, sounds) or (len(text) > 3 and sounds.startswith(text)):
            token.more += meaning([said, *words])
    if any(letter.isdigit() for letter in text):
        token.best.append((Q(item__code__icontains=text), 41))


def literal(text):
    return [
        (Q(search_name=text), 100),
        (Q(search_words__contains=f"|{text}|"), 95),
        (Q(search_name__startswith=text), 75),
        (Q(search_words__contains=f"|{text}"), 65),
        (Q(search_name__contains=text), 60),
        (Q(search_words__contains=text), 50),
    ]


def meaning(words):
    found = []
    for place, word in enumerate(dict.fromkeys(words)):
        less = min(place * 3, 12)  # what is named first is meant most often
        found += [
            (Q(search_words__contains=f"|{word}|"), 80 - less),
            (Q(search_name__contains=word), 70 - less),
            (Q(search_words__contains=word), 55 - less),
        ]
    return found


def article_token(article, law, word):
    """Look for an article, and for the law where one is named beside it."""
    number, paragraph, item = article
    exact = Q(basis_article=number)
    if paragraph:
        exact &= Q(basis_paragraph=paragraph)
    if item:
        exact &= Q(basis_item=item)
    duty = Q(duty_article__contains=f"第{numeral(number)}条") if 0 < number < 10000 else Q(pk__in=[])
    token = Token(best=[(exact, 80), (Q(basis_article=number), 50), (duty, 35)])
    if word.isdigit():
        token.best.append((Q(item__code__contains=word), 20))
    if law:
        stem = next((law.removesuffix(end) for end in LAW_ENDINGS if law.endswith(end)), law) or law
        named = Q(basis_law__contains=stem) | Q(search_name__contains=stem) | Q(search_words__contains=stem)
        token.best = [(condition & named, weight) for condition, weight in token.best]
    return token


def said_in(text):
    """Return the known words of a text, without those that are only a part of a longer one: 遛狗 in 遛狗不牵绳."""
    found = [said for said in synonyms() if said in text]
    return [one for one in found if not any(one != other and one in other for other in found)]


def absent(text):
    """Return the known word for which the lists have nothing, where a text says it."""
    for said in said_in(text):
        if not synonyms()[said] and (said == text or len(said) > 2):
            return said
    return ""


def note_on(text):
    """Return what is told of a question for which the lists have nothing: that, and whom else to ask."""
    for word in text.split()[:WORDS]:
        if said := absent(normal(word)):
            return rows()[said]["note"] or f"清单里没有“{said}”这类事项。"
    return ""


@cache
def rows():
    """Return {what people say: its row}; the office's own file prevails."""
    found = {}
    for path in (SYNONYMS, Path(settings.DATA_DIR) / "synonyms.csv"):
        if path.is_file():
            with path.open(encoding="utf-8-sig", newline="") as lines:
                found |= {
                    normal(row["said"]): row for row in csv.DictReader(lines) if normal(row["said"] or "")
                }
    return found


@cache
def synonyms():
    """Return {what people say: the words by which lists know it, none where they have nothing}."""
    return {
        said: [normal(word) for word in (row["means"] or "").split("|") if normal(word)]
        for said, row in rows().items()
    }


@cache
def spelling_of(word):
    parts = syllables(word)
    return "".join(parts), "".join(part[:1] for part in parts)
