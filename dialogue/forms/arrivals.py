"""What the desk types at the door."""

from django import forms

from dialogue.enums import UndoReason
from dialogue.rules.codes import read, read_many
from nara_renkei.core.form_fields import CleanTextField

CODES_AT_MOST = 300


class BadgeForm(forms.Form):
    """One code, typed or put in by a scanner."""

    code = CleanTextField(label="名札の番号", max_length=300)

    def clean_code(self) -> str:
        return read(self.cleaned_data["code"])


class UndoForm(forms.Form):
    reason = forms.ChoiceField(
        label="取り消す理由",
        choices=UndoReason,
        widget=forms.RadioSelect,
        error_messages={"required": "理由を一つ選んでください。"},
    )


class TypedForm(forms.Form):
    """The codes ticked on the printed list."""

    codes = CleanTextField(
        label="印の付いた番号",
        max_length=6000,
        multiline=True,
        help_text="1行に一つ。大文字・小文字、ハイフンの有無は、どちらでもかまいません。",
    )

    def clean_codes(self) -> list[str]:
        codes = read_many(self.cleaned_data["codes"])
        if len(codes) > CODES_AT_MOST:
            raise forms.ValidationError(
                f"一度に打ち込めるのは{CODES_AT_MOST}件までです。いまは{len(codes)}件です。分けて打ち込んでください。"
            )
        return codes
