"""What a password must be (R-1105): three kinds of characters, 90 days old at most, none of the last five."""

import re
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

BARRED = 5
SHORTEST = 12  # ASVS 2.1.1; R-1105 asks for eight at least
MUST_CHANGE = "密码须先修改，请在网页登录后修改。"
CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")


class ThreeClasses:
    """Asks for three of: small letters, capitals, digits, other characters."""

    def validate(self, password, user=None):
        if sum(bool(re.search(kind, password)) for kind in CLASSES) < 3:
            raise ValidationError(self.get_help_text(), code="three_classes")

    def get_help_text(self):
        return "密码要有小写字母、大写字母、数字、符号中的至少三类。"


class NoCommonWord:
    """Bars passwords that are a common one with signs around it: password1A, Admin-12345678."""

    def validate(self, password, user=None):
        word = max(re.findall(r"[a-z]+", password.lower()), key=len, default="")
        if len(word) >= 4 and 2 * len(word) >= len(password) and word in common_passwords():
            raise ValidationError(self.get_help_text(), code="common_word")
        if re.fullmatch(r"(.{1,4})\1+.?", password, re.DOTALL):
            raise ValidationError(self.get_help_text(), code="repeated")

    def get_help_text(self):
        return "密码不能是常见密码加几个数字或者符号，也不能是同几个字符的重复。"


@cache
def common_passwords():
    return CommonPasswordValidator().passwords | {
        "zhifa",
        "enforcement",
        "administrator",
        "taizhou",
        "zhejiang",
    }


class NotRecent:
    """Bars the last five passwords of a person."""

    def validate(self, password, user=None):
        if user is None or user.pk is None:
            return
        hashes = user.past_passwords.order_by("-at", "-pk").values_list("password", flat=True)[:BARRED]
        if any(check_password(password, known) for known in {*hashes, user.password}):
            raise ValidationError(self.get_help_text(), code="recent")

    def get_help_text(self):
        return f"不能使用最近 {BARRED} 次用过的密码。"


def faults_of(password, officer):
    """Return in words everything that is wrong with a new password of `officer`."""
    try:
        validate_password(password, officer)
    except ValidationError as error:
        return list(error.messages)
    return []


def keep_password(officer, password, at):
    """Set a password that has been found good, save the person, and remember its hash."""
    officer.set_password(password)
    officer.password_changed_on = timezone.localdate(at)
    officer.save()
    officer.past_passwords.create(password=officer.password, at=at)


def must_change(officer, day):
    """Return whether he may do nothing before he has changed his password."""
    changed = officer.password_changed_on
    return (
        officer.must_change_password
        or changed is None
        or day > changed + timedelta(days=settings.PASSWORD_DAYS)
    )
