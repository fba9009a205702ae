from django.conf import settings
from django.core.management.base import BaseCommand

from enforcement.documents.described import page_of
from enforcement.documents.register import papers

PAGE = settings.BASE_DIR / "docs" / "papers.md"


class Command(BaseCommand):
    help = "把登记的全部文书写成 docs/papers.md"

    def handle(self, **options):
        PAGE.write_text(page_of(papers().values()), encoding="utf-8")
        self.stdout.write(f"{PAGE}：{len(papers())} 种文书")
