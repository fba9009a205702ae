"""Identity numbers: the citizen's number (GB 11643), the unified social credit code (GB 32100), telephones, age.

People paste numbers from photocopies, chats and input methods. What that adds is taken off here and nowhere else:
`normal` for every number, so that page, API, import and the look-up hash see the same signs.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = tuple(3**place % 31 for place in range(17))


# dashes as people and word processors write them
DASHES = re.compile("[-\u2010-\u2015\u2212]")
MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
# area code and number with an extension, 400 and 800 numbers, service numbers, numbers abroad
OTHER_PHONE = re.compile(
    r"0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|[2-9]\d{6,7}|[48]00-?\d{3}-?\d{4}|(?:\+|00)\d{7,15}"
)


class IdentityError(ValueError):
    """An identity number that cannot be right; its text says in Chinese why and what to do."""


@dataclass(frozen=True)
class IdCard:
    """A citizen's number: `number` with a capital X, `born_on`, `region` as six digits."""

    number: str
    born_on: date
    region: str


def normal(text: str) -> str:
    """Return a number in the one form in which it is kept and looked up.

    Compatibility forms are unfolded (NFKC: full-width digits and letters), spaces, invisible and control signs
    (zero width, bidi marks, soft hyphens, variation selectors) are taken off, letters are capitals.
    """
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if not _unseen(sign)).upper()


def _unseen(sign):
    """Return whether a sign is a space, a control, a format mark or a variation selector."""
    return sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf") or "\ufe00" <= sign <= "\ufe0f"


def phone(text: str) -> str:
    """Return a telephone number as it is kept, "" for none, or raise IdentityError with the reason."""
    number = DASHES.sub("-", normal(text))
    bare = number.replace("-", "").replace("(", "").replace(")", "")
    if not bare:
        return ""
    if found := MOBILE.fullmatch(bare):
        return found[1]
    number = number.replace("(", "").replace(")", "-").removesuffix("-")
    if OTHER_PHONE.fullmatch(number):
        return number
    if bare.isdigit() and bare.startswith("1") and not bare.startswith("10"):
        raise IdentityError(f"手机号应为11位，现在是{len(bare)}位。核对后重新填写" if len(bare) != 11
                            else "手机号的第二位不对，没有这样的号段。核对后重新填写")  # fmt: skip
    raise IdentityError("电话号码不完整，或者有数字以外的字。手机填11位，座机填区号和号码，没有的不填")


def id_card(text: str) -> IdCard:
    """Read an 18-digit citizen's number, or raise IdentityError with the reason."""
    number = DASHES.sub("", normal(text))
    if len(number) != 18 or not number[:17].isascii() or not number[:17].isdigit():
        raise IdentityError(
            f"身份证号应为18位，前17位是数字，最后一位是数字或X；现在是{len(number)}位{_strange(number, ID_CHECKS)}。"
            "核对后重新填写"
        )
    total = sum(int(digit) * weight for digit, weight in zip(number, ID_WEIGHTS, strict=False))
    if number[17] != ID_CHECKS[total % 11]:
        raise IdentityError("身份证号校验位不符，可能输错了一位。核对证件后重新填写")
    try:
        born_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise IdentityError("身份证号中的出生日期不存在。核对证件后重新填写") from None
    if number[0] == "0" or born_on.year < 1880:
        raise IdentityError("身份证号中的地区或者出生年份不存在。核对证件后重新填写")
    return IdCard(number, born_on, number[:6])


def credit_code(text: str) -> str:
    """Return a unified social credit code in capitals, or raise IdentityError with the reason."""
    code = DASHES.sub("", normal(text))
    if len(code) != 18 or any(sign not in CREDIT_ALPHABET for sign in code):
        raise IdentityError(
            "统一社会信用代码应为18位数字或大写字母，不含I、O、S、V、Z；"
            f"现在是{len(code)}位{_strange(code, CREDIT_ALPHABET)}。核对后重新填写"
        )
    values = [CREDIT_ALPHABET.index(sign) for sign in code]
    total = sum(value * weight for value, weight in zip(values, CREDIT_WEIGHTS, strict=False))
    if values[17] != -total % 31:
        raise IdentityError("统一社会信用代码校验位不符，可能输错了一位。核对执照后重新填写")
    return code


def is_id_card(text: str) -> bool:
    """Return whether a number is a citizen's, whatever it was called."""
    try:
        return bool(id_card(text))
    except IdentityError:
        return False


# citizens' numbers had fifteen digits once; the numbers of other documents are shorter or have letters
SHORTEST_CARD, SHORTEST_OTHER = 14, 5


def personal_number(text: str) -> str:
    """Return the number of a person's document as it is kept, "" for none, or raise IdentityError.

    It is a citizen's, or that of another document, which has a letter in it or is shorter.
    """
    number = normal(text)
    if not number:
        return ""
    if is_id_card(text):
        return id_card(text).number
    if number.removesuffix("X").isdigit() and len(number) >= SHORTEST_CARD:
        id_card(text)
    if len(number) < SHORTEST_OTHER:
        raise IdentityError(f"经营者的证件号码只有{len(number)}位。核对后重新填写")
    return number


def _strange(number, allowed):
    """Say which signs of a number do not belong into it, at most three of them."""
    found = list(dict.fromkeys(sign for sign in number if sign not in allowed))[:3]
    return f"，其中“{'”“'.join(found)}”不能出现" if found else ""


# 行政处罚法 30: under the first nobody is punished, under the second lightly
AGE_PUNISHED, AGE_GROWN = 14, 18


def age_on(born_on: date, day: date) -> int:
    """Return the age in full years on `day`; a year of age is reached the day after the birthday (R-109)."""
    had_birthday = (day.month, day.day) > (born_on.month, born_on.day)
    return day.year - born_on.year - (not had_birthday)


def minor_on(born_on: date | None, day: date) -> bool:
    """Return whether a person of this birth is under eighteen on `day`; no birth is no person."""
    return born_on is not None and age_on(born_on, day) < AGE_GROWN
