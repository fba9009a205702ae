"""What people type into the pages of a bulletin; the API asks with the same forms."""

from django import forms

from supervision.bulletins.sentences import LABELS


class BlockForm(forms.Form):
    """The text of one block, and the version of it that was on the screen."""

    text = forms.CharField(label="文字", required=False, strip=False, max_length=12000, widget=forms.Textarea)
    version = forms.IntegerField(label="版本", widget=forms.HiddenInput)


class MakeForm(forms.Form):
    """Which table and group."""

    snapshot = forms.IntegerField(label="榜单快照")
    group = forms.CharField(label="同类", max_length=24)


class KeyForm(forms.Form):
    """Which block."""

    key = forms.ChoiceField(label="段落", choices=list(LABELS.items()))


class ChangeForm(KeyForm, BlockForm):
    """Which block gets which text."""


class SignForm(forms.Form):
    """Signing off; the reason is asked for where a word is also somebody's name."""

    reason = forms.CharField(
        label="与姓名同字的词、榜单以外的数字为什么可以保留",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="撤回理由", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
