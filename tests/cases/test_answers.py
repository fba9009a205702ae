"""Every WARN and every HOLD at every gate has its place: a box on the page, the API's `reasons`, the head's word.

Read from the registries, the step table and the rulebook: a new step or a new rule is walked without another line.
"""

import ast
import inspect
import textwrap
from datetime import date
from types import FunctionType

import pytest
from django.urls import reverse

from cases.api.case import CaseViewSet
from cases.models import Assessment, Case
from cases.review.api import ReviewViewSet
from cases.serving import service as serving
from cases.workflow import STEPS, State
from enforcement import clock
from enforcement.documents import services as documents
from enforcement.dossiers.models import Referral, Ruling
from enforcement.law import findings
from enforcement.law.findings import Level
from enforcement.procedures.answering import boxes_for
from enforcement.teams.roles import APPROVE
from tests.cases.factories import Town, id_number, make_case, signature_field, weigh
from tests.cases.ordinary import REACHED_ON, Lane, handed_over
from tests.cases.reviews import client_of
from tests.conftest import AT
from tests.law.registered import RULES

LOUD = {findings.warn: Level.WARN, findings.hold: Level.HOLD}


def levels_of(function, seen=()):
    """Return the levels beside BLOCK at which a rule's function, or what it calls within the law, can speak."""
    if function in seen:
        return set()
    held = inspect.getclosurevars(function)
    known = held.globals | held.nonlocals
    names = [
        node.id
        for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function))))
        if isinstance(node, ast.Name)
    ]
    found = set()
    for name in names:
        value = known.get(name)
        if isinstance(value, FunctionType):
            if value in LOUD:
                found.add(LOUD[value])
            elif value.__module__.startswith("enforcement.law.rules"):
                found |= levels_of(value, (*seen, function))
    return found


# every rule that can speak a WARN or a HOLD, at each of its gates
SPOKEN = sorted(
    {(gate, rule.id, level) for rule in RULES for level in levels_of(rule.test) for gate in rule.gates}
)


def test_the_rulebook_is_read():
    """The reading finds what the sources say: every file of rules that names a level has rules that speak it."""
    loud = {rule.test.__module__ for rule in RULES if levels_of(rule.test)}
    written = {
        rule.test.__module__
        for rule in RULES
        if {"warn(", "hold("} & set(words(inspect.getsource(inspect.getmodule(rule.test))))
    }
    assert loud == written
    assert ("case.approve_review", "R-605", Level.WARN) in SPOKEN
    assert ("case.decide", "R-134", Level.HOLD) in SPOKEN and ("case.weigh", "R-110", Level.WARN) in SPOKEN


def words(source):
    return [piece for piece in ("warn(", "hold(") if any(f" {piece}" in line for line in source.splitlines())]


PAGES = {  # steps whose page is no StepView, with the service behind page and verb alike
    "register": "create", "amend": "amend", "sign_record": "records", "weigh": "weigh", "issue": "issue",
    "propose_exemption": "propose_exemption",
}  # fmt: skip
ON_THE_REVIEW = {
    "take_review": "take", "release_review": "release", "approve_review": "approve", "return_review": "send_back",
    "send_back": "send_back",
}  # fmt: skip


@pytest.mark.parametrize(("gate", "rule", "level"), SPOKEN, ids=["-".join(each) for each in SPOKEN])
def test_what_a_rule_says_reaches_somebody_who_can_answer(gate, rule, level):
    """A gate with a WARN or a HOLD is a step that a page and a verb take with reasons, or the issue of a paper."""
    if gate == documents.GATE:
        assert level is Level.WARN, "a HOLD on a paper has nobody who lifts it: hold the step that issues it"
        assert "reasons" in inspect.signature(documents.issue).parameters
        return
    step = STEPS[gate.partition(".")[2]]
    if step.name in ON_THE_REVIEW:
        verb = getattr(ReviewViewSet, ON_THE_REVIEW[step.name])
        assert "reasons_of" in inspect.getsource(verb)
    elif step.name in PAGES:
        verb = getattr(CaseViewSet, PAGES[step.name])
        assert "reason" in inspect.getsource(verb) or step.name == "register"
    else:
        assert step.common and hasattr(CaseViewSet, step.name)


pytestmark = pytest.mark.django_db


# -- one rule of the test's own at a gate: page and verb take the answer, whoever may give it -------------------


REASON = {"reason-R-999": "情况属实，予以说明"}
SENT = {"reasons": {"R-999": "情况属实，予以说明"}}


def person(lane, step):
    return lane.head if step.permission == APPROVE else lane.zhang


# what the page of a step asks for, as few fields as it accepts; the state in which it is taken
FORMS = {
    "file": (State.TO_FILE, {"reason": "同意立案"}),
    "refuse_filing": (State.TO_FILE, {"reason": "证据不足"}),
    "transfer_out": (State.TO_FILE, {"agency": "县公安局", "reason": "属于治安案件"}),
    "reopen": (State.CONCLUDED, {"reason": "发现新的证据"}),
    "give_notice": (State.CONCLUDED, {}),
    "submit": (State.NOTIFIED, {}),
    "extend_review": (State.IN_REVIEW, {"days": 3, "reason": "案情疑难"}),
    "return_decision": (State.REVIEWED, {"reason": "重新核对数额"}),
    "dismiss": (State.CONCLUDED, {"reason": "违法事实不能成立"}),
    "decide": (State.REVIEWED, {}),
    "approve_closing": (State.CLOSING, {}),
    "return_closing": (State.CLOSING, {"reason": "补交票据"}),
}


def prepared(lane, name, state):
    lane.to(state)
    if name == "submit":
        at = REACHED_ON[State.IN_REVIEW]
        serving.serve(case=lane.case, attempt=handed_over(lane, at), by=lane.zhang, at=at)
        lane.waive(at)
    return Case.objects.get(pk=lane.case.pk)


def taken(name):
    return REACHED_ON[{"submit": State.IN_REVIEW}.get(name, FORMS[name][0])]


@pytest.mark.parametrize("name", FORMS)
def test_a_warning_at_a_step_is_answered_on_its_page(name, speaking):
    state, fields = FORMS[name]
    lane, step = Lane(), STEPS[name]
    case = prepared(lane, name, state)
    speaking(step.gate, Level.WARN)
    with clock.set_to(taken(name)):
        browser, address = client_of(person(lane, step)), reverse("cases:step", args=[case.pk, name])
        refused = browser.post(address, fields)
        assert refused.status_code == 422 and 'name="reason-R-999"' in refused.content.decode()
        passed = browser.post(address, fields | REASON)
        assert passed.status_code == 302, passed.content.decode()
    assert Ruling.objects.get(dossier=case.dossier, rule="R-999").gate == step.gate


@pytest.mark.parametrize("name", FORMS)
def test_a_warning_at_a_step_is_answered_by_its_verb(name, speaking):
    state, fields = FORMS[name]
    lane, step = Lane(), STEPS[name]
    case = prepared(lane, name, state)
    speaking(step.gate, Level.WARN)
    with clock.set_to(taken(name)):
        program = client_of(person(lane, step))

        def sent(data):
            return program.post(f"/api/cases/{case.pk}/{name}/", data, content_type="application/json")

        refused = sent(fields)
        assert refused.status_code == 409 and [one["rule"] for one in refused.json()["findings"]] == ["R-999"]
        assert sent(fields | SENT).status_code == 200
    assert Ruling.objects.get(dossier=case.dossier, rule="R-999").gate == step.gate


# -- a review and the simple procedure, whose pages are of another shape ---------------------------------------


WEIGHED = {"harm": "SERIOUS", "correction": "REFUSED", "outcome": "FINE", "fine": "200", "grade": "LIGHTER"}
TOLD = {"certificates_shown": "on", "rights_told": "on", "has_defence": "no"}


@pytest.fixture
def town():
    return Town()


def on_page(browser, address, fields):
    refused = browser.post(address, fields)
    assert refused.status_code == 422 and 'name="reason-R-999"' in refused.content.decode()
    return browser.post(address, fields | REASON)


def test_a_warning_is_answered_where_the_officer_weighs_and_issues(town, speaking):
    case = make_case(town)
    speaking("case.weigh", Level.WARN, ("decision.fine",))
    browser = client_of(town.zhang)
    with clock.set_to(AT):
        assert on_page(browser, reverse("cases:weigh", args=[case.pk]), WEIGHED).status_code == 302
        weighed = {"dossier": case.dossier, "gate": "case.weigh"}
        assert Ruling.objects.filter(rule="R-999", **weighed).exists()


def test_a_warning_is_answered_by_the_verb_weigh(town, speaking):
    case = make_case(town)
    speaking("case.weigh", Level.WARN, ("decision.fine",))
    program, address = client_of(town.zhang), f"/api/cases/{case.pk}/weigh/"
    with clock.set_to(AT):
        assert program.post(address, WEIGHED, content_type="application/json").status_code == 409
        assert program.post(address, WEIGHED | SENT, content_type="application/json").status_code == 200


def test_a_warning_is_answered_where_the_decision_is_issued(town, speaking):
    case = make_case(town)
    weigh(case)
    speaking("case.issue", Level.WARN, ("decision.fine",))
    address, told = reverse("cases:notice", args=[case.pk]), TOLD | {"signature": signature_field()}
    with clock.set_to(AT):
        assert on_page(client_of(town.zhang), address, told).status_code == 302
    assert Ruling.objects.get(dossier=case.dossier, rule="R-999").gate == "case.issue"


# -- a HOLD on what was typed and rolled back: the head answers it, the same act passes --------------------------


def test_a_hold_on_typed_facts_is_lifted_on_the_head_s_page(town, speaking):
    case = make_case(town)
    speaking("case.weigh", Level.HOLD, ("decision.fine",))
    address, detail = reverse("cases:weigh", args=[case.pk]), reverse("cases:detail", args=[case.pk])
    with clock.set_to(AT):
        officer = client_of(town.zhang)
        refused = officer.post(address, WEIGHED)
        body = refused.content.decode()
        assert refused.status_code == 422 and town.head.name in body and "已报请决定" in body
        assert 'name="reason-R-999"' not in body and not Assessment.objects.filter(case=case).exists()
        officer.post(address, WEIGHED)
        assert Referral.objects.filter(dossier=case.dossier, rule="R-999").count() == 1
        # a reason of the officer's own lifts nothing
        assert officer.post(address, WEIGHED | REASON).status_code == 422

        head = client_of(town.head)
        assert "测试规则有话要说" in head.get(detail).content.decode()
        assert "测试规则有话要说" in head.get(reverse("cases:desk")).content.decode()
        lift = {"step": "weigh", "rule": "R-999", "reason": "情节轻微，同意"}
        assert head.post(reverse("cases:lift", args=[case.pk]), lift).status_code == 302
        assert "测试规则有话要说" not in head.get(detail).content.decode()
        # other facts are another question
        assert officer.post(address, WEIGHED | {"fine": "150"}).status_code == 422
        assert officer.post(address, WEIGHED).status_code == 302


def test_a_hold_on_typed_facts_is_lifted_by_the_api(town, speaking):
    case = make_case(town)
    speaking("case.weigh", Level.HOLD, ("decision.fine",))
    officer, head, root = client_of(town.zhang), client_of(town.head), f"/api/cases/{case.pk}"

    def sent(program, verb, data):
        return program.post(f"{root}/{verb}/", data, content_type="application/json")

    with clock.set_to(AT):
        refused = sent(officer, "weigh", WEIGHED)
        [one] = refused.json()["findings"]
        assert refused.status_code == 409 and town.head.name in one["superior"]
        [step] = [each for each in head.get(f"{root}/steps/").json() if each["step"] == "weigh"]
        assert [each["rule"] for each in step["referred"]] == ["R-999"]
        lift = {"step": "weigh", "rule": "R-999", "reason": "情节轻微，同意"}
        assert sent(officer, "lift", lift).status_code == 403
        assert sent(head, "lift", lift).status_code == 200
        assert sent(officer, "weigh", WEIGHED).status_code == 200


def test_a_hold_on_the_sheet_logs_the_case_and_goes_on_page_by_page(town, speaking):
    """Nothing of a refused sheet is kept, so the head would find no case: it is logged, and what was typed stays."""
    speaking("case.weigh", Level.HOLD, ("decision.fine",))
    scene = {
        "item": town.item.item.code, "kind": "PERSON", "name": "李明", "identity": id_number(date(1990, 3, 7)),
        "phone": "19900000002", "address": "人民路1号", "place": "人民路12号门前", "act_at": "2026-11-20T09:50",
        "partner": town.li.pk,
    }  # fmt: skip
    with clock.set_to(AT):
        officer, head = client_of(town.zhang), client_of(town.head)
        sheet = officer.post(reverse("cases:new"), {"shape": "sheet"}).url
        answer = officer.post(sheet, scene | WEIGHED | TOLD | {"signature": signature_field()})
        case = Case.objects.get()
        page = reverse("cases:weigh", args=[case.pk])
        assert (answer.status_code, answer.url, case.state) == (302, page, State.ON_SITE)
        kept = officer.get(page).content.decode()
        assert town.head.name in kept and 'value="200"' in kept
        lift = {"step": "weigh", "rule": "R-999", "reason": "同意"}
        assert head.post(reverse("cases:lift", args=[case.pk]), lift).status_code == 302
        assert officer.post(page, WEIGHED).status_code == 302


def test_a_paper_with_a_warning_is_issued_with_a_reason(speaking):
    lane = Lane()
    lane.to(State.REVIEWED)
    speaking(documents.GATE, Level.WARN)
    address = reverse("cases:step", args=[lane.case.pk, "decide"])
    with clock.set_to(REACHED_ON[State.DECIDED]):
        assert on_page(client_of(lane.head), address, {}).status_code == 302
    assert Ruling.objects.get(dossier=lane.case.dossier, rule="R-999").gate == documents.GATE


def test_a_box_for_each_rule_and_a_name_where_somebody_else_decides(town):
    case = make_case(town)
    said = [findings.warn("一"), findings.warn("二"), findings.hold("三"), findings.block("四")]
    mine = boxes_for(said, row=case, by=town.zhang, at=AT, typed={"": "写过的"})
    assert [(box.message, box.typed, box.who) for box in mine] == [
        ("一；二", "写过的", ""), ("三", "写过的", "本机关负责人"),
    ]  # fmt: skip
    heads = boxes_for(said[2:], row=case, by=town.head, at=AT)
    assert [(box.message, box.who) for box in heads] == [("三", "")]
