"""Identity numbers: the citizen's number (GB 11643), the unified social credit code (GB 32100), and age."""

from dataclasses import dataclass
from datetime import date

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = tuple(3**place % 31 for place in range(17))


class IdentityError(ValueError):
    """An identity number that cannot be right; its text says in Chinese why and what to do."""


@dataclass(frozen=True)
class IdCard:
    """A citizen's number: `number` with a capital X, `born_on`, `region` as six digits."""

    number: str
    born_on: date
    region: str


def id_card(text: str) -> IdCard:
    """Read an 18-digit citizen's number, or raise IdentityError with the reason."""
    number = text.strip().upper()
    if len(number) != 18 or not number[:17].isascii() or not number[:17].isdigit():
        raise IdentityError("身份证号应为18位，前17位是数字，最后一位是数字或X。核对后重新填写")
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
    code = text.strip().upper()
    if len(code) != 18 or any(sign not in CREDIT_ALPHABET for sign in code):
        raise IdentityError("统一社会信用代码应为18位数字或大写字母，不含I、O、S、V、Z。核对后重新填写")
    values = [CREDIT_ALPHABET.index(sign) for sign in code]
    total = sum(value * weight for value, weight in zip(values, CREDIT_WEIGHTS, strict=False))
    if values[17] != -total % 31:
        raise IdentityError("统一社会信用代码校验位不符，可能输错了一位。核对执照后重新填写")
    return code


def age_on(born_on: date, day: date) -> int:
    """Return the age in full years on `day`; a year of age is reached the day after the birthday (R-109)."""
    had_birthday = (day.month, day.day) > (born_on.month, born_on.day)
    return day.year - born_on.year - (not had_birthday)
