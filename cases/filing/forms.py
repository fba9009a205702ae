"""Filing, transfer, a dispute over whose case it is."""

from django import forms
from django.utils import timezone

from cases.forms.fields import CaseForm, DayField, Form, YesNo
from cases.models import Dispute, pairs
from cases.street.forms.scene import areas_of
from enforcement.law.clauses import ECOLOGY_CODE, PENALTY, Clause, sourced
from enforcement.law.kinds import BasisLevel, Domain, FilingCriterion
from evidence.models import Piece

AREA = forms.Textarea(attrs={"rows": 3})
YES_NO = [("yes", "是"), ("no", "否")]


class FilingForm(CaseForm):
    act_area = forms.ChoiceField(
        label="违法行为发生地",
        required=False,
        help_text=sourced("不在本单位辖区的，移送有管辖权的机关，或者填特别依据。", Clause(PENALTY, 22)),
    )
    criteria = forms.MultipleChoiceField(
        label="立案条件（核对后逐项勾选）",
        choices=pairs(FilingCriterion),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    opinion = forms.CharField(label="承办人意见", max_length=1000, widget=AREA)
    jurisdiction_basis = forms.CharField(label="管辖的特别依据", max_length=300, required=False)
    jurisdiction_level = forms.ChoiceField(
        label="特别依据的层级",
        choices=[("", "请选择"), *pairs(BasisLevel)],
        required=False,
        help_text=sourced(
            "填了特别依据的要选：法律、行政法规、部门规章才能改变地域管辖。", Clause(PENALTY, 22)
        ),
    )
    domain = forms.ChoiceField(
        label="有专门程序规定的领域",
        choices=pairs(Domain),
        required=False,
        help_text=sourced("决定审核期限，以及办案期限能否延长。", Clause(PENALTY, 60)),
    )

    safety_harm = forms.NullBooleanField(
        label="涉及公民生命健康安全、金融安全且有危害后果",
        widget=YesNo,
        required=False,
        help_text=sourced("违法行为超过两年才发现的要答：有的，追责时效是五年。", Clause(PENALTY, 36)),
    )
    ecological_damage = forms.NullBooleanField(
        label="造成环境污染或者生态破坏",
        widget=YesNo,
        required=False,
        help_text=sourced(
            "违法行为超过两年才发现、适用生态环境法典的要答：有的，追责时效是五年。",
            Clause(ECOLOGY_CODE, 1054),
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["act_area"].choices = areas_of(self.case.team)

    def clean_domain(self):
        return self.cleaned_data["domain"] or Domain.GENERAL


def filing_initial(case, at):
    """Return the form as it was proposed before, else with the opinion that most cases need."""
    form = getattr(case, "filing", None)
    kept = {
        "safety_harm": case.safety_harm, "ecological_damage": case.ecological_damage,
        "act_area": case.act_area or case.team.own_area, "domain": case.clue_longer.get("domain", Domain.GENERAL),
    }  # fmt: skip
    if form:
        return kept | {
            "criteria": form.criteria,
            "opinion": form.opinion,
            "jurisdiction_basis": form.jurisdiction_basis,
            "jurisdiction_level": form.jurisdiction_level,
            "domain": form.domain,
        }
    return kept | {"opinion": f"经核查，{case.party.name}涉嫌{case.title}，有初步证据证明，建议立案调查。"}


class ApproveForm(Form):
    reason = forms.CharField(label="负责人意见", max_length=500, initial="同意立案。", widget=AREA)


class TransferForm(Form):
    agency = forms.CharField(label="移送给哪个机关", max_length=80)
    reason = forms.CharField(label="移送理由", max_length=400, widget=AREA)


class DisputeForm(CaseForm):
    """Another agency claims or refuses the case; later, what left it here (第二十五条第二款)."""

    agency = forms.CharField(label="争议的另一机关", max_length=120)
    arisen_on = DayField(label="发生争议日期")
    note = forms.CharField(label="争议情况", max_length=300, required=False, widget=AREA)
    end = forms.ChoiceField(
        label="怎样解决",
        choices=[("", "还没有解决"), *Dispute.End.choices],
        required=False,
        help_text="由对方管辖的，用“移送有管辖权的机关”。没有解决以前不能作出决定。",
    )
    ended_on = DayField(label="解决日期", required=False)
    document = forms.CharField(
        label="指定管辖文书", max_length=120, required=False, help_text="名称和文号；协商一致的不填"
    )
    piece = forms.ModelChoiceField(
        label="协商记录或者指定管辖文书",
        queryset=Piece.objects.none(),
        required=False,
        help_text="解决了的要选：先把它拍照或者扫描放进本案证据。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["piece"].queryset = self.case.dossier.pieces.order_by("pk")

    def clean(self):
        typed = super().clean()
        if typed.get("end") and not typed.get("piece") and "piece" not in self.errors:
            self.add_error("piece", "还没有选。解决争议要有协商记录或者指定管辖文书。")
        return typed


def dispute_initial(case, at):
    """Return the dispute as it was registered, so that its end is added to it."""
    held = getattr(case, "dispute", None)
    if held is None:
        return {"arisen_on": timezone.localdate(at)}
    return {
        name: getattr(held, name) for name in ("agency", "arisen_on", "note", "end", "ended_on", "document")
    }
