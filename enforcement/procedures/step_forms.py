"""The form of a step: it says in our words what is missing, and knows the row that it is about."""

from django import forms


class Form(forms.Form):
    """Says in our words what is missing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
                field.error_messages["required"] = "还没有选。" if chosen else "还没有填。"

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
