"""Which text applies: its version, and the other norms that the same act breaks."""

from django import forms
from django.utils import timezone

from cases.forms.fields import RADIO
from cases.forms.rows import RowForm, RowsForm
from lists.models import ItemVersion

NAMED = 5


class NormRow(RowForm):
    LABEL = "同时违反的规定"
    norm = forms.CharField(label="事项名称或者编码", max_length=120, required=False)

    def clean_norm(self):
        """Return the version on the act's day of the item whose code or name this is."""
        typed, day = self.cleaned_data["norm"].strip(), timezone.localdate(self.case.act_at)
        standing = ItemVersion.objects.on(day).select_related("item")
        found = list(standing.filter(item__code=typed)[:1]) or list(standing.filter(name=typed)[:NAMED])
        found = found or list(standing.filter(name__contains=typed)[:NAMED])
        if not found:
            raise forms.ValidationError(f"{day.isoformat()} 没有这个事项。在“事项”里查准编码或者全称再填。")
        if len(found) > 1:
            words = "、".join(f"{one.name}（{one.item.code}）" for one in found)
            raise forms.ValidationError(f"有几个事项叫这个：{words}。填编码。")
        return found[0]


class NormsForm(RowsForm):
    ROWS = {"norms": (NormRow, 2)}
    applied = forms.ChoiceField(label="适用本案事项的哪个版本", widget=RADIO)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.versions = versions_of(self.case, timezone.localdate(self.now))
        self.fields["applied"].choices = [(str(one.pk), words_of(one)) for one in self.versions]

    def norms(self):
        """Return what the service takes."""
        [version] = [one for one in self.versions if str(one.pk) == self.cleaned_data["applied"]]
        return {"version": version, "others": [row["norm"] for row in self.cleaned_data["norms"]]}


def versions_of(case, day):
    """Return the versions of the case's item that began by `day`, the one applied among them, oldest first."""
    began = ItemVersion.objects.filter(item__versions=case.item_id, valid_from__lte=day)
    return list((began | ItemVersion.objects.filter(pk=case.item_id)).distinct().order_by("valid_from"))


def words_of(version):
    until = f"至 {version.valid_to.isoformat()}" if version.valid_to else "现行"
    return f"{version.valid_from.isoformat()} 起，{until}：{version.basis_text()}，{version.fine_words}"


def norms_initial(case, at):
    held = getattr(case, "assessment", None)
    rows = {f"norm_{number}": one["code"] for number, one in enumerate(held.norms if held else [], start=1)}
    return rows | {"applied": str(case.item_id)}
