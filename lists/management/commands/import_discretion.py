from lists.management.sheets import ImportCommand


class Command(ImportCommand):
    help = "导入裁量基准。可重复运行，报告每一行的结果。"
    kind = "discretion"
    extra = {
        "issuer": ("issuer", "发布机关，表中没有这一列时填写"),
        "area": ("area", "适用地区代码，表中没有这一列时填写"),
        "from": ("valid_from", "生效日期，表中没有这一列时填写"),
    }
