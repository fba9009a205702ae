"""docs/glossary.md: the words of the office beside the names in the code, from the declarations that carry both."""

import inspect
import re
from enum import EnumMeta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand

from enforcement.documents.described import file_of
from enforcement.documents.register import papers
from enforcement.law import kinds, terms
from enforcement.law.kinds import ReviewPoint
from enforcement.procedures.steps import tables
from enforcement.teams.roles import PERMISSION_WORDS, PERMISSIONS
from supervision.league.definitions import Dimension
from supervision.league.indicators import catalogue
from supervision.league.indicators.declaration import Stock

PAGE = settings.BASE_DIR / "docs" / "glossary.md"
ROOMS = ("enforcement", "cases", "lists", "evidence", "supervision")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
HEAD = """# Glossary

Made by `manage.py glossary` from the declarations. A word is changed where it is declared, and not here; the words of
the last table stand in `supervision/management/commands/glossary.py`.
"""
# models whose verbose name is not Chinese: nobody reads it on a page
UNNAMED = {
    "Heartbeat": "心跳", "TeamMode": "执法模式", "Post": "岗位", "Certificate": "执法证", "PastPassword": "用过的密码",
    "DossierMember": "办案人员", "Grant": "调阅授权", "Ruling": "放行理由", "Referral": "请示", "Draft": "草稿",
    "Submission": "已提交", "Closing": "结案审批", "Discussion": "集体讨论", "Attendee": "参会人员",
    "Collection": "当场收缴", "Payment": "缴款", "Registration": "备案", "Filing": "立案审批", "FoundFact": "认定事实",
    "Report": "调查终结报告", "DefencePoint": "陈述申辩意见", "OralNotice": "当场告知", "Assessment": "是否应罚",
    "Contributions": "计入记录",
}  # fmt: skip
# (Chinese, English, where): words of the office that no declaration carries
WORDS = (
    ("大综合一体化", "one body enforces for many departments; the reform the product serves", "README.md"),
    ("执法", "administrative enforcement; the product", "enforcement/"),
    ("普通程序", "ordinary procedure, lane GENERAL; an identifier says `ordinary`", "cases/workflow.py"),
    ("简易程序", "simple or summary procedure, lane SUMMARY, decided in the street", "cases/street/"),
    ("承办人", "`handler`: the officer in whose name a case runs", "cases/case/models.py"),
    ("协办人", "`partner`: the second officer, whom the law asks for", "cases/case/models.py"),
    ("案由", "`title`: what the case is about", "cases/case/models.py"),
    ("线索", "lead: a case that nobody has filed yet", "cases/lead/"),
    ("立案", "filing: the head opens a case", "cases/filing/"),
    ("调查终结", "`conclude`: the investigation ends with its report", "cases/investigation/"),
    ("事先告知", "notice: the party is told what is intended, and may answer", "cases/notice/"),
    ("陈述、申辩", "defence: what the party answers", "cases/notice/"),
    ("听证", "hearing: what the party may ask for before a heavy penalty", "enforcement/law/rules/hearings.py"),
    ("是否应罚", "weighing, `Assessment`: should we punish at all", "cases/weighing/"),
    ("裁量", "discretion: how much, within which band", "enforcement/law/rules/discretion.py"),
    ("送达", "service of a paper on a party, `Delivery`; the room is `serving`, since a service is a verb here",
     "cases/serving/"),
    ("催告", "`demand`: the last call before the court is asked", "enforcement/law/terms.py"),
    ("加处罚款", "`surcharge` for paying late", "enforcement/law/rules/payments.py"),
    ("案卷", "dossier: the file under everything; `file` is the case as it is read", "enforcement/dossiers/"),
    ("卷宗", "volume: the file bound as one PDF", "cases/volume/"),
    ("文书", "paper, once issued a document", "enforcement/documents/register.py"),
    ("文号", "number of a paper, without gaps for each unit, kind and year", "enforcement/documents/numbers.py"),
    ("保管链", "chain of custody of a piece of evidence", "evidence/custody.py"),
    ("日志", "journal: append-only, chained by hash", "enforcement/journal/"),
    ("工作台", "desk: what a person has to do", "cases/desk/"),
    ("下一步", "what comes next in a row: course and offering", "enforcement/procedures/offering.py"),
    ("程序", "procedure: a table of steps about one subject", "enforcement/procedures/steps.py"),
    ("步骤", "step: one declaration", "enforcement/procedures/steps.py"),
    ("规则", "rule: facts in, findings out", "enforcement/law/rulebook.py"),
    ("关口", "gate: where a rule is asked, `case.conclude`", "enforcement/procedures/steps.py"),
    ("事实", "fact: known or UNKNOWN", "enforcement/law/known.py"),
    ("不能继续、需负责人决定、要说明理由", "finding: BLOCK refuses, HOLD waits for the head, WARN asks for a reason",
     "enforcement/law/findings.py"),
    ("请示", "referral: a HOLD put to the head; `refer`", "enforcement/procedures/lifting.py"),
    ("法定末日、安全日", "legal last day and safe day: two readings of a time limit", "enforcement/law/deadlines.py"),
    ("六比六看", "the six comparisons of the league", "supervision/league/definitions.py"),
    ("口径", "rules of a league table, a version of weights and methods", "supervision/league/rules.py"),
    ("亮灯", "lights: yellow and red", "supervision/league/scores/lights.py"),
)  # fmt: skip


def title(text):
    return f"\n## {text}\n\n"


def table(heads, rows):
    """Return a table in Markdown; a cell's own bars and line ends cannot break it."""
    cells = [[str(cell).replace("|", "／").replace("\n", " ") for cell in row] for row in rows]
    lines = [heads, ["---"] * len(heads), *cells]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def code(name):
    return f"`{name}`"


def place(made):
    """Return the file in which a class or a function stands, from the root of the house."""
    return code(Path(inspect.getsourcefile(inspect.unwrap(made))).relative_to(settings.BASE_DIR).as_posix())


def first(made):
    """Return the first sentence of a docstring of its own, "" where it has none."""
    said = inspect.cleandoc(made.__doc__ or "")
    return "" if said.startswith(f"{made.__name__}(") else said.partition("\n\n")[0].replace("\n", " ")


def word_of(model):
    """Return the Chinese word for a model; KeyError where neither it nor this page has one."""
    said = str(model._meta.verbose_name)
    return said if CHINESE.search(said) else UNNAMED[model.__name__]


def models_of(rooms):
    """Return the models of these rooms, `apps` by `apps`, in the order of the house."""
    return [model for model in apps.get_models() if model.__module__.partition(".")[0] in rooms]


def subjects(asked):
    rows = [(one.noun, code(one.subject), code(one.model.__name__), place(one.model)) for one in asked]
    return title("Subjects 办理对象: what has states and steps") + table(
        ("中文", "Subject", "Model", "Where"), rows
    )


def model_rows(asked):
    rows = [(word_of(one), code(one.__name__), first(one), place(one)) for one in asked]
    return title("Models 数据") + table(("中文", "Class", "What", "Where"), rows)


def states(asked):
    rows = [
        (state.label, code(state.value), code(one.subject), place(one.states))
        for one in asked
        for state in one.states
    ]
    return title("States 状态") + table(("中文", "Code", "Of", "Where"), rows)


def steps(asked):
    rows = [
        (step.label, code(step.gate), place(step.act) if step.act else "automatic", step.crew.name)
        for one in asked
        for step in one.values()
    ]
    lead = "`manage.py explain case.conclude` says all of one.\n\n"
    return title("Steps 步骤") + lead + table(("中文", "Gate", "Taken in", "By"), rows)


def posts():
    rows = [
        (role.label, code(role.value), "、".join(code(each) for each in sorted(held)))
        for role, held in PERMISSIONS.items()
    ]
    words = [(said, code(name)) for name, said in PERMISSION_WORDS.items()]
    where = "Both stand in `enforcement/teams/roles.py`.\n\n"
    roles = title("Roles 岗位") + where + table(("中文", "Role", "Permissions"), rows)
    return roles + title("Permissions 权限") + table(("中文", "Permission"), words)


def paper_rows(asked):
    rows = [(one.title, code(one.kind), one.word or "–", code(file_of(one))) for one in asked]
    return title("Papers 文书") + table(("中文", "Kind", "类型字", "Where"), rows)


def term_rows():
    rows = [
        (one.name, code(name), f"{one.days}{one.unit.label}", one.clause)
        for name, one in vars(terms).items()
        if isinstance(one, terms.Term)
    ]
    where = "All stand in `enforcement/law/terms.py`.\n\n"
    return title("Terms 期限") + where + table(("中文", "Term", "How long", "Clause"), rows)


def kind_rows():
    found = [
        made
        for made in vars(kinds).values()
        if isinstance(made, EnumMeta) and issubclass(made, kinds.Kind) and len(made)
    ]
    rows = [
        (code(made.__name__), first(made), "、".join(f"{one.label} {code(one.value)}" for one in made))
        for made in found
    ]
    where = "All stand in `enforcement/law/kinds.py`.\n\n"
    return title("Kinds 法定种类") + where + table(("Class", "What", "中文 and code"), rows)


def points():
    rows = [(one.label, code(f"ReviewPoint.{one.name}")) for one in ReviewPoint]
    return title("Review points 审核要点") + table(("中文", "Point"), rows)


def records_of(source):
    """Return the function that says which records an indicator counts."""
    return source.of if isinstance(source, Stock) else source.records


def measures(asked):
    sides = [(one.label, code(f"Dimension.{one.name}")) for one in Dimension]
    rows = [(one.name, code(one.id), one.dimension.label, place(records_of(one.sources[0]))) for one in asked]
    where = "They stand in `supervision/league/definitions.py`.\n\n"
    dimensions = title("Dimensions 比看维度") + where + table(("中文", "Dimension"), sides)
    return dimensions + title("Indicators 指标") + table(("中文", "Id", "维度", "Where"), rows)


def words():
    rows = [(said, meant, code(where)) for said, meant, where in WORDS]
    return title("Other words 其他用语") + table(("中文", "What", "Where"), rows)


def page_of(asked, models, papers, indicators):
    """Return docs/glossary.md of these tables of steps, models, papers and indicators."""
    parts = (
        subjects(asked), states(asked), steps(asked), posts(), paper_rows(papers), term_rows(), kind_rows(), points(),
        measures(indicators), model_rows(models), words(),
    )  # fmt: skip
    return HEAD + "".join(parts)


class Command(BaseCommand):
    help = "把代码里的用语写成 docs/glossary.md"

    def handle(self, **options):
        made = page_of(tables(), models_of(ROOMS), papers().values(), catalogue().values())
        PAGE.write_text(made, encoding="utf-8")
        self.stdout.write(f"{PAGE}：{made.count(chr(10))} 行")
