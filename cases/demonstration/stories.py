"""About 300 invented cases, each lived through the services day by day, with a few mistakes for the rules to find."""

import random
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from cases.decision.papers.no_penalty import EDUCATION
from cases.demonstration import ordinary
from cases.demonstration.cast import HOME, STREETS, business, organisation, person
from cases.demonstration.pictures import photograph, signature
from cases.execution import service as executing
from cases.models import Case
from cases.serving.forms import OWN
from cases.street import deciding, registering
from cases.weighing import service as weighing
from enforcement.errors import DomainError
from enforcement.parameters.services import calendar_for
from enforcement.teams.models import Officer
from enforcement.teams.roles import Role
from evidence import services as evidence
from lists.models import ItemVersion

SEED = 20261120
COUNT = 300
# code, whom it concerns, fines used
ITEMS = (
    ("ZJ-ZJSR-32-2-2-P", "person", (20, 30, 40)),
    ("ZJ-TZSR-36-2-3-P", "person", (50,)),
    ("ZJ-ZJSR-16-3-A", "person", (20, 25, 30)),
    ("ZJ-ZJSR-28-4-P", "person", (60, 80, 120)),
    ("ZJ-TZSR-36-2-5-A", "business", (200,)),
    ("ZJ-ZJSP-20-1-2-A", "business", (50,)),
    ("ZJ-ZJSR-12-3a-O", "organisation", (800, 1000, 1500)),
    ("ZJ-TZSR-41-2-5-O", "organisation", (600, 800)),
)
# what becomes of a case, and how many of a hundred
FATES = (("paid", 29), ("collected", 16), ("spared", 12), ("open", 11), ("unpaid", 8), ("proposed", 4),
         ("on_site", 3), ("converted", 2), ("withdrawn", 2), ("ordinary", 13))  # fmt: skip
LATE = {"R-127": "承办人外出集中整治，返回后补报", "R-141": "专户银行网点停业，次日补交"}


class Storyteller:
    """Tells one case after the other; the dice are seeded for each, so two runs, or one that went on, tell the same."""

    def __init__(self, crews, *, now):
        self.crews, self.now, self.dice = crews, now, random.Random(SEED)
        self.calendar = calendar_for()
        self.items = {version.item.code: version for version in ItemVersion.objects.select_related("item")}
        self.heads, self.streets = {}, STREETS
        self.told, self.refused = 0, []

    def tell(self, serial):
        """Tell one case; what the law refuses stays as far as it got, which is what a real day looks like."""
        self.dice = random.Random(f"{SEED}:{serial}")
        path = HOME if self.dice.random() < 0.4 else self.dice.choice(sorted(self.crews))
        fate = self.dice.choices([name for name, _ in FATES], [weight for _, weight in FATES])[0]
        back = (
            self.dice.randrange(2, 75)
            if fate not in ("on_site", "proposed", "open")
            else self.dice.randrange(4)
        )
        at = self.moment(back)
        officer, partner = self.crews[path][0], self.crews[path][1]
        code, who, fines = self.dice.choice(ITEMS)
        make = {"person": person, "business": business, "organisation": organisation}[who]
        party = make(self.dice, serial % 220)  # some come back: the look-back finds them
        try:
            if fate == "ordinary":
                self.ordinary(self.items[code], party, self.crews[path], fines)
                self.told += 1
                return
            case = self.log(code, party, officer, partner, at)
            getattr(self, fate)(case, fines, officer, at)
            self.told += 1
        except DomainError as error:
            self.refused.append((fate, str(error)))

    def moment(self, back):
        """Return a moment of an office day `back` days ago, before now."""
        day = self.calendar.last_working(timezone.localdate(self.now) - timedelta(days=back))
        clock = time(8 + self.dice.randrange(9), self.dice.randrange(60))
        return min(timezone.make_aware(datetime.combine(day, clock)), self.now - timedelta(minutes=30))

    def later(self, at, days):
        """Return a moment `days` later, never after now."""
        return min(at + timedelta(days=days, minutes=7), self.now)

    def log(self, code, party, officer, partner, at):
        place = f"{self.dice.choice(STREETS)}{self.dice.randrange(1, 200)}号门前"
        act_at = at - timedelta(minutes=10)
        item = self.items[code]
        case = registering.register(
            item=item,
            party=party,
            act={
                "act_at": act_at,
                "place": place,
                "latitude": None,
                "longitude": None,
                "facts_found": f"在{place}{item.name}",
            },
            partner=partner,
            team=officer.posts.select_related("team").first().team,
            by=officer,
            at=at,
        )
        self.picture(case, place, [officer, partner], act_at, at)
        return case

    def picture(self, case, place, officers, taken, at):
        """Take a photograph of the place into the file."""
        evidence.receive(
            dossier=case.dossier,
            upload=photograph(case.pk, place),
            title="现场照片",
            kind="ELECTRONIC",
            captured_at=taken,
            place=place,
            latitude=None,
            longitude=None,
            officers=officers,
            by=officers[0],
            at=at,
            time_source="DEVICE",
        )

    def ordinary(self, item, party, crew, fines):
        """Tell a case of the ordinary procedure, as far as its tale goes."""
        end = self.dice.choices(*zip(*ordinary.ENDS, strict=True))[0]
        back = ordinary.days_before(end) + self.dice.randrange(30 if end == "closed" else 4)
        tale = ordinary.begin(self, item=item, party=party, crew=crew, fines=fines, at=self.moment(back))
        tale.go_on(end)

    # -- fates ---------------------------------------------------------------------------------------------
    def on_site(self, case, fines, officer, at):
        """Left in the street: the next officer who opens it goes on."""

    def weighed(self, case, fines, officer, at):
        refused_to_correct = case.item.correct_first or self.dice.random() < 0.5
        weighing.weigh(
            case=case,
            answers={
                "harm": "MINOR" if not refused_to_correct else "SERIOUS",
                "correction": "REFUSED" if refused_to_correct else "ORDERED",
                "correct_by": None if refused_to_correct else timezone.localdate(at) + timedelta(days=7),
                "outcome": "FINE",
                "grade": "ORDINARY",
                "fine": self.fitting(case, fines),
                "reason": "",
            },
            by=officer,
            at=at,
        )

    def fitting(self, case, fines):
        """Return a fine of the ordinary band: between three and seven tenths of the range."""
        low, high = case.item.fine_range
        fine = Decimal(self.dice.choice(fines))
        return min(max(fine, low + (high - low) * 3 / 10), low + (high - low) * 7 / 10).quantize(Decimal(1))

    def issued(self, case, fines, officer, at):
        self.weighed(case, fines, officer, at)
        refused = self.dice.random() < 0.1
        defended = self.dice.random() < 0.15
        notice = {
            "certificates_shown": True,
            "rights_told": True,
            "has_defence": defended,
            "defence": "第一次遇到，希望少罚一点" if defended else "",
            "defence_answer": "已考虑其首次被查处，在幅度内确定数额" if defended else "",
            "receipt": "REFUSED" if refused else "SIGNED",
            "refusal_note": "当事人拒绝签名，执法记录仪已录像" if refused else "",
            "recording": f"JL{case.pk:08d}" if refused else "",
            "signer_relation": OWN[case.party.kind],
        }
        picture = None if refused else signature()
        case = Case.objects.get(pk=case.pk)
        return deciding.issue_on_the_spot(case=case, notice=notice, picture=picture, by=officer, at=at)

    def open(self, case, fines, officer, at):
        self.issued(case, fines, officer, at)

    def unpaid(self, case, fines, officer, at):
        """Past due and unpaid; one in three was also never reported to the unit."""
        case = self.issued(case, fines, officer, at)
        if self.dice.random() < 0.66:
            self.filed(case, at)

    def filed(self, case, at):
        return self.filed_on(case, self.filing_moment(at))

    def filing_moment(self, at):
        return self.later(at, self.dice.choice((0, 1, 1, 2, 6)))

    def filed_on(self, case, filed_at):
        return executing.file_with_unit(case=case, by=self.leader(case), at=filed_at, reasons=LATE)

    def paid(self, case, fines, officer, at):
        case = self.issued(case, fines, officer, at)
        filed_at, paid_at = self.filing_moment(at), self.later(at, self.dice.choice((1, 3, 8, 12, 19)))
        if filed_at <= paid_at:
            case = self.filed_on(case, filed_at)
        case = executing.record_payment(
            case=case,
            amount=case.decision.fine,
            paid_on=timezone.localdate(paid_at),
            reference=f"演示缴款{case.pk:06d}",
            by=officer,
            at=paid_at,
        )
        if filed_at > paid_at:
            case = self.filed_on(case, filed_at)
        if self.dice.random() < 0.8:
            last = max(paid_at, filed_at)
            executing.close(case=case, by=officer, at=self.later(last, 1), reasons=LATE)

    def collected(self, case, fines, officer, at):
        case = self.issued(case, fines, officer, at)
        small = case.decision.fine <= 100
        case = executing.collect(
            case=case,
            amount=case.decision.fine,
            ground="SMALL" if small else "HARD_LATER",
            explanation="" if small else "当事人系外地流动经营者，没有固定住所",
            receipt_number=f"演示票据{case.pk:06d}",
            collected_on=timezone.localdate(at),
            by=officer,
            at=at,
        )
        filed_at = self.filing_moment(at)
        case = self.filed_on(case, filed_at)
        if self.dice.random() < 0.85:
            handed = max(filed_at, self.later(at, self.dice.choice((1, 1, 2, 5))))
            case = executing.hand_in(
                case=case, handed_in_on=timezone.localdate(handed), by=officer, at=handed, reasons=LATE
            )
            if self.dice.random() < 0.7:
                executing.close(case=case, by=officer, at=self.later(handed, 1))

    def proposed(self, case, fines, officer, at):
        weighing.weigh(
            case=case,
            answers={"harm": "NONE", "correction": "ON_SPOT", "outcome": "NO_PENALTY", "reason": ""},
            by=officer,
            at=at,
        )
        notice = {"certificates_shown": True, "rights_told": True, "has_defence": False, "defence": "",
                  "defence_answer": "", "receipt": "NONE", "refusal_note": "",
                  "signer_relation": OWN[case.party.kind]}  # fmt: skip
        case = Case.objects.get(pk=case.pk)
        return deciding.propose_exemption(case=case, notice=notice, education=EDUCATION, by=officer, at=at)

    def spared(self, case, fines, officer, at):
        case = self.proposed(case, fines, officer, at)
        confirmed = self.later(at, 1)
        case = deciding.confirm_exemption(case=case, by=self.head(case), at=confirmed)
        case = deciding.hand_over(
            case=case,
            receipt="SIGNED",
            signer_relation=OWN[case.party.kind],
            by=officer,
            at=self.later(confirmed, 2),
        )
        if self.dice.random() < 0.8:
            executing.close(case=case, by=officer, at=self.later(confirmed, 3))

    def leader(self, case):
        return self.crews[case.path][2]

    def head(self, case):
        if case.path not in self.heads:
            self.heads[case.path] = Officer.objects.get(posts__role=Role.HEAD, posts__team__path=case.path)
        return self.heads[case.path]

    def converted(self, case, fines, officer, at):
        reason = "拟罚款数额超过当场处罚的上限"
        executing.convert_to_general(case=case, reason=reason, by=officer, at=at)

    def withdrawn(self, case, fines, officer, at):
        executing.withdraw(case=case, reason="重复登记，以先登记的案件为准", by=officer, at=self.later(at, 0))
