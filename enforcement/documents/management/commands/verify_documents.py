"""Verify every issued document: content, number, signatures, files and the journal's word on them."""

from django.core.management.base import BaseCommand

from enforcement.documents.models import Document
from enforcement.documents.papers import verify_document

CHUNK = 500


class Command(BaseCommand):
    help = "校验文书：重新计算每份文书的摘要，核对文件、签名和出具日志。发现不一致时退出码为 1。"

    def add_arguments(self, parser):
        parser.add_argument("--dossier", type=int, help="只校验一个案卷")

    def handle(self, *, dossier, **options):
        documents = Document.objects.filter(dossier=dossier) if dossier else Document.objects.all()
        seen = found = 0
        for document in documents.select_related("dossier").order_by("pk").iterator(chunk_size=CHUNK):
            seen += 1
            for fault in verify_document(document):
                found += 1
                self.stderr.write(f"{document.name}：{fault}")
        if found:
            self.stderr.write(f"已校验 {seen} 份文书，不一致 {found} 处")
            raise SystemExit(1)
        self.stdout.write(f"已校验 {seen} 份文书，全部一致")
