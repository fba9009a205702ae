"""Verify every original and every chain of custody."""

from django.core.management.base import BaseCommand

from enforcement import clock
from enforcement.errors import Unavailable
from evidence.models import Piece
from evidence.services import verify_all


class Command(BaseCommand):
    help = (
        "校验证据：重新计算每件原件的摘要，逐条核对保管链。摘要变了的原件会锁定，退出码为 1；"
        "证据库连不上时不作任何改动，退出码为 2。"
    )

    def add_arguments(self, parser):
        parser.add_argument("--dossier", type=int, help="只校验一个案卷")

    def handle(self, *, dossier, **options):
        pieces = Piece.objects.filter(dossier=dossier) if dossier else Piece.objects.all()
        found = 0
        try:
            for damage in verify_all(by=None, at=clock.now(), pieces=pieces.select_related("dossier")):
                found += 1
                self.stderr.write(str(damage))
        except Unavailable as outage:
            self.stderr.write(f"没有校验，也没有锁定任何证据：{outage}")
            raise SystemExit(2) from None
        seen = f"已校验 {pieces.count()} 件证据"
        if found:
            self.stderr.write(f"{seen}，损坏 {found} 处")
            raise SystemExit(1)
        self.stdout.write(f"{seen}，全部一致")
