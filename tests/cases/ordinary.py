"""An ordinary case for tests, made through the services: `Lane` takes it from a lead to any state by lawful steps."""

from datetime import date, timedelta

from cases.closing import service as closing
from cases.crew import service as recusing
from cases.decision import service as decision
from cases.execution.service import record_payment
from cases.filing import service as filing
from cases.investigation import service as investigating
from cases.models import Case
from cases.notice import service as telling
from cases.review import service as reviewing
from cases.serving import service as serving
from cases.weighing import service as weighing
from cases.workflow import State
from enforcement.law.kinds import FilingCriterion, ReviewPoint
from enforcement.teams.roles import Role
from tests.cases.factories import Town, act, add_photo, party, signature
from tests.conftest import AT
from tests.factories import make_officer

DAY = timedelta(days=1)
PENALTY = {
    "harm": "SERIOUS", "correction": "ORDERED", "outcome": "FINE", "grade": "ORDINARY", "reason": "",
    "correction_order": "责令立即改正",
}  # fmt: skip
ORDER = (
    State.LEAD, State.TO_FILE, State.INVESTIGATING, State.CONCLUDED, State.NOTIFIED, State.IN_REVIEW, State.REVIEWED,
    State.DECIDED, State.DELIVERED, State.EXECUTED, State.CLOSING, State.CLOSED,
)  # fmt: skip
REACHED_ON = {state: AT + number * DAY for number, state in enumerate(ORDER)}


def inquiry(lane, at, **given):
    """Return an inquiry record of the party as the page hands it over."""
    return {
        "kind": "INQUIRY", "began_at": at - timedelta(minutes=50), "ended_at": at - timedelta(minutes=10),
        "place": "综合行政执法队询问室", "asker": lane.zhang, "recorder": lane.li, "person": "周小明",
        "identity": "", "born_on": date(1990, 3, 7), "phone": "19900000001", "address": "人民路1号",
        "relation": "PARTY",
       
        "guardian": "", "party_present": True, "witness": "", "certificates_shown": True, "rights_told": True,
        "recusal_asked": True, "recusal_answer": "不申请回避", "questions": [["你是否乱扔烟蒂？", "是的。"]],
        "found": "", "read_through": True, "pages": 1, "pages_signed": 1, "refusal_note": "",
    } | given  # fmt: skip


def handed_over(lane, at, **given):
    """Return a successful direct service as the page hands it over."""
    return {
        "method": "DIRECT", "day": at.date(), "received_on": at.date(), "place": "人民路1号", "recipient": "周小明",
        "relation": "SELF", "servers": [lane.zhang, lane.li], "sealed": True,
    } | given  # fmt: skip


# why the party has signed nothing yet when a case is filed (R-1007)
NOT_MET = {"R-1007": "还没有见到当事人，询问时请他填写"}


class Lane(Town):
    """A town with an ordinary case; each method takes the next step on its own day."""

    def __init__(self, fine=2000, **given):
        super().__init__(**given)
        self.fine = fine
        self.county = self.reviewer
        self.reviewer.first_review_on, self.reviewer.qualification = AT.date(), "A20263310001"
        self.reviewer.save()
        self.other_reviewer = make_officer(Role.TOWNSHIP_REVIEWER, self.team, name="陈八")
        self.case = None

    def to(self, state):
        """Return the case in `state`, reached by every step before it."""
        for each in ORDER[: ORDER.index(state) + 1]:
            getattr(self, f"reach_{each.lower()}")(REACHED_ON[each])
            self.case = Case.objects.get(pk=self.case.pk)
            assert self.case.state == each, (each, self.case.state)
        return self.case

    def reach_lead(self, at, **who):
        self.case = filing.open_lead(
            item=self.item, party=party(**who), act=act(at), partner=self.li, source="PATROL", clue_on=at.date(),
            team=self.team, act_area=self.team.own_area, by=self.zhang, at=at,
        )  # fmt: skip
        add_photo(self.case, self, at=at)

    def reach_to_file(self, at):
        criteria = [each.value for each in FilingCriterion]
        filing.request_filing(
            case=self.case,
            criteria=criteria,
            opinion="有初步证据，建议立案",
            by=self.zhang,
            at=at,
            reasons=NOT_MET,
        )
        recusing.declare(case=self.case, by=self.li, at=at)

    def reach_investigating(self, at):
        filing.file_case(case=self.case, by=self.head, at=at)

    def reach_concluded(self, at):
        self.record = investigating.sign_record(
            case=self.case, record=inquiry(self, at), by=self.zhang, at=at,
            signatures=[{"role": "PARTY", "name": "周小明", "picture": signature()}],
        )  # fmt: skip
        self.weigh(at)
        self.find(at)
        investigating.conclude(
            case=self.case, nature="乱扔废弃物", reasoning="情节一般", proposal=f"建议罚款{self.fine}元",
            verified=True, by=self.zhang, at=at,
        )  # fmt: skip

    def weigh(self, at, **answers):
        weighing.weigh(case=self.case, answers=PENALTY | {"fine": self.fine} | answers, by=self.zhang, at=at)

    def find(self, at):
        pieces = list(self.case.dossier.pieces.values_list("pk", flat=True))
        investigating.set_facts(
            case=self.case, facts=[("当事人乱扔烟蒂", pieces, [self.record.pk])], by=self.zhang, at=at
        )

    def reach_notified(self, at):
        telling.give_notice(case=self.case, by=self.zhang, at=at)

    def reach_in_review(self, at):
        serving.serve(case=self.case, attempt=self.received(at), by=self.zhang, at=at)
        self.waive(at)
        self.review = reviewing.submit(case=self.case, by=self.zhang, at=at)

    def received(self, at):
        return handed_over(self, at)

    def waive(self, at):
        waiver = self.case.dossier.pieces.first()
        telling.record_defence(
            case=self.case, waived_on=at.date(), waiver=waiver, waived_by="SELF", by=self.zhang, at=at
        )

    def reach_reviewed(self, at):
        reviewing.take(review=self.review, by=self.reviewer, at=at)
        self.mark_all(at)
        reviewing.approve(review=self.review, version=None, by=self.reviewer, at=at)

    def returned(self):
        """Return the case as the reviewer gave it back, with one remark."""
        self.to(State.IN_REVIEW)
        at = REACHED_ON[State.REVIEWED]
        reviewing.take(review=self.review, by=self.reviewer, at=at)
        reviewing.remark(
            review=self.review, point="LAW", anchor="fine", label="拟罚款", text="数额偏高，说明理由", version=None,
            by=self.reviewer, at=at,
        )  # fmt: skip
        reviewing.send_back(
            review=self.review, result="CORRECT", opinion="修改后再送", version=None, by=self.reviewer, at=at
        )
        self.case = Case.objects.get(pk=self.case.pk)
        return self.case

    def mark_all(self, at, sound=True):
        for point in ReviewPoint:
            reviewing.mark(
                review=self.review, point=point.value, sound=sound, version=None, by=self.reviewer, at=at
            )

    def reach_decided(self, at):
        decision.decide(case=self.case, by=self.head, at=at)

    def reach_delivered(self, at):
        serving.serve(case=self.case, attempt=handed_over(self, at), by=self.zhang, at=at)

    def reach_executed(self, at):
        record_payment(
            case=self.case,
            amount=self.fine,
            paid_on=at.date(),
            reference=f"P{self.case.pk}",
            by=self.zhang,
            at=at,
        )

    def reach_closing(self, at):
        closing.request_closing(
            case=self.case, performance="罚款已缴清", rechecked_on=at.date(), recheck="现场已清理", publish=True,
            publish_reason="普通程序处罚决定，依法公开", by=self.zhang, at=at,
        )  # fmt: skip

    def reach_closed(self, at):
        closing.approve_closing(case=self.case, by=self.head, at=at)
