"""Every act that the table allows is really taken, from each state it is allowed in, through the services.

An act that no service can ever reach from a state is a wrong line of the table: it is refused there, not allowed.
What was taken is read from the journal, where each step stands with the state it started from.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from cases.closing import service as closing
from cases.complaint import service as complaining
from cases.crew import service as recusing
from cases.decision import service as decision
from cases.execution import pausing
from cases.execution import service as executing
from cases.filing import dispute as disputing
from cases.filing import service as filing
from cases.investigation import service as investigating
from cases.investigation import vetting
from cases.limits import service as periods
from cases.models import Case
from cases.notice import service as telling
from cases.publication import service as publishing
from cases.review import service as reviewing
from cases.serving import service as serving
from cases.street import deciding, registering
from cases.weighing import applying
from cases.weighing import service as weighing
from cases.workflow import GENERAL, STEPS, SUMMARY, State
from enforcement.journal.models import Entry
from enforcement.law.kinds import FilingCriterion
from tests.cases.factories import (
    SPARED,
    TOLD,
    Town,
    act,
    add_photo,
    collect,
    id_number,
    issue,
    issued,
    make_case,
    party,
    proposed,
    weigh,
)
from tests.cases.ordinary import NOT_MET, PENALTY, REACHED_ON, Lane, handed_over, inquiry
from tests.cases.tasks import assert_all_say_the_same
from tests.conftest import AT
from tests.factories import make_officer

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BEGINS = {SUMMARY: {State.ON_SITE}, GENERAL: {State.LEAD, State.TO_FILE}}


def edges():
    """Return (lane, state, step name) of all that the table allows in the states which a lane can get to by it."""
    found = set()
    for lane, begins in BEGINS.items():
        reached, left = set(), set(begins)
        while left:
            state = left.pop()
            reached.add(state)
            steps = [step for step in STEPS.values() if step.lane in ("", lane) and state in step.sources]
            found |= {(lane, state, step.name) for step in steps}
            # a case that leaves the simple procedure goes on in the other lane
            left |= {step.target for step in steps if step.target and step.name != "convert"} - reached
    return found


EDGES = edges()


@dataclass
class Walk:
    """A case in one state of one lane, its people, and a moment after what happened to it."""

    town: object
    case: Case
    at: object

    @property
    def decided(self):
        return self.case.decided_on

    def paper(self):
        return add_photo(self.case, self.town, self.at)

    def crew(self, service, **given):
        return service(case=self.case, by=self.town.zhang, at=self.at, **given)

    def head(self, service, **given):
        return service(case=self.case, by=self.town.head, at=self.at, **given)

    def reader(self, service, **given):
        return service(review=self.town.review, by=self.town.reviewer, at=self.at, **given)

    def later(self, days):
        self.at += days * DAY
        return self


# -- the simple procedure ----------------------------------------------------------------------------------
def on_site(town):
    return make_case(town)


def confirmed(town):
    return deciding.confirm_exemption(case=proposed(town), by=town.head, at=AT)


def fined(town):
    return issued(town, fine=Decimal(100))


def paid(town):
    return collect(fined(town), town)


SIMPLE = {
    State.ON_SITE: on_site,
    State.PROPOSED: proposed,
    State.DECIDED: confirmed,
    State.DELIVERED: fined,
    State.EXECUTED: paid,
}


def weighed(walk, **answers):
    weigh(walk.case, at=walk.at, **answers)
    walk.case = Case.objects.get(pk=walk.case.pk)
    return walk


def register_again(walk):
    walk.crew(
        registering.amend,
        item=walk.town.item, party=party(), act=act(walk.at), partner=walk.town.li, version=walk.case.version,
    )  # fmt: skip


def spare(walk):
    add_photo(walk.case, walk.town, walk.at)
    weighed(walk, **SPARED)
    walk.crew(deciding.propose_exemption, notice=TOLD | {"receipt": "NONE"}, education="已批评教育")


def close_simple(walk):
    case = walk.case
    if case.state == State.DELIVERED:
        # a decision not to punish has nothing to be carried out
        case = deciding.hand_over(case=confirmed(walk.town), receipt="SIGNED", by=walk.town.zhang, at=walk.at)
        walk.case = case
    else:
        executing.hand_in(case=case, handed_in_on=walk.at.date(), by=walk.town.zhang, at=walk.at)
        executing.file_with_unit(case=case, by=walk.town.leader, at=walk.at)
    walk.crew(executing.close)


SIMPLY = {
    "register": register_again,
    "weigh": weighed,
    "issue": lambda walk: issue(weighed(walk).case, at=walk.at),
    "propose_exemption": spare,
    "return_exemption": lambda walk: walk.head(deciding.return_exemption, reason="补拍全景照片"),
    "confirm_exemption": lambda walk: walk.head(deciding.confirm_exemption),
    "convert": lambda walk: walk.crew(executing.convert_to_general, reason="当事人否认，需要调查"),
    "withdraw": lambda walk: walk.crew(executing.withdraw, reason="重复登记"),
    "deliver": lambda walk: walk.crew(deciding.hand_over, receipt="SIGNED"),
    "collect": lambda walk: collect(walk.case, walk.town),
    "hand_in": lambda walk: walk.crew(executing.hand_in, handed_in_on=walk.at.date()),
    "file_with_unit": lambda walk: executing.file_with_unit(
        case=walk.case, by=walk.town.leader, at=walk.at
    ),
    "close": close_simple,
}  # fmt: skip


# -- the ordinary procedure --------------------------------------------------------------------------------
class Told(Lane):
    """A lane whose lead somebody reported, who waits for an answer. who: its party, where it is not the usual one."""

    who = party()

    def reach_lead(self, at):
        said = {"name": "陈小红", "phone": "13800001234", "own_interest": False, "wants_answer": True}
        self.case = filing.open_lead(
            item=self.item, party=self.who, act=act(at), partner=self.li, source="REPORT", clue_on=at.date(),
            team=self.team, act_area=self.team.own_area, complaint=said, by=self.zhang, at=at,
        )  # fmt: skip
        add_photo(self.case, self, at=at)


ANOTHER = party(name="吴大海", identity=id_number(date(1988, 5, 1), 311))


class Other(Told):
    """The same act by somebody else."""

    who = ANOTHER


class Spared(Told):
    """A lane in which nobody is punished: no notice before the review, nothing to be paid after it."""

    who = ANOTHER

    def weigh(self, at, **answers):
        spared = SPARED | {
            "corrected_on": at.date(), "corrected_proof": self.case.dossier.pieces.first(), "education": "已批评教育",
        }  # fmt: skip
        weighing.weigh(case=self.case, answers=spared, by=self.zhang, at=at)


def ended(state):
    """Return what ends a case of the ordinary lane in `state`, before a penalty."""

    def end(lane):
        before, service = {
            State.NOT_FILED: (State.TO_FILE, filing.refuse_filing),
            State.TRANSFERRED: (State.LEAD, filing.transfer_out),
            State.WITHDRAWN: (State.INVESTIGATING, filing.dismiss),
        }[state]
        return service(
            case=lane.to(before), reason="违法事实不能成立", by=lane.head, at=REACHED_ON[before] + HOUR
        )

    return end


def to_state(state):
    return lambda lane: lane.to(state)


ENDS = (State.NOT_FILED, State.TRANSFERRED, State.WITHDRAWN)


def ordinary(state):
    """Return a Walk whose case of the ordinary lane stands in `state`."""
    lane = Told()
    reach = ended(state) if state in ENDS else Told.returned if state == State.RETURNED else to_state(state)
    case = reach(lane)
    reached = REACHED_ON.get(state, REACHED_ON[State.REVIEWED])
    return Walk(lane, Case.objects.get(pk=case.pk), reached + HOUR)


def request(walk):
    criteria = [each.value for each in FilingCriterion]
    walk.crew(filing.request_filing, criteria=criteria, opinion="有初步证据，建议立案", reasons=NOT_MET)


def file_it(walk):
    if walk.case.state == State.TO_FILE:
        walk.head(filing.file_case)


def amended(walk):
    case = walk.case
    walk.crew(
        registering.amend,
        item=case.item, party=party(), act=act(case.act_at, act_at=case.act_at), partner=walk.town.li,
        version=case.version,
    )  # fmt: skip


def ask_to_leave(walk):
    walk.crew(recusing.ask_recusal, officer=walk.town.li, reason="与举报人是亲戚", asked_on=walk.at.date())


def rule_on_it(walk):
    ask_to_leave(walk)
    walk.head(recusing.rule_recusal, granted=False, ruling="经核实没有亲属关系")


def given_to(walk):
    other = make_officer(team=walk.town.team, name="周九")
    walk.head(recusing.assign, handler=walk.town.zhang, partner=other, reason="李四休假")


def weigh_ordinary(walk):
    walk.crew(weighing.weigh, answers=PENALTY | {"fine": walk.town.fine})


def not_counted(walk):
    walk.later(3)
    walk.crew(
        periods.exclude, ground="TEST", start=walk.case.filed_on, end=walk.at.date() - DAY, reason="送检",
        piece=walk.paper(),
    )  # fmt: skip


def longer(walk):
    walk.head(periods.extend, domain="HOUSING", days=30, reason="需要检测", piece=walk.paper(), minutes=False)


def recorded(walk):
    walk.crew(investigating.sign_record, record=inquiry(walk.town, walk.at), signatures=SIGNED)


SIGNED = ({"role": "PARTY", "name": "周小明", "refused": True, "refusal_note": "当事人拒绝签名"},)


def concluded(walk):
    walk.town.reach_concluded(walk.at)


def submitted(walk):
    town = walk.town
    if walk.case.state == State.CONCLUDED:
        # without a penalty no notice precedes the review
        town = Spared(path="331083103", item=town.item)
        walk.case, walk.town = town.to(State.CONCLUDED), town
    elif walk.case.state == State.NOTIFIED:
        serving.serve(case=walk.case, attempt=handed_over(town, walk.at), by=town.zhang, at=walk.at)
        town.waive(walk.at)
    else:
        for remark in reviewing.open_remarks(walk.case):
            reviewing.answer_remark(remark=remark, answer="已经补充理由", by=town.zhang, at=walk.at)
    walk.crew(reviewing.submit)


def served(walk):
    walk.crew(serving.serve, attempt=handed_over(walk.town, walk.at))


def not_at_home(walk):
    walk.crew(
        serving.serve,
        attempt=handed_over(walk.town, walk.at, received_on=None, recipient="", relation="", returned="家中无人"),
    )  # fmt: skip


def heard(walk):
    served(walk)
    walk.town.waive(walk.at)


def read(walk):
    walk.reader(reviewing.take)
    return walk


def remarked(walk, result):
    read(walk).reader(
        reviewing.remark, point="LAW", anchor="fine", label="拟罚款", text="说明理由", version=None
    )
    walk.reader(reviewing.send_back, result=result, opinion="修改后再送", version=None)


def applied(walk):
    if walk.case.state == State.INVESTIGATING:
        weigh_ordinary(walk)
    walk.crew(applying.apply_norms, version=walk.case.item, others=[])


def checked(walk):
    walk.crew(vetting.vet, piece=walk.case.dossier.pieces.first(), checked={"excluded": "与本案无关"})


def approved(walk):
    read(walk)
    walk.town.mark_all(walk.at)
    walk.reader(reviewing.approve, version=None)


def taken_back(walk):
    read(walk).later(30)
    walk.head(reviewing.recall, reason="审核人员出差")


def handed_to(walk):
    walk.later(30).head(reviewing.assign, reviewer=walk.town.reviewer, reason="没有人领取")


def discussed(walk):
    other = make_officer(walk.town.head.posts.first().role, walk.town.team, name="负责人二")
    said = [(each, "负责人", "同意", "FOR") for each in (walk.town.head, other)]
    walk.head(
        decision.discuss, held_on=walk.at.date(), place="会议室", chair=walk.town.head, recorder=walk.town.leader,
        attendees=said, conclusion="同意处罚", outcome="FINE", fine=Decimal(walk.town.fine),
        order="责令立即改正",
    )  # fmt: skip


def closing_asked(walk):
    if walk.case.state == State.DELIVERED:
        # without a penalty nothing is left to be carried out
        walk.town = Spared(path="331083103", item=walk.town.item)
        walk.case = unpunished(walk.town)
    walk.town.case = walk.case
    walk.town.reach_closing(walk.at)


def unpunished(lane):
    """Return an ordinary case whose decision not to punish has been handed over."""
    lane.to(State.CONCLUDED)
    lane.review = reviewing.submit(case=lane.case, by=lane.zhang, at=REACHED_ON[State.IN_REVIEW])
    for state in (State.REVIEWED, State.DECIDED, State.DELIVERED):
        getattr(lane, f"reach_{state.lower()}")(REACHED_ON[state])
        lane.case = Case.objects.get(pk=lane.case.pk)
    return lane.case


def answer(walk):
    walk.crew(complaining.answer_complaint, answered_on=walk.at.date(), outcome="FILED", answer="已依法处理")


def published(walk):
    said = {"publish": True, "reason": "依法公开", "published_on": walk.at.date(), "withdrawn_on": None,
            "secrets": [], "masked": True}  # fmt: skip
    walk.crew(publishing.publish, publication=said)


def pay(walk):
    """Pay the fine; where it is paid, what grew on it because it was late (第七十二条)."""
    amount, fine = walk.case.decision.fine, walk.case.decision.fine
    if walk.case.state == State.EXECUTED:
        walk, amount = late(walk), fine * 3 / 100
    walk.crew(executing.record_payment, amount=amount, paid_on=walk.at.date(), reference=f"R{walk.case.pk}")


def late(walk):
    """Return a walk whose fine was paid a day late, at the bank."""
    if walk.case.procedure == "SUMMARY":
        walk.case = issued(walk.town, fine=Decimal(200))
    else:
        walk.town = Other(path="331083104", item=walk.town.item)
        walk.case = walk.town.to(State.DELIVERED)
    walk.at = AT + 60 * DAY
    due = walk.case.limits.get(key="pay").legal_last_day
    executing.record_payment(
        case=walk.case, amount=walk.case.decision.fine, paid_on=due + DAY, reference="late", by=walk.town.zhang,
        at=walk.at,
    )  # fmt: skip
    walk.case = Case.objects.get(pk=walk.case.pk)
    assert walk.case.state == State.EXECUTED
    return walk


AFTER = {
    "record_payment": pay,
    "execute": pay,
    "defer": lambda walk: walk.head(
        pausing.defer, until=walk.at.date() + 30 * DAY, reason="停业三个月", piece=walk.paper()
    ),
    "note_review": lambda walk: walk.crew(
        pausing.note_review, kind="RECONSIDERATION", filed_on=walk.at.date(), served_on=None, piece=walk.paper()
    ),
    "tell_remedies": lambda walk: walk.later(2).crew(
        pausing.tell_remedies, received_on=walk.at.date(), piece=walk.paper()
    ),
    "assign": given_to,
}  # fmt: skip


def confirmed_address(walk):
    walk.crew(
        serving.confirm_address, address="人民路1号", receiver="", phone="19900000001", electronic="",
        signer_relation="SELF", confirmed_on=walk.at.date(), piece=walk.paper(),
    )  # fmt: skip


def disputed(walk):
    walk.crew(
        disputing.dispute, agency="市水利局", arisen_on=walk.at.date(), note="河道管理范围", end="", ended_on=None,
        document="", piece=None,
    )  # fmt: skip


def found(walk):
    walk.crew(investigating.set_facts, facts=[("当事人乱扔烟蒂", [], [])])


def reported_anew(walk):
    walk.crew(
        investigating.amend_report, nature="乱扔烟蒂", reasoning="情节一般", proposal="处以罚款", verified=True,
        receipts=0, refunded=0,
    )  # fmt: skip


def remark_answered(walk):
    """Answer a remark of a file that was returned, where it was returned and after its investigation was reopened."""
    wanted = walk.case.state
    town = Told(path="331083104", item=walk.town.item)
    case, at = town.returned(), REACHED_ON[State.IN_REVIEW] + 5 * DAY
    remark = reviewing.open_remarks(case).first()
    if wanted != State.RETURNED:
        town.case = investigating.reopen(case=case, reason="补充证据", by=town.zhang, at=at)
    if wanted in (State.CONCLUDED, State.NOTIFIED):
        town.reach_concluded(at + DAY)
    if wanted == State.NOTIFIED:
        telling.give_notice(case=town.case, by=town.zhang, at=at + 2 * DAY)
    assert Case.objects.get(pk=case.pk).state == wanted
    reviewing.answer_remark(remark=remark, answer="已经补充", by=town.zhang, at=at + 3 * DAY)


ORDINARILY = {
    "facts": found,
    "report": reported_anew,
    "defence": lambda walk: walk.crew(telling.amend_defence),
    "answer_remark": remark_answered,
    "confirm_address": confirmed_address,
    "extend_clue": lambda walk: walk.head(periods.extend_clue, domain="HOUSING", reason="等待检测"),
    "dispute": disputed,
    "amend": amended,
    "answer_complaint": answer,
    "request_filing": request,
    "file": file_it,
    "refuse_filing": lambda walk: walk.head(filing.refuse_filing, reason="证据不足"),
    "transfer_out": lambda walk: walk.head(filing.transfer_out, reason="移送市公安局"),
    "declare": lambda walk: recusing.declare(case=walk.case, by=walk.town.li, at=walk.at),
    "ask_recusal": ask_to_leave,
    "rule_recusal": rule_on_it,
    "norms": applied,
    "vet": checked,
    "exclude": not_counted,
    "extend": longer,
    "weigh": weigh_ordinary,
    "sign_record": recorded,
    "conclude": concluded,
    "reopen": lambda walk: walk.crew(investigating.reopen, reason="有新证据"),
    "give_notice": lambda walk: walk.crew(telling.give_notice),
    "serve_notice": served,
    "record_defence": heard,
    "submit": submitted,
    "disagree": lambda walk: walk.crew(reviewing.disagree, reason="数额在幅度以内"),
    "take_review": read,
    "release_review": lambda walk: read(walk).reader(reviewing.release, reason="请更熟悉的同事审"),
    "extend_review": lambda walk: walk.head(reviewing.extend, days=5, reason="案情复杂"),
    "recall_review": taken_back,
    "assign_review": handed_to,
    "approve_review": approved,
    "return_review": lambda walk: remarked(walk, "CORRECT"),
    "send_back": lambda walk: remarked(walk, "SUPPLEMENT"),
    "discuss": discussed,
    "return_decision": lambda walk: walk.head(decision.return_decision, reason="数额再核"),
    "dismiss": lambda walk: walk.head(filing.dismiss, reason="违法事实不能成立"),
    "decide": lambda walk: walk.head(decision.decide),
    "attempt": not_at_home,
    "deliver": served,
    "publish": published,
    "request_closing": closing_asked,
    "return_closing": lambda walk: walk.head(closing.return_closing, reason="补缴款凭证"),
    "approve_closing": lambda walk: walk.head(closing.approve_closing),
}  # fmt: skip

TAKES = {SUMMARY: AFTER | SIMPLY, GENERAL: AFTER | ORDINARILY}


def taken_since(last):
    """Return (lane, state, step name) of every step that the journal has got since the entry `last`."""
    files = dict(Case.objects.values_list("dossier", "procedure"))
    found = set()
    for entry in Entry.objects.filter(pk__gt=last, verb__startswith="case.").select_related("chain"):
        name = entry.verb.removeprefix("case.")
        if name in STEPS and "was" in entry.data:
            lane = files[int(entry.chain.key.rpartition(":")[2])]
            # who leaves the simple procedure left it from there
            found.add((SUMMARY if name == "convert" else lane, State(entry.data["was"]), name))
    return found


def test_nothing_is_walked_that_the_table_does_not_have():
    for lane, takes in TAKES.items():
        assert set(takes) == {name for of, _, name in EDGES if of == lane}


@pytest.mark.parametrize(
    ("lane", "state"), sorted({(lane, state) for lane, state, _ in EDGES}), ids=lambda part: str(part)
)
def test_every_step_the_table_allows_is_taken(lane, state):
    """Each one from a case that lawful steps brought there; each undone again before the next."""
    if lane == SUMMARY:
        town = Town()
        walk = Walk(town, SIMPLE[state](town), AT + HOUR)
    else:
        walk = ordinary(state)
    assert (Case.objects.get(pk=walk.case.pk).state, walk.case.procedure) == (state, lane)
    wanted = {edge for edge in EDGES if edge[:2] == (lane, state)}
    taken, refused = set(), {}
    for edge in sorted(wanted):
        last = Entry.objects.order_by("pk").last().pk
        with transaction.atomic():
            town = walk.town
            town.case = Case.objects.get(pk=walk.case.pk)
            try:
                TAKES[lane][edge[2]](Walk(town, town.case, walk.at))
                here = taken_since(last)
            except Exception as said:
                refused[edge[2]], here = f"{type(said).__name__}: {said}", set()
            taken |= here & {edge}
            assert here <= EDGES, f"taken and not in the table: {sorted(here - EDGES)}"
            for case in Case.objects.all() if here else ():
                now = max(walk.at, Entry.objects.filter(chain__key=case.chain_key).latest("serial").at)
                for at in (now, now + 30 * DAY):
                    assert_all_say_the_same(case, at)
            transaction.set_rollback(True)
    assert taken == wanted, {edge[2]: refused.get(edge[2], "not taken") for edge in wanted - taken}
