"""Shape of what people hand in: a sheet, its kind and its day."""

from django import forms

from enforcement.parameters.sheets import MAX_BYTES
from lists.models import ImportReport

LACKS = "只用于裁量基准，表中没有这一列时填写"


class SheetForm(forms.Form):
    """A sheet to be examined. What a row does not say itself is taken from the last three fields."""

    kind = forms.ChoiceField(label="清单", choices=ImportReport.Kind.choices)
    file = forms.FileField(label="文件（CSV、XLSX、XLS 或 ODS）", max_length=120)
    day = forms.DateField(
        label="变更的起始日",
        help_text="表中没有写明日期的变更从这一天起；以前的案件仍按原来的版本",
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )
    issuer = forms.CharField(label="发布机关", max_length=100, required=False, help_text=LACKS)
    area = forms.CharField(label="适用地区代码", max_length=11, required=False, help_text=LACKS)
    valid_from = forms.DateField(
        label="生效日期",
        required=False,
        help_text=LACKS,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请分成几份")
        return file

    def sheet(self):
        """Return what the import asks for; `defaults` fill columns that the sheet lacks."""
        given = self.cleaned_data
        extra = {name: given.get(name) for name in ("issuer", "area", "valid_from")}
        return {
            "kind": given["kind"],
            "name": given["file"].name,
            "content": given["file"].read(),
            "day": given["day"],
            "defaults": {name: str(value) for name, value in extra.items() if value},
        }
