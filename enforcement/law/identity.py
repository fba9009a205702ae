"""Identity numbers: the citizen's number (GB 11643), the unified social credit code (GB 32100), and age."""

from datetime import date

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = tuple(3**place % 31 for place in range(17))


def check_id_card(text: str) -> str:
    """Return why a citizen's number cannot be right, in Chinese, or "" where nothing is wrong."""
    number = text.strip().upper()
    if len(number) != 18 or not number[:17].isascii() or not number[:17].isdigit():
        return "身份证号应为18位，前17位是数字，最后一位是数字或X"
    total = sum(int(digit) * weight for digit, weight in zip(number, ID_WEIGHTS, strict=False))
    if number[17] != ID_CHECKS[total % 11]:
        return "身份证号校验位不符，可能输错了一位"
    if number[0] == "0" or _date_in(number) is None:
        return "身份证号中的地区或者出生日期不存在"
    return ""


def birth_date(text: str) -> date:
    """Return the birth date written in a citizen's number that `check_id_card` has passed."""
    born_on = _date_in(text.strip())
    if born_on is None:
        raise ValueError("身份证号中的出生日期不存在")
    return born_on


def _date_in(number):
    try:
        born_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born_on if born_on.year >= 1880 else None


def check_credit_code(text: str) -> str:
    """Return why a unified social credit code cannot be right, or "" where nothing is wrong."""
    code = text.strip().upper()
    if len(code) != 18 or any(sign not in CREDIT_ALPHABET for sign in code):
        return "统一社会信用代码应为18位数字或大写字母，不含I、O、S、V、Z"
    values = [CREDIT_ALPHABET.index(sign) for sign in code]
    total = sum(value * weight for value, weight in zip(values, CREDIT_WEIGHTS, strict=False))
    if values[17] != -total % 31:
        return "统一社会信用代码校验位不符，可能输错了一位"
    return ""


def age_on(born_on: date, day: date) -> int:
    """Return the age in full years on `day`; a year of age is reached the day after the birthday (R-109)."""
    had_birthday = (day.month, day.day) > (born_on.month, born_on.day)
    return day.year - born_on.year - (not had_birthday)
