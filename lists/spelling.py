"""How words are written so that they can be found: normal form, pinyin, initials, numerals of articles."""

import re
import unicodedata

DIGITS = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
NUMBER = r"[0-9零〇一二两三四五六七八九十百千]+"
ARTICLE = re.compile(rf"第?({NUMBER})条(?:第?({NUMBER})款)?(?:第?[（(]?({NUMBER})[）)]?项)?")
BARE = re.compile(r"[0-9]{1,4}|[零〇一二两三四五六七八九十百千]{2,}")


def normal(text):
    """Return `text` in the form in which names and questions are compared: no case, width, punctuation."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).lower() if letter.isalnum())


def syllables(text):
    """Return the pinyin of a normal text, letter by letter; what has none stays as it is."""
    # 54 MB and a second: only for who asks
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text)


def index_of(name, words):
    """Return the search columns of an item with this name and these everyday words."""
    name, words = normal(name), [normal(word) for word in words]
    spelled = [syllables(word) for word in dict.fromkeys([name, *words]) if word]
    return {
        "search_name": name,
        "search_words": delimited(words),
        "search_pinyin": delimited("".join(word) for word in spelled),
        "search_initials": delimited("".join(part[:1] for part in word) for word in spelled),
    }


def delimited(words):
    """Return words between bars, so that one LIKE can ask for a whole word or for the beginning of one."""
    return "".join(f"|{word}" for word in words) + "|"


def value_of(numeral):
    """Return the number that a Chinese or Arabic numeral up to 9999 writes: 五十一 → 51."""
    if numeral.isascii():
        return int(numeral)
    total, digit = 0, 0
    for letter in numeral:
        if letter in UNITS:
            total, digit = total + (digit or 1) * UNITS[letter], 0
        else:
            digit = int(letter) if letter.isascii() else DIGITS[letter]
    return total + digit


def read_article(text):
    """Return the article that a question names and the words around it, or (None, text).

    The article is (article, paragraph, item), None where not named: 燃气51条 → ((51, None, None), "燃气").
    """
    matched = ARTICLE.search(text)
    # 两条狗 is no article: without 第 it has to end the word
    if matched and (matched[0].startswith("第") or matched.end() == len(text)):
        numbers = tuple(value_of(part) if part else None for part in matched.groups())
        return numbers, text[: matched.start()] + text[matched.end() :]
    if BARE.fullmatch(text):
        return (value_of(text), None, None), ""
    return None, text
