from django.core.management.base import BaseCommand

from enforcement import clock
from lists.importing import in_words
from lists.seeds import load_lists


class Command(BaseCommand):
    help = "载入随产品提供的法律法规、事项和裁量基准。可重复运行。"

    def handle(self, **options):
        for report in load_lists(by=None, at=clock.now()):
            self.stdout.write(in_words(report))
