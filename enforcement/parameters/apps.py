from django.apps import AppConfig

VERBS = {
    "calendar.load": "更新节假日",
    "parameters.load": "载入参数",
    "parameter.confirm": "确认参数",
}
NAMES = {
    "year": "年份",
    "source": "来源",
    "provisional": "暂估",
    "added": "增加的日期",
    "removed": "去掉的日期",
    "key": "参数",
    "path": "适用地区",
    "valid_from": "起",
    "valid_to": "止",
}


class ParametersConfig(AppConfig):
    name = "enforcement.parameters"
    verbose_name = "参数"

    def ready(self):
        from enforcement.journal import words

        words.add(verbs=VERBS, names=NAMES)
