"""Every page of the product, with rows behind it: cases in all states, long names, nothing at all."""

from datetime import timedelta
from decimal import Decimal

from cases.demonstration.cast import credit_number
from cases.execution import service as executing
from cases.limits.reminding import remind
from cases.models import Case
from cases.review import service as reviewing
from cases.street import deciding
from cases.workflow import State
from enforcement.documents import services as documents
from enforcement.dossiers.services import open_dossier, save_draft, start_draft
from enforcement.parameters.models import Parameter
from enforcement.teams.roles import Role
from lists.models import Devolution, DiscretionBenchmark, ImportReport, ItemVersion
from lists.seeds import load_lists
from supervision.league.definitions import Level
from tests.cases.factories import (
    SPARED,
    Town,
    add_photo,
    collect,
    id_number,
    issue,
    make_case,
    party,
    proposed,
    weigh,
)
from tests.cases.ordinary import ORDER, Lane
from tests.cases.reviews import Neighbour
from tests.conftest import AT
from tests.factories import make_officer, make_team
from tests.supervision.league import city

LONG_NAME = "台州市玉环楚门镇海岸建材与装饰材料综合经营管理服务有限责任公司第二分公司"
LONG_PERSON = "阿卜杜热合曼·麦麦提吐尔孙·买买提艾力"
ANSWERED = {"harm": "MINOR", "correction": "ON_SPOT"}
IDENTITY, ELDER = (id_number(AT.date().replace(year=year)) for year in (1990, 1950))


class World:
    """A town on an ordinary morning. Officers by role, cases by what has become of them."""

    def __init__(self):
        load_lists(by=None, at=AT)
        self.item = ItemVersion.objects.select_related("item").get(item__code="ZJ-ZJSR-32-2-2-P")
        self.town = Town(item=self.item)
        self.officer, self.head, self.leader = self.town.zhang, self.town.head, self.town.leader
        self.officer.partner = self.town.li
        self.officer.save()
        self.reviewer = self.town.reviewer
        self.administrator = make_officer(Role.ADMINISTRATOR, make_team("3310"), name="管理员")
        self.auditor = make_officer(Role.AUDITOR, make_team("3310"), name="审计员")
        self.newcomer = make_officer(Role.OFFICER, make_team("331083101"), name="新来的")
        self.open_cases()
        self.decided_cases()
        self.ordinary_cases()
        self.drafts()
        self.reviews()
        self.league()
        remind(day=AT.date(), at=AT)
        self.report = ImportReport.objects.order_by("pk").first()
        self.benchmark = DiscretionBenchmark.objects.order_by("pk").first()
        self.parameter = Parameter.objects.filter(status="UNVERIFIED").order_by("pk").first()

    def fined(self, at=AT, **who):
        """Log a case with a photograph and weigh it: 30 yuan."""
        case = make_case(self.town, at=at, who=party(identity=IDENTITY) | who)
        add_photo(case, self.town, at)
        weigh(case, at=at, fine=Decimal(30), grade="ORDINARY", harm="MINOR")
        return case

    def open_cases(self):
        self.fresh = make_case(self.town, who=party(name=LONG_PERSON, identity=ELDER))
        self.answered = make_case(self.town)
        save_draft(form=f"case:{self.answered.pk}:weigh", data=ANSWERED, by=self.officer, at=AT)
        self.weighed = self.fined()
        self.spared = make_case(self.town)
        add_photo(self.spared, self.town)
        weigh(self.spared, **SPARED)
        self.proposed = proposed(self.town)
        child = party(name="李小明", identity=id_number(AT.date().replace(year=2013)), guardian="李大明")
        self.minor = make_case(self.town, who=child)
        company = party(
            kind="ORGANISATION", name=LONG_NAME, identity_kind="CREDIT_CODE", identity=credit_number(7)
        )
        dear = ItemVersion.objects.select_related("item").get(item__code="ZJ-ZJSR-12-3a-O")
        Devolution.objects.create(
            item=dear.item, team=self.town.team, valid_from=dear.valid_from, document="赋权清单"
        )
        self.company = make_case(self.town, who=company | {"representative": "陈大海"}, item=dear)
        self.to_file = executing.convert_to_general(
            case=make_case(self.town), reason="当事人对事实有异议", by=self.officer, at=AT
        )
        self.withdrawn = executing.withdraw(
            case=make_case(self.town), reason="认错了人", by=self.officer, at=AT
        )

    def decided_cases(self):
        self.delivered = issue(self.fined())
        self.late = issue(self.fined(at=AT - timedelta(days=40)), at=AT - timedelta(days=40))
        self.confirmed = deciding.confirm_exemption(case=proposed(self.town), by=self.head, at=AT)
        self.collected = collect(issue(self.fined()), self.town)
        closed = issue(self.fined())
        closed = executing.file_with_unit(case=closed, by=self.leader, at=AT)
        paid = {"amount": closed.decision.fine, "paid_on": AT.date(), "reference": "缴2026112000001"}
        closed = executing.record_payment(case=closed, **paid, by=self.officer, at=AT)
        self.closed = executing.close(case=closed, by=self.officer, at=AT)
        self.document = self.delivered.decision.document
        self.voided = issue(self.fined()).decision.document
        documents.void(document=self.voided, reason="当事人姓名写错", by=self.officer, at=AT)
        self.piece = self.delivered.dossier.pieces.first()

    def ordinary_cases(self):
        """Bring cases of the ordinary procedure to the states in which most is entered, in the weeks before."""
        states = {
            "clue": State.LEAD, "unfiled": State.TO_FILE, "investigated": State.INVESTIGATING,
            "concluded": State.CONCLUDED, "notified": State.NOTIFIED, "reviewed": State.REVIEWED,
            "unserved": State.DECIDED, "closing": State.CLOSING,
        }  # fmt: skip
        for serial, (name, state) in enumerate(states.items()):
            lane = Lane.__new__(Lane)
            lane.__dict__ = self.town.__dict__ | {"fine": Decimal(40)}
            lane.reviewer.first_review_on, lane.reviewer.qualification = AT.date(), "A20263310001"
            lane.reviewer.save()
            for number, each in enumerate(ORDER[: ORDER.index(state) + 1]):
                getattr(lane, f"reach_{each.lower()}")(AT - timedelta(days=30 + serial - 2 * number))
            setattr(self, name, Case.objects.get(pk=lane.case.pk))

    def reviews(self):
        """Files in review: waiting, taken, marked with remarks, returned."""
        self.reviewer.first_review_on, self.reviewer.qualification = AT.date(), "A20263310001"
        self.reviewer.save()
        crew = (self.officer, self.town.li)
        self.waiting, self.clean, self.marked, sent_back = (
            Neighbour(self.town, fine=30, crew=crew, serial=number).submitted(
                AT - timedelta(days=1, hours=number)
            )
            for number in range(4)
        )
        who = {"by": self.reviewer, "at": AT}
        for review in (self.clean, self.marked, sent_back):
            reviewing.take(review=review, **who)
        for review in (self.marked, sent_back):
            for anchor, label in (("fine", "拟罚款"), ("reason", "裁量理由")):
                told = {"point": "LAW", "anchor": anchor, "label": label, "text": "请说明理由"}
                reviewing.remark(review=review, **told, version=None, **who)
        reviewing.send_back(review=sent_back, result="CORRECT", opinion="补正后再送", version=None, **who)
        self.returned, self.remark = sent_back.case, sent_back.remarks.first()
        self.paper = self.marked.case.dossier.documents.order_by("-pk").first()

    def league(self):
        """Two published weeks of the town, with somebody of the office that ranks it."""
        self.office = make_officer(Role.CITY_OFFICE, make_team("331000901"), name="指导办")
        city.publish_weeks(
            "2026-W45",
            "2026-W46",
            levels=(Level.TOWN, Level.COUNTY),
            records={"case": [self.fresh.pk, self.late.pk]},
        )

    def drafts(self):
        self.lead = self.started(kind="lead", shape="lead")
        self.draft, self.sheet = self.started(), self.started(shape="sheet")

    def started(self, shape="pages", kind="summary"):
        dossier = open_dossier(team=self.town.team, members=[self.officer], by=self.officer, at=AT)
        draft = start_draft(form=f"{kind}:{shape}", dossier=dossier, by=self.officer, at=AT)
        typed = {"name": LONG_PERSON, "place": "人民路12号门前", "item": self.item.item.code} | ANSWERED
        return save_draft(
            form=draft.form, data=typed | {"identity": ELDER, "kind": "PERSON"}, by=self.officer, at=AT
        )


def step(name, case, who="officer"):
    return (who, lambda world: f"/cases/{getattr(world, case).pk}/do/{name}/")


def case_page(case, page="", who="officer"):
    return (who, lambda world: f"/cases/{getattr(world, case).pk}/{page}")


def review(which, page="", who="reviewer"):
    return (who, lambda world: f"/reviews/{getattr(world, which).pk}/{page}")


def fixed(address, who="officer"):
    return (who, lambda world: address)


# name of the page: who looks at it, and where it is
# fmt: off
PLACES = {
    "login": fixed("/login/", None),
    "desk": fixed("/desk/"),
    "desk-waiting": fixed("/desk/?tab=waiting"),
    "desk-drafts": fixed("/desk/?tab=drafts"),
    "desk-head": fixed("/desk/", "head"),
    "desk-reviewer": fixed("/desk/", "reviewer"),
    "desk-queue": fixed("/desk/?tab=queue", "reviewer"),
    "desk-unit": fixed("/desk/unit/", "head"),
    "desk-empty": fixed("/desk/", "newcomer"),
    "list": fixed("/cases/"),
    "list-empty": fixed("/cases/?q=没有这样的案件"),
    "new": fixed("/cases/new/"),
    "start": ("officer", lambda world: f"/cases/new/{world.draft.pk}/"),
    "sheet": ("officer", lambda world: f"/cases/new/{world.sheet.pk}/sheet/"),
    "scene": case_page("fresh", "scene/"),
    "weigh": case_page("fresh", "weigh/"),
    "weigh-answered": case_page("answered", "weigh/"),
    "notice": case_page("weighed", "notice/"),
    "notice-spared": case_page("spared", "notice/"),
    "receipt": case_page("delivered", "receipt/"),
    "receipt-proposed": case_page("proposed", "receipt/"),
    "case-fresh": case_page("fresh"),
    "case-company": case_page("company"),
    "case-minor": case_page("minor"),
    "case-proposed": case_page("proposed", who="head"),
    "case-confirmed": case_page("confirmed"),
    "case-delivered": case_page("delivered"),
    "case-late": case_page("late", who="leader"),
    "case-collected": case_page("collected"),
    "case-to-file": case_page("to_file"),
    "case-withdrawn": case_page("withdrawn"),
    "case-closed": case_page("closed"),
    "case-clue": case_page("clue"),
    "case-unfiled": case_page("unfiled", who="head"),
    "case-investigated": case_page("investigated", "?list=procedure%3DGENERAL"),
    "case-concluded": case_page("concluded"),
    "case-notified": case_page("notified"),
    "case-reviewed": case_page("reviewed", who="head"),
    "case-unserved": case_page("unserved"),
    "case-closing": case_page("closing", who="head"),
    "step-confirm": step("confirm_exemption", "proposed", "head"),
    "step-return": step("return_exemption", "proposed", "head"),
    "step-convert": step("convert", "fresh"),
    "step-withdraw": step("withdraw", "fresh"),
    "step-deliver": step("deliver", "confirmed"),
    "step-collect": step("collect", "delivered"),
    "step-hand-in": step("hand_in", "collected"),
    "step-payment": step("record_payment", "delivered"),
    "step-file": step("file_with_unit", "delivered", "leader"),
    "step-close": step("close", "delivered"),
    "lead": ("officer", lambda world: f"/cases/new/{world.lead.pk}/lead/"),
    "amend": case_page("clue", "amend/"),
    "inquiry": case_page("investigated", "records/new/?kind=INQUIRY"),
    "inspection": case_page("investigated", "records/new/?kind=INSPECTION"),
    "facts": case_page("investigated", "facts/"),
    "weigh-ordinary": case_page("investigated", "weigh/"),
    "report-corrected": case_page("concluded", "report/"),
    "step-filing": step("request_filing", "clue"),
    "step-approve": step("file", "unfiled", "head"),
    "step-conclude": step("conclude", "investigated"),
    "step-notice": step("give_notice", "concluded"),
    "step-serve-notice": step("serve_notice", "notified"),
    "step-defence": step("record_defence", "notified"),
    "step-submit": step("submit", "notified"),
    "step-discuss": step("discuss", "reviewed", "head"),
    "step-decide": step("decide", "reviewed", "head"),
    "step-serve": step("deliver", "unserved"),
    "step-closing": step("approve_closing", "closing", "head"),
    "reviews": fixed("/reviews/", "reviewer"),
    "reviews-empty": fixed("/reviews/?round=again", "reviewer"),
    "review-waiting": review("waiting"),
    "review": review("clean"),
    "review-marked": review("marked"),
    "review-paper": ("reviewer", lambda world: f"/reviews/{world.marked.pk}/?show=document:{world.paper.pk}"),
    "review-facts": review("clean", "?show=facts"),
    "review-remark": review("clean", "remark/?anchor=fine"),
    "review-approve": review("clean", "approve/"),
    "review-return": review("marked", "return/"),
    "review-alike": review("clean", "alike/"),
    "remarks": case_page("returned", "remarks/"),
    "case-returned": case_page("returned"),
    "weigh-remark": ("officer", lambda world: f"/cases/{world.returned.pk}/weigh/?remark={world.remark.pk}"),
    "items": fixed("/items/"),
    "items-found": fixed("/items/?q=五十一条"),
    "items-empty": fixed("/items/?q=没有这样的事项"),
    "item": ("officer", lambda world: f"/items/{world.item.item.code}/"),
    "benchmark": ("officer", lambda world: f"/items/benchmarks/{world.benchmark.pk}/"),
    "evidence": fixed("/evidence/"),
    "evidence-empty": fixed("/evidence/", "newcomer"),
    "piece": ("officer", lambda world: f"/evidence/{world.piece.pk}/"),
    "upload": ("officer", lambda world: f"/evidence/upload/?dossier={world.fresh.dossier_id}"),
    "document": ("officer", lambda world: f"/documents/{world.document.pk}/"),
    "document-voided": ("reviewer", lambda world: f"/documents/{world.voided.pk}/"),
    "me": fixed("/me/"),
    "password": fixed("/me/password/"),
    "league": fixed("/league/", "office"),
    "league-own": fixed("/league/"),
    "league-counties": fixed("/league/2026-W46/?level=COUNTY", "office"),
    "league-not-yet": fixed("/league/2026-11/", "office"),
    "league-unit": ("officer", lambda world: f"/league/2026-W46/{world.town.team.path}/"),
    "league-records": ("officer", lambda world: f"/league/2026-W46/{world.town.team.path}/P1/"),
    "people": fixed("/manage/people/", "administrator"),
    "person": ("administrator", lambda world: f"/manage/people/{world.officer.pk}/"),
    "person-reviewer": ("administrator", lambda world: f"/manage/people/{world.reviewer.pk}/reviewer/"),
    "person-add": fixed("/manage/people/add/", "administrator"),
    "sheets": fixed("/manage/lists/", "administrator"),
    "report": ("administrator", lambda world: f"/manage/lists/{world.report.pk}/"),
    "parameters": fixed("/manage/parameters/", "administrator"),
    "confirm": ("administrator", lambda world: f"/manage/parameters/{world.parameter.pk}/"),
    "calendar": fixed("/manage/calendar/2026/", "administrator"),
    "journal": fixed("/manage/journal/", "auditor"),
    "not-found": fixed("/cases/999999/"),
    "forbidden": fixed("/manage/people/"),
}
# fmt: on
STATUS = {"not-found": 404, "forbidden": 403}
