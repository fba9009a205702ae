from django.apps import AppConfig

SUBJECTS = {"settings": "参数与清单"}
VERBS = {"lists.publish": "发布清单", "lists.devolve": "赋权", "lists.recall": "收回赋权"}
NAMES = {
    "kind": "种类",
    "report": "导入报告",
    "name": "文件名",
    "counts": "各结果行数",
    "count": "条数",
    "teams": "机构代码",
    "document": "公布文件",
    "last_day": "最后一日",
}


class ListsConfig(AppConfig):
    name = "lists"
    verbose_name = "事项清单"

    def ready(self):
        from enforcement.journal import words

        words.add(subjects=SUBJECTS, verbs=VERBS, names=NAMES)
