"""A backup that can be restored: database, then files; the keys are named and kept apart."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from enforcement import backing, clock
from enforcement.errors import Unavailable


class Command(BaseCommand):
    help = "备份到新的或者空的目录：先取数据库的一致快照，再复制证据和文书文件。密钥不在备份里，另行保管。"

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="目录")

    def handle(self, *, folder, **options):
        try:
            files, missing = backing.backup(folder.resolve(), at=clock.now())
        except (backing.NotPossible, Unavailable, OSError) as reason:
            raise CommandError(f"没有备份成：{reason}", returncode=2) from None
        for name in missing:
            self.stderr.write(f"数据库所记的文件不在：{name}")
        self.stdout.write(f"已备份到 {folder}：数据库和 {files} 个所记的文件，缺 {len(missing)} 个。")
        self.stdout.write(
            "FIELD_KEY 和 SECRET_KEY 不在备份里，请与备份分开保管"
            "（在环境变量里，或者在 DATA_DIR 的 field_key、secret_key 里）；"
            f"没有 FIELD_KEY 读不出身份证号。这一把的指纹是 {backing.fingerprint()}。"
        )
        if missing:
            raise CommandError("备份不完整，见上。", returncode=1)
