"""The heads' discussion."""

from decimal import Decimal

from django import forms
from django.utils import timezone

from cases.decision.service import heads_on
from cases.forms.fields import BLANK, RADIO, DayField
from cases.forms.rows import RowForm, RowsForm
from cases.models import Assessment, Attendee
from enforcement.law import facts as law
from enforcement.law.rules import discussion
from enforcement.teams.models import Officer

AREA = forms.Textarea(attrs={"rows": 3})


class AttendeeRow(RowForm):
    LABEL = "出席"
    attendee = forms.ModelChoiceField(label="出席人员", queryset=Officer.objects.none())
    duty = forms.CharField(label="职务", max_length=60, required=False)
    view = forms.CharField(label="意见", max_length=500, required=False)
    vote = forms.ChoiceField(label="表决", choices=BLANK + Attendee.Vote.choices, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        day = timezone.localdate(self.now)
        people = Officer.objects.visible_to(self.officer, day).order_by("name")
        self.fields["attendee"].queryset = people
        heads = {officer.pk for officer in heads_on(self.case, self.day or day)}
        apart = {True: [], False: []}
        for person in people:
            apart[person.pk in heads].append((person.pk, str(person)))
        groups = (("负责人（表决）", apart[True]), ("其他人（列席，不表决）", apart[False]))
        self.fields["attendee"].choices = BLANK + [group for group in groups if group[1]]
        self.heads = heads

    @property
    def day(self):
        """Return the day of the discussion as it was typed, None where it is no day."""
        given = self.data.get("held_on") if self.is_bound else None
        try:
            return DayField().clean(given) if given else None
        except forms.ValidationError:
            return None

    def clean(self):
        """Say at the row itself who may not vote: heads of the deciding agency on that day do, others attend."""
        typed = super().clean()
        officer = typed.get("attendee")
        if officer and typed.get("vote"):
            panel = law.Discussion(
                held_on=self.day or timezone.localdate(self.now),
                attendees=(str(officer.pk),),
                names=(officer.name,),
                voters=(str(officer.pk),),
                heads=tuple(str(key) for key in self.heads),
            )
            self.ask(discussion.only_heads_vote, "vote", discussion=panel)
        return typed

    @property
    def touched(self):
        return any(self[name].data for name in ("attendee", "view", "vote"))


class DiscussionForm(RowsForm):
    ROWS = {"attendees": (AttendeeRow, 3)}
    held_on = DayField(label="讨论日期")
    place = forms.CharField(label="地点", max_length=120)
    chair = forms.CharField(label="主持人", max_length=60)
    recorder = forms.CharField(label="记录人", max_length=60)
    outcome = forms.ChoiceField(label="结论：处理意见", choices=Assessment.Outcome.choices, widget=RADIO)
    fine = forms.DecimalField(
        label="结论：罚款（元）", max_digits=14, decimal_places=2, min_value=Decimal("0.01"), required=False
    )
    order = forms.CharField(
        label="结论：责令改正", max_length=300, required=False, help_text="没有讨论责令改正的，不填。"
    )
    conclusion = forms.CharField(
        label="讨论结论",
        max_length=1000,
        widget=AREA,
        help_text="理由和表决情况。作出的决定要和上面的结论一致。",
    )

    def clean(self):
        typed = super().clean()
        fined = typed.get("outcome") in (Assessment.Outcome.FINE, Assessment.Outcome.BOTH)
        if fined and not typed.get("fine"):
            self.add_error("fine", "结论是罚款，还没有填数额。")
        if not fined:
            typed["fine"] = None
        chosen = tuple(str(row["attendee"].data) for row in self.rows["attendees"] if row["attendee"].data)
        self.ask(discussion.nobody_attends_twice, None, discussion=law.Discussion(attendees=chosen))
        return typed

    def discussion(self):
        """Return what the service takes."""
        typed = dict(self.cleaned_data)
        people = [(row["attendee"], row["duty"], row["view"], row["vote"]) for row in typed["attendees"]]
        return typed | {"attendees": people}


def discussion_initial(case, at):
    """Return the minutes as recorded; else the heads of the unit, and the officers who report."""
    held = getattr(case, "discussion", None)
    if held:
        names = ("held_on", "place", "chair", "recorder", "conclusion")
        start = {name: getattr(held, name) for name in names}
        start |= {name: held.concluded.get(name, "") for name in ("outcome", "fine", "order")}
        there = [(each.officer_id, each.duty, each.view, each.vote) for each in held.attendees.order_by("pk")]
    else:
        report = case.reports.order_by("-pk").first()
        start = {"held_on": timezone.localdate(at), "place": f"{case.team.name}会议室"}
        start["conclusion"] = report.proposal if report else ""
        if found := getattr(case, "assessment", None):
            start |= {"outcome": found.outcome, "fine": found.fine}
        crew = [(key, "承办人", "", "") for key in (case.handler_id, case.partner_id) if key]
        heads = [each for each in heads_on(case, timezone.localdate(at)) if each.is_active]
        there = [*((each.pk, "负责人", "", "") for each in heads), *crew]
        start["chair"] = heads[0].name if heads else ""
        start["recorder"] = case.partner.name if case.partner else ""
    for number, (key, duty, view, vote) in enumerate(there, start=1):
        start |= {f"attendee_{number}": key, f"duty_{number}": duty}
        start |= {f"view_{number}": view, f"vote_{number}": vote}
    return start
