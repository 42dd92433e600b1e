"""What the desk types about the 卓の割り当て."""

from typing import Any

from django import forms

from dialogue.enums import RuleKind
from dialogue.models import Event, Registration
from nara_renkei.core.form_fields import CleanTextField


class OrderForm(forms.Form):
    """Two ticks beside the button."""

    keep = forms.BooleanField(label="お知らせ済みの席を、なるべく動かさない", required=False)
    another = forms.BooleanField(label="同じくらいよい、別の案を探す", required=False)


class MorningForm(forms.Form):
    """Who has not come."""

    missing = forms.MultipleChoiceField(
        label="来ていない団体・課",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "この回に参加していない団体か課です。画面を開き直してください。"},
    )

    def __init__(self, *args: Any, comers: list[Registration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["missing"]
        field.choices = [(one.pk, _words(one)) for one in comers]  # type: ignore[attr-defined]  # a ChoiceField
        field.initial = [one.pk for one in comers if not getattr(one, "is_here", True)]

    def clean_missing(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["missing"]]


class PairForm(forms.Form):
    """A company, a 課, and what the desk settles about them."""

    company = forms.TypedChoiceField(label="企業", coerce=int, error_messages={"required": "企業を選んでください。"})
    division = forms.TypedChoiceField(label="課", coerce=int, error_messages={"required": "課を選んでください。"})
    kind = forms.ChoiceField(
        label="扱い",
        choices=RuleKind,
        widget=forms.RadioSelect,
        error_messages={"required": "扱いを一つ選んでください。"},
    )
    turn = forms.TypedChoiceField(
        label="回", coerce=int, required=False, empty_value=None, help_text="「回を決めた組」のときだけ選びます。"
    )
    reason = CleanTextField(label="理由", max_length=120, required=False, help_text="デスクだけが見ます。")

    def __init__(self, *args: Any, event: Event, comers: list[Registration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {one.pk: one for one in comers}
        for name, is_company in (("company", True), ("division", False)):
            those = [(one.pk, one.name) for one in comers if one.is_of_company == is_company]
            self.fields[name].choices = [("", "選んでください"), *those]  # type: ignore[attr-defined]  # a ChoiceField
        turns = [(turn, f"第{turn}回") for turn in range(1, event.rounds + 1)]
        self.fields["turn"].choices = [("", "決めない"), *turns]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == RuleKind.PIN and cleaned.get("turn") is None:
            self.add_error("turn", "「回を決めた組」のときは、回を選んでください。")
        return cleaned

    def pair(self) -> tuple[Registration, Registration]:
        """Return the company and the 課 that were chosen."""
        return self.by_key[self.cleaned_data["company"]], self.by_key[self.cleaned_data["division"]]


def _words(one: Registration) -> str:
    return one.name if getattr(one, "is_here", True) else f"{one.name}（まだ受付がありません）"
