from lists.management.sheets import ImportCommand


class Command(ImportCommand):
    help = "导入法律法规。可重复运行，报告每一行的结果。"
    kind = "statutes"
