"""The form of a step: it says in our words what is missing, and knows the row that it is about."""

from django import forms

from enforcement.law.rulebook import findings_of

SEVERAL = (forms.SelectMultiple, forms.CheckboxSelectMultiple, forms.MultiWidget, forms.FileInput)


class Form(forms.Form):
    """Says in our words what is missing; a list or object sent for one value is refused under its field."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.heaped, self.findings = {}, []
        if isinstance(data, dict) and not hasattr(data, "lists"):
            self.heaped = {name: None for name, value in data.items() if self.is_heap(name, value)}
        if self.heaped:
            self.data = {**data, **self.heaped}
        for field in self.fields.values():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
                field.error_messages["required"] = "还没有选。" if chosen else "还没有填。"

    def is_heap(self, name, value):
        field = self.fields.get(name)
        wanted = field is None or isinstance(field.widget, SEVERAL) or isinstance(field, forms.JSONField)
        return isinstance(value, list | dict) and not wanted

    def _clean_form(self):
        super()._clean_form()
        for name in self.heaped.keys() & self.fields.keys():
            self._errors.pop(name, None)
            self.add_error(name, "应为一个值，不是列表或者对象。")

    def ask(self, rule, field, facts):
        """Ask one rule of the law about what was typed, and say beside the field what it finds.

        The gate asks it again of the whole; here it speaks where the person is looking.
        """
        for finding in findings_of(rule, facts):
            self.findings.append(finding)
            self.add_error(field, forms.ValidationError(str(finding), code=finding.rule))

    @property
    def own(self):
        """Return the form's own fields in order, without those of rows under it."""
        return [self[name] for name in self.fields]

    def said(self):
        """Return every error in words, with the field it is about."""
        return [
            f"{self.fields[name].label}：{error}" if name in self.fields else error
            for name, errors in self.errors.items()
            for error in errors
        ]


class StepForm(Form):
    """A form about one row: its choices are the row's people and pieces. `now`: a moment."""

    def __init__(self, *args, row, officer, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.row, self.officer, self.now = row, officer, now


class NoForm(Form):
    """A step that needs no more than the press."""
