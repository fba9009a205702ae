from django.apps import AppConfig

VERBS = {
    "evidence.receive": "证据入库",
    "evidence.view": "查看证据",
    "evidence.download": "下载证据",
    "evidence.export": "导出证据",
    "evidence.mismatch": "证据校验不一致",
    "evidence.restored": "证据恢复一致",
    "evidence.support": "关联证据",
    "evidence.unsupport": "取消关联证据",
}
NAMES = {
    "piece": "证据",
    "title": "名称",
    "sha256": "SHA-256",
    "sm3": "SM3",
    "serial": "保管序号",
    "fact": "证明事实",
    "said": "所登记内容的摘要",
}


class EvidenceConfig(AppConfig):
    name = "evidence"
    verbose_name = "证据"

    def ready(self):
        from enforcement.journal import words
        from enforcement.journal.triggers import register_append_only
        from enforcement.stores import EVIDENCE
        from evidence import comparing  # noqa: F401 (registers its check)
        from evidence.models import Check, Custody, Piece, PieceOfficer, Support

        for model in (PieceOfficer, Custody, Check):
            register_append_only(model)
        # the copy of the owner's path follows its dossier; everything else of a piece stays as it was taken in
        register_append_only(Piece, changeable=("path",))
        register_append_only(Support, changeable=("removed_at",))
        EVIDENCE.columns.append((Piece, "file"))
        words.add(verbs=VERBS, names=NAMES)
