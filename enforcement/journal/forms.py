"""What the journal can be asked."""

from django import forms
from django.db.models import Q

from enforcement.journal import words


class EntryFilter(forms.Form):
    """Narrows the journal to a subject, an act, a person, a day."""

    subject = forms.CharField(
        label="对象或者文号",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "如 案卷 12、决定书文号"}),
    )
    verb = forms.ChoiceField(label="动作", required=False)
    person = forms.CharField(label="登录名或者姓名", max_length=60, required=False)
    day = forms.DateField(label="从哪天", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(
        label="到哪天", required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text="不填只看起日那一天",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", "全部"), *self.verbs()]

    def verbs(self):
        """Return (code, word) of every act, one for each word; a code that was asked for stands for its word."""
        asked, known = self.data.get("verb", ""), {}
        for code, word in words.VERBS.items():
            if word not in known or code == asked:
                known[word] = code
        return sorted(((code, word) for word, code in known.items()), key=lambda pair: pair[1])

    def clean_subject(self):
        return words.key_of(self.cleaned_data["subject"])

    def clean(self):
        typed = super().clean()
        first, last = typed.get("day"), typed.get("until")
        if first and last and last < first:
            self.add_error("until", "止日不能早于起日")
        return typed

    def narrow(self, entries):
        """Return the entries that were asked for; none where the question makes no sense."""
        if not self.is_valid():
            return entries.none()
        asked = self.cleaned_data
        if asked["subject"]:
            entries = entries.filter(chain__key=asked["subject"])
        if asked["verb"]:
            entries = entries.filter(verb__in=words.alike(asked["verb"]))
        if asked["person"]:
            entries = entries.filter(Q(actor__username=asked["person"]) | Q(actor__name=asked["person"]))
        first, last = asked["day"], asked["until"]
        if first:
            entries = entries.filter(day__range=(first, last)) if last else entries.filter(day=first)
        elif last:
            entries = entries.filter(day__lte=last)
        return entries
