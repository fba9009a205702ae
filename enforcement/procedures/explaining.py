"""What the declarations say of a step or of a rule, in lines: for who builds, reviews or explains one."""

import ast
import inspect
import re
import textwrap
from dataclasses import fields

from django.conf import settings

from enforcement.law import rulebook
from enforcement.procedures import steps
from enforcement.procedures.asking import roots
from enforcement.teams.roles import PERMISSION_WORDS, PERMISSIONS

# what rooms above declare beside steps and rules: each returns [(name, value)], None for a name that is not theirs
TELLERS = []


def explained(name):
    """Return [(name, value)] of a step (`case.conclude`), a rule (`R-118`) or what a room tells; else LookupError."""
    if re.fullmatch(r"R-\d+", name):
        return list(of_rule(name))
    if told := next(filter(None, (tell(name) for tell in TELLERS)), None):
        return told
    subject, _, own = name.partition(".")
    table = {each.subject: each for each in steps.tables()}.get(subject)
    if table is None or own not in table:
        raise LookupError(name)
    return list(of_step(table[own], table))


def of_step(step, table):
    """Yield what a step is, who takes it where, and what the law asks of it."""
    states = dict(table.states.choices)
    kept = f"{step.target}（{states[step.target]}）" if step.target else "不变"
    yield "步骤", f"{step.gate} {step.label}"
    yield "从", "、".join(f"{code}（{label}）" for code, label in states.items() if code in step.sources)
    yield "到", kept
    yield "程序", step.lane or "都有"
    roles = "、".join(role.label for role, held in PERMISSIONS.items() if step.permission in held)
    yield "岗位", f"{step.permission}（{PERMISSION_WORDS[step.permission]}）：{roles}"
    yield "人员", step.crew.name
    for lane, one in ({"": step} | dict.fromkeys(step.by_lane, None)).items():
        there = one or step_in(step, lane)
        where = f"（{lane}）" if lane else ""
        yield f"表单{where}", place_of(there.form)
        yield f"办理{where}", place_of(there.act)
    where = "在其他页面上办理" if step.within else "每个步骤共有的页面"
    yield "页面", "由其他步骤带出" if step.automatic else step.page or where
    yield "说明", step.words or "无"
    asked = [one for one in rulebook.rules() if step.gate in one.gates]
    rules = "；".join(f"{one.id} {one.title} {one.clause}" for one in asked)
    yield "规则", rules or f"不设：{step.no_rule or table.no_rule}"


def step_in(step, lane):
    """Return the step as rows of this lane take it."""
    return step.on(type("Row", (), {"lane": lane}))


def of_rule(id):
    """Yield what a rule asks, at which gates, on which facts and who enters them, and which tests try it."""
    found = [one for one in rulebook.rules() if one.id == id]
    if not found:
        raise LookupError(id)
    labels = {step.gate: step.label for table in steps.tables() for step in table.values()}
    for one in found:
        yield "规则", f"{one.id} {one.title}"
        yield "依据", str(one.clause)
        yield "补救", one.remedy
        yield "关口", "、".join(f"{gate} {labels.get(gate, '')}".strip() for gate in one.gates)
        yield "代码", place_of(one.test)
        yield (
            "事实",
            "；".join(f"{name} {label}（{where}）" for name, label, where in facts_of(one.test)) or "无",
        )
    yield "测试", "、".join(tests_of(id)) or "这里没有测试的源码"


def place_of(made):
    """Return where a form or a function stands: module, name and line."""
    if made is None:
        return "无"
    made = inspect.unwrap(made)
    return f"{made.__module__}:{inspect.getsourcelines(made)[1]} {made.__qualname__}"


def facts_of(test):
    """Return (dotted name, label, where it is entered) of each fact that the source of a rule reads.

    Read of the facts (`facts.record.kind`) or of a name that was given to a group (`record = facts.record`); what a
    function reads that the rule calls is not found.
    """
    source = ast.parse(textwrap.dedent(inspect.getsource(test)))
    groups = {each.name: each for root in roots() for each in fields(root)}
    named = {
        target.id: group_in(node.value, groups)
        for node in ast.walk(source)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = {}
    for node in ast.walk(source):
        if not isinstance(node, ast.Attribute):
            continue
        of = node.value
        group = named.get(of.id) if isinstance(of, ast.Name) else group_in(of, groups)
        kind = groups[group].type if group else None
        for each in fields(kind) if hasattr(kind, "__dataclass_fields__") else ():
            if each.name == node.attr:
                told = each.metadata
                found[f"{group}.{node.attr}"] = (told.get("label", ""), told.get("where") or kind.WHERE)
    return [(name, *told) for name, told in sorted(found.items())]


def group_in(node, groups):
    """Return the name of the group that an expression like `facts.record` reads, None for any other."""
    whole = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in groups
    return node.attr if whole else None


def tests_of(id):
    """Return the names of the tests that try a rule's worked examples, where their source lies beside the product."""
    wanted = re.compile(rf"def (test_T_{id.removeprefix('R-')}[a-z_]\w*)")
    folder = settings.BASE_DIR / "tests"
    return sorted(
        {name for path in folder.rglob("test_*.py") for name in wanted.findall(path.read_text("utf-8"))}
    )
