"""Invented cases of the ordinary procedure, taken by the services as far as each tale goes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from cases.closing import service as closing_service
from cases.crew import service as recusing
from cases.decision import service as decision
from cases.demonstration.pictures import photograph, signature
from cases.execution import service as executing
from cases.filing import service as filing
from cases.investigation import service as investigating
from cases.models import Case, Review
from cases.notice import service as telling
from cases.review import service as reviewing
from cases.serving import service as serving
from cases.serving.forms import OWN
from cases.weighing import service as weighing
from enforcement.law.kinds import FilingCriterion, ReviewPoint
from enforcement.teams.models import Officer
from enforcement.teams.roles import Role
from evidence import services as evidence

# how far a tale goes, and how many of a hundred
ENDS = (("lead", 6), ("proposed", 6), ("filed", 12), ("concluded", 6), ("told", 10), ("submitted", 18),
        ("returned", 6), ("approved", 8), ("decided", 4), ("delivered", 8), ("closing", 4), ("closed", 12))  # fmt: skip
ORDER = ("lead", "proposed", "filed", "concluded", "told", "submitted", "approved", "decided", "delivered", "paid",
         "closing", "closed")  # fmt: skip
# working days from one step to the next
PAUSES = {"lead": 0, "proposed": 1, "filed": 1, "concluded": 4, "told": 1, "submitted": 2, "returned": 2,
          "approved": 2, "decided": 1, "delivered": 2, "paid": 5, "closing": 1, "closed": 1}  # fmt: skip
SOURCES = ("PATROL", "PATROL", "REPORT", "ASSIGNED", "TRANSFER")
CLUES = {"PATROL": "日常巡查", "REPORT": "群众举报", "ASSIGNED": "上级交办", "TRANSFER": "部门移送"}


@dataclass
class Tale:
    """One case being told: where it stands, and the moment of its last step."""

    teller: object
    case: Case
    crew: list
    reviewer: Officer
    fines: tuple
    at: datetime
    reasons = None  # for what the law asks to be explained
    hears = 8  # days in which the party may speak
    lag = timedelta(0)  # from the inquiry to its entry

    @property
    def officer(self):
        return self.crew[0]

    def go_on(self, end):
        """Take every step up to `end`."""
        for step in ORDER[1:]:
            if ORDER.index(step) > ORDER.index("submitted" if end == "returned" else end):
                break
            self.wait(PAUSES[step])
            getattr(self, step)()
            self.case = Case.objects.get(pk=self.case.pk)
        if end == "returned":
            self.wait(PAUSES["returned"])
            self.returned()
        return self.case

    def wait(self, days):
        day = timezone.localdate(self.at) + timedelta(days=days)
        while not self.teller.calendar.is_working(day):
            day += timedelta(days=1)
        later = self.at + (day - timezone.localdate(self.at)) + timedelta(minutes=11)
        self.at = min(later, self.teller.now)

    def act(self, service, **given):
        return service(case=self.case, by=given.pop("by", self.officer), at=self.at, **given)

    # -- steps ---------------------------------------------------------------------------------------------
    def proposed(self):
        criteria = [each.value for each in FilingCriterion]
        area = self.case.act_area or self.case.team.own_area
        not_met = {"R-1007": "还没有约见当事人，询问时请他填写"} | (self.reasons or {})
        self.act(
            filing.request_filing, criteria=criteria, opinion="有初步证据证明违法行为，建议立案调查", act_area=area,
            reasons=not_met,
        )  # fmt: skip
        self.act(recusing.declare, by=self.crew[1])

    def filed(self):
        self.act(filing.file_case, by=self.teller.head(self.case))

    def concluded(self):
        record = self.inquiry()
        correction = "REFUSED" if self.case.item.correct_first else "ORDERED"
        weighing.weigh(
            case=self.case, by=self.officer, at=self.at,
            answers={
                "harm": "SERIOUS", "correction": correction, "outcome": "FINE", "grade": "ORDINARY", "reason": "",
                "fine": self.teller.fitting(self.case, self.fines), "correction_order": "责令立即改正",
            },
        )  # fmt: skip
        pieces = list(self.case.dossier.pieces.values_list("pk", flat=True))
        facts = [
            (f"{self.case.facts_found}", pieces, [record.pk]),
            ("当事人承认上述事实，尚未改正", [], [record.pk]),
        ]
        self.act(investigating.set_facts, facts=facts)
        fine = Case.objects.get(pk=self.case.pk).assessment.fine
        self.act(
            investigating.conclude, nature=f"{self.case.title}，事实清楚", verified=True,
            reasoning="当事人没有从轻、减轻或者从重情节",
            proposal=f"责令立即改正，并处罚款{fine:.0f}元",
        )  # fmt: skip

    def inquiry(self):
        who = self.case.party
        speaker = self.case.representative or who.name
        self.at = min(self.at + timedelta(minutes=self.teller.dice.randrange(240)), self.teller.now)
        record = {
            "kind": "INQUIRY", "began_at": self.at - self.lag - timedelta(minutes=50),
            "ended_at": self.at - self.lag - timedelta(minutes=9),
            "place": f"{self.case.team.name}综合行政执法队询问室", "asker": self.crew[0], "recorder": self.crew[1],
            "person": speaker, "identity": "", "born_on": who.born_on or date(1980, 1, 1),
            "phone": self.case.party_phone,
            "address": self.case.party_address, "relation": "PARTY" if who.kind == "PERSON" else "REPRESENTATIVE",
            "certificates_shown": True, "rights_told": True, "recusal_asked": True, "recusal_answer": "不申请回避",
            "questions": [
                ["请说明您与本案的关系。", "我是当事人。" if who.kind == "PERSON" else f"我是{who.name}的负责人。"],
                ["请说明事情经过。", f"{self.case.facts_found}，情况属实。"],
                ["您还有什么要说的？", "以后注意，希望从轻处理。"],
            ],
            "read_through": True, "pages": 2, "pages_signed": 2,
        }  # fmt: skip
        return self.act(
            investigating.sign_record, record=record,
            signatures=[{"role": "PARTY", "name": speaker, "picture": signature()}],
        )  # fmt: skip

    def told(self):
        self.act(telling.give_notice)

    @property
    def own(self):
        """Return in what capacity the party itself takes, signs and waives."""
        return OWN[self.case.party.kind]

    def hand_over(self, **given):
        day = timezone.localdate(self.at)
        attempt = {
            "method": "DIRECT", "day": day, "received_on": day, "place": self.case.party_address or self.case.place,
            "recipient": self.case.representative or self.case.party.name, "sealed": True,
            "relation": self.own, "servers": self.crew[:2],
        }  # fmt: skip
        self.act(serving.serve, attempt=attempt | given)

    def submitted(self):
        """The notice is served; the party defends itself, or waives, or lets the days pass."""
        self.hand_over()
        self.case = Case.objects.get(pk=self.case.pk)
        waiver = self.case.dossier.pieces.order_by("pk").first()
        day = timezone.localdate(self.at)
        if self.teller.dice.random() < 0.7:
            self.act(telling.record_defence, waived_on=day, waiver=waiver, waived_by=self.own)
        else:
            point = (day, "经营困难，希望少罚", False, "数额已在一般幅度内，没有法定从轻情节")
            self.wait(self.hears)
            self.act(telling.record_defence, points=[point])
        self.act(reviewing.submit)

    def review(self):
        held = Review.objects.get(case=self.case, concluded_at__isnull=True)
        return reviewing.take(review=held, by=self.reviewer, at=self.at)

    def approved(self):
        held = self.review()
        for point in ReviewPoint:
            reviewing.mark(
                review=held, point=point.value, sound=True, version=None, by=self.reviewer, at=self.at
            )
        reviewing.approve(review=held, version=None, by=self.reviewer, at=self.at, reasons=self.reasons)

    def returned(self):
        held = self.review()
        remarks = (
            ("LAW", "reasons", "裁量说理", "没有写明为什么取这个数额，请对照裁量基准补充"),
            ("EVIDENCE", "facts_found", "违法事实", "地点写得不够具体，补充门牌和方位"),
        )
        for point, anchor, label, text in remarks:
            reviewing.remark(
                review=held, point=point, anchor=anchor, label=label, text=text, version=None, by=self.reviewer,
                at=self.at,
            )  # fmt: skip
        reviewing.send_back(
            review=held,
            result="CORRECT",
            opinion="按意见修改后再送",
            version=None,
            by=self.reviewer,
            at=self.at,
        )

    def decided(self):
        self.act(decision.decide, by=self.teller.head(self.case))

    def delivered(self):
        self.hand_over()

    def paid(self):
        self.act(
            executing.record_payment, amount=self.case.decision.fine, paid_on=timezone.localdate(self.at),
            reference=f"演示缴款{self.case.pk:06d}",
        )  # fmt: skip

    def closing(self):
        self.act(
            closing_service.request_closing, performance="罚款已缴清，违法行为已改正",
            rechecked_on=timezone.localdate(self.at), recheck="现场复查，违法行为已改正",
            publish=True, publish_reason="普通程序处罚决定，依法公开",
            reasons=self.reasons,
        )  # fmt: skip

    def closed(self):
        self.act(closing_service.approve_closing, by=self.teller.head(self.case))


def days_before(end):
    """Return about how many calendar days ago a tale that goes as far as `end` must begin."""
    last = "submitted" if end == "returned" else end
    steps = ORDER[: ORDER.index(last) + 1]
    return sum(PAUSES[step] for step in steps) * 7 // 5 + (12 if "submitted" in steps else 2)


def begin(teller, *, item, party, crew, fines, at):
    """Log the lead with its photograph, and return the Tale."""
    place = f"{teller.dice.choice(teller.streets)}{teller.dice.randrange(1, 200)}号"
    acted = at - timedelta(minutes=20)
    source = teller.dice.choice(SOURCES)
    case = filing.open_lead(
        item=item, party=party, partner=crew[1], source=source, clue_on=timezone.localdate(at),
        team=crew[0].posts.select_related("team").first().team, by=crew[0], at=at,
        act={
            "act_at": acted, "place": place, "latitude": None, "longitude": None,
            "facts_found": f"{CLUES[source]}发现，当事人在{place}{item.name}",
        },
    )  # fmt: skip
    evidence.receive(
        dossier=case.dossier, upload=photograph(case.pk, place), title="现场照片", kind="ELECTRONIC",
        captured_at=acted, place=place, latitude=None, longitude=None, officers=crew[:2], by=crew[0], at=at,
        time_source="DEVICE",
    )  # fmt: skip
    reviewer = Officer.objects.get(posts__role=Role.TOWNSHIP_REVIEWER, posts__team__path=case.path)
    return Tale(teller, case, crew, reviewer, fines, at)
