"""What people and the desk type about who has come."""

from typing import Any

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from training.enums import Mark

from .trainees import PersonForm


class CodeForm(forms.Form):
    """The digits on the screen, for who has no camera."""

    code = CleanTextField(
        label="画面の6桁の番号",
        max_length=20,
        error_messages={"required": "会場の画面に出ている6桁の番号を打ってください。"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class MarksForm(forms.Form):
    """The list with its buttons: one row's own, or one for all that are ticked."""

    one = forms.ChoiceField(required=False)
    all = forms.ChoiceField(choices=Mark, required=False)
    pick = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, people: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pick"].choices = [(pk, pk) for pk in people]  # type: ignore[attr-defined]  # a choice field; Django's types say Field
        self.fields["one"].choices = [(f"{pk}:{mark}", mark) for pk in people for mark in Mark]  # type: ignore[attr-defined]  # as above

    def marks(self) -> dict[int, Mark]:
        """Return whom the pressed button marks, and how."""
        one, mark = self.cleaned_data["one"], self.cleaned_data["all"]
        if one:
            pk, _, mark = one.partition(":")
            return {int(pk): Mark(mark)}
        return dict.fromkeys(self.cleaned_data["pick"], Mark(mark)) if mark else {}


class CorrectionForm(forms.Form):
    mark = forms.ChoiceField(label="正しい出欠", choices=Mark, widget=forms.RadioSelect)
    reason = CleanTextField(
        label="直す理由", max_length=200, help_text="例：紙の署名があったため。名簿に、直した人の名前と一緒に残ります。"
    )


class AdmitForm(PersonForm):
    """Somebody at the door who is not on the list."""

    mark = forms.ChoiceField(
        label="出欠",
        choices=[(Mark.PRESENT, "出席"), (Mark.LATE, "遅れて出席"), ("", "まだ付けない")],
        widget=forms.RadioSelect,
        required=False,
        initial=Mark.PRESENT,
    )

    def clean_mark(self) -> Mark | None:
        return Mark(self.cleaned_data["mark"]) if self.cleaned_data["mark"] else None
