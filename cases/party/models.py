"""The register of parties: persons, businesses and organisations."""

from django.db import models
from django.db.models import Q

from cases.case.choices import pairs
from cases.party import secrets
from enforcement.law import kinds
from enforcement.templatetags.marks import masked_name

# the name under which a lead stands while nobody knows yet who did it
NOBODY_YET = "待查明"


class Party(models.Model):
    """A person, individual business or organisation, once in the register however many cases it has (当事人)."""

    Kind = kinds.PartyKind

    class IdentityKind(models.TextChoices):
        ID_CARD = "ID_CARD", "居民身份证"
        CREDIT_CODE = "CREDIT_CODE", "统一社会信用代码"
        OTHER = "OTHER", "其他证件"
        NONE = "NONE", "未能提供证件"
        UNKNOWN = "UNKNOWN", "待查明"

    kind = models.CharField("类别", max_length=20, choices=pairs(Kind))
    name = models.CharField("姓名或名称", max_length=120)
    identity_kind = models.CharField("证件", max_length=12, choices=IdentityKind.choices)
    identity_sealed = models.CharField("证件号码（密文）", max_length=200, blank=True)
    identity_lookup = models.CharField("证件号码（查找）", max_length=64, blank=True, db_index=True)
    # an individual business is its operator: both numbers are asked for, and either finds it
    operator_sealed = models.CharField("经营者证件号码（密文）", max_length=200, blank=True)
    operator_lookup = models.CharField("经营者证件号码（查找）", max_length=64, blank=True, db_index=True)
    born_on = models.DateField("出生日期", null=True, blank=True)

    class Meta:
        verbose_name = "当事人"
        constraints = [
            models.UniqueConstraint(
                fields=["identity_lookup", "kind", "identity_kind", "name", "operator_lookup"],
                condition=~Q(identity_lookup=""),
                name="party_once_in_the_register",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def shown_name(self):
        """The name as lists show it: a natural person's masked, a business's or organisation's in full (R-1101)."""
        hidden = self.kind == kinds.PartyKind.PERSON and self.name != NOBODY_YET
        return masked_name(self.name) if hidden else self.name

    @property
    def is_known(self):
        """Whether anybody has found out who the party is; a tip may be logged before (线索)."""
        return self.identity_kind != Party.IdentityKind.UNKNOWN

    @property
    def identity(self):
        """The identity number in full. Reading it on a page is journalled by the caller."""
        return secrets.unseal(self.identity_sealed)

    @property
    def operator_identity(self):
        """The operator's number in full, "" without; as `identity`."""
        return secrets.unseal(self.operator_sealed)

    @property
    def keys(self):
        """The hashes of the numbers by which this party is known: its own, and of a shop its operator's."""
        return frozenset({self.identity_lookup, self.operator_lookup} - {""})


def bearing(keys, under=""):
    """Return the condition that a party is known by one of `keys`, as itself or as the operator of a shop (R-318).

    under: where the party hangs, as "party__".
    """
    keys = sorted(keys)
    return Q(**{f"{under}identity_lookup__in": keys}) | Q(**{f"{under}operator_lookup__in": keys})
