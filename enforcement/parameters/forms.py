"""Shape of what an administrator types: a confirmed value, a year's sheet."""

from django import forms

from enforcement.parameters.sheets import MAX_BYTES


def day_field(label, **given):
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **given)


class ConfirmForm(forms.Form):
    """The value as it stands, or another one from a day on."""

    value = forms.CharField(label="值", max_length=200)
    valid_from = day_field("起始日", help_text="只在改动了值时有用；新值从这一天起，旧值到前一天止")
    source = forms.CharField(
        label="依据",
        max_length=300,
        help_text="文件名称和文号，如 某县司法局〔2026〕3号",
        widget=forms.Textarea({"rows": 2}),
    )


class NoticeForm(forms.Form):
    """A year's holidays as they were read from the sheet and shown with what they move: to be taken over."""

    source = forms.CharField(max_length=200, widget=forms.HiddenInput)
    days = forms.CharField(max_length=40_000, widget=forms.HiddenInput, strip=False)


class YearForm(forms.Form):
    """The sheet of one year's holidays."""

    source = forms.CharField(label="来源", max_length=200, help_text="国务院办公厅通知的名称和文号")
    file = forms.FileField(label="文件（CSV 或 XLSX）", max_length=120, help_text="三列：日期、休或班、节日")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(f"文件超过 {MAX_BYTES // 1024 // 1024} MB")
        return file
