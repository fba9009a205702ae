from django.apps import AppConfig
from django.core.checks import register

# fmt: off
VERBS = {
    "document.issue": "出具文书", "document.void": "作废文书", "document.sign": "签名",
    "document.deliver": "登记送达", "document.open": "打开文书", "document.glyph": "补字形",
}
NAMES = {
    "document": "文书", "number": "文号", "title": "标题", "sha256": "SHA-256", "sm3": "SM3",
    "layout": "版式", "method": "送达方式", "recipient": "受送达人", "signer": "签名人",
    "signed": "签名", "refused": "拒签", "sign": "字", "code": "代码点", "source": "来源",
}
# fmt: on


class DocumentsConfig(AppConfig):
    name = "enforcement.documents"
    verbose_name = "文书"

    def ready(self):
        from enforcement.documents import checks, comparing, described, keys, models  # noqa: F401 (register their checks)
        from enforcement.journal import triggers, words
        from enforcement.procedures import explaining
        from enforcement.procedures.steps import asked_at
        from enforcement.stores import DOCUMENTS

        frozen = ("Glyph", "Signature", "Document", "DocumentSignature", "Voiding", "Rendering", "Delivery")
        for model in frozen:
            triggers.register_append_only(getattr(models, model))
        triggers.register_append_only(models.Delivery.servers.through)
        DOCUMENTS.columns.extend(
            [(models.Rendering, "path"), (models.Signature, "picture"), (models.Glyph, "picture")]
        )
        words.add(verbs=VERBS, names=NAMES)
        asked_at("document.issue")
        explaining.TELLERS.append(described.explained)
        register(checks.every_paper_is_whole)
        words.FINDERS.append(lambda text: dossier_of(models.Document, text))


def dossier_of(papers, number):
    """Return the key of the dossier in which a paper of this number lies, "" where none does."""
    found = papers.objects.filter(number=number).values_list("dossier", flat=True).first() if number else None
    return f"dossier:{found}" if found else ""
