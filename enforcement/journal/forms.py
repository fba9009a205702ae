"""What the journal can be asked."""

from django import forms

from enforcement.journal import words


class EntryFilter(forms.Form):
    """Narrows the journal to a subject, an act, a person, a day."""

    subject = forms.CharField(
        label="对象",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "如 案卷 12"}),
    )
    verb = forms.ChoiceField(label="动作", required=False)
    person = forms.CharField(label="登录名", max_length=40, required=False)
    day = forms.DateField(label="日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = sorted(words.VERBS.items(), key=lambda pair: pair[1])
        self.fields["verb"].choices = [("", "全部"), *known]

    def clean_subject(self):
        return words.key_of(self.cleaned_data["subject"])

    def narrow(self, entries):
        """Return the entries that were asked for; none where the question makes no sense."""
        if not self.is_valid():
            return entries.none()
        columns = {"subject": "chain__key", "verb": "verb", "person": "actor__username", "day": "day"}
        asked = {columns[name]: value for name, value in self.cleaned_data.items() if value}
        return entries.filter(**asked)
