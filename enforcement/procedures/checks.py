"""What stops the start: a declaration that names something which is not there."""

from django.core.checks import Error
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from enforcement import law
from enforcement.procedures import steps
from enforcement.procedures.asking import root_of
from enforcement.teams.roles import PERMISSIONS

GRANTED = frozenset().union(*PERMISSIONS.values())


def faults_of(step, states):
    """Yield in words what is wrong with the declaration of one step. states: those of its table."""
    if unknown := {*step.sources, *({step.target} - {None})} - set(states):
        yield f"状态 {'、'.join(sorted(map(str, unknown)))} 不存在"
    if not step.sources:
        yield "没有起始状态"
    if step.permission not in GRANTED:
        yield f"没有岗位有权限 {step.permission or '（空）'}"
    if not isinstance(step.crew, steps.Crew):
        yield "没有写明由谁办理（crew）"
    if step.automatic:
        return
    if step.form is None or step.act is None:
        yield "没有表单（form）或者办理（act）"
    root = root_of(step.subject)
    known = root.__dataclass_fields__ if root else ()
    for name in step.asks:
        if name.partition(".")[0] not in known and name not in known:
            yield f"填写的事实 {name} 不存在"
    try:
        get_template(step.template)
    except TemplateDoesNotExist:
        yield f"模板 {step.template} 不存在"


def every_step_is_whole(app_configs, **kwargs):
    """Refuse to start with a step that names what does not exist, or lacks post, crew, form or act."""
    return [
        Error(f"步骤 {step.gate}：{fault}", id="procedures.E001")
        for table in steps.tables()
        for step in table.values()
        for fault in faults_of(step, table.states)
    ]


def every_gate_exists(app_configs, **kwargs):
    """Refuse to start when a rule guards a gate that no table has: a typo must not switch a law off."""
    known = steps.gates()
    return [
        Error(f"规则所守的关口 {gate} 不在任何步骤表里", id="procedures.E002")
        for gate in law.gates()
        if gate not in known
    ]


def every_step_meets_the_law(app_configs, **kwargs):
    """Refuse to start when a step has neither a rule at its gate nor a written reason why the law asks nothing."""
    guarded = set(law.gates())
    return [
        Error(f"步骤 {step.gate}：{fault}", id="procedures.E004")
        for table in steps.tables()
        for step in table.values()
        if (fault := unguarded(step, table, guarded))
    ]


def unguarded(step, table, guarded):
    """Return in words what is wrong with how a step meets the law, "" where nothing is."""
    reason = step.no_rule or table.no_rule
    if step.gate in guarded:
        return "有规则把关，又写了不设规则的理由（no_rule）" if reason else ""
    return "" if reason else "没有规则把关，也没有写明为什么不设规则（no_rule）"


def every_row_lies_in_a_file(app_configs, **kwargs):
    """Refuse to start with a table on the pages of every procedure whose rows lie in no file: nobody could see them."""
    return [
        Error(f"{table.noun}没有案卷（dossier），不能用每个程序共有的页面", id="procedures.E003")
        for table in steps.tables()
        if table.plain and not lies_in_a_file(table.model)
    ]


def lies_in_a_file(model):
    fields = {field.name: field for field in model._meta.concrete_fields}
    return "dossier" in fields and not fields["dossier"].null and "path" in fields


CHECKS = (every_step_is_whole, every_gate_exists, every_step_meets_the_law, every_row_lies_in_a_file)
