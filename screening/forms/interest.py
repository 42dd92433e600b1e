"""Forms of 関心あり and of 協力課."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.directory.models import Division

from .choices import DivisionChoice, choice_field, chosen, routable


class HandForm(forms.Form):
    """関心あり."""

    division = choice_field("課", [])
    words = CleanTextField(
        label="一言", max_length=120, help_text="デスクだけが読みます。例：体育館の夜の利用に生かせそうです。"
    )

    def __init__(self, *args: Any, divisions: Sequence[Division], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._divisions = {one.code: one for one in divisions}
        self.fields["division"].choices = [(code, one.name) for code, one in self._divisions.items()]  # type: ignore[attr-defined]  # a choice field has it

    def raised(self) -> dict[str, Any]:
        return {"division": self._divisions[self.cleaned_data["division"]], "words": self.cleaned_data["words"]}


class SupportForm(forms.Form):
    """協力課を加える."""

    division = DivisionChoice(label="協力課", empty_label="選んでください")
    note = CleanTextField(
        label="課へのひとこと", max_length=300, multiline=True, required=False, help_text="課だけが読みます。"
    )

    def __init__(self, *args: Any, day: date, interested: Sequence[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["division"]
        field.queryset = routable(day)
        field.help_text = words_of(interested)
        if len(interested) == 1:
            field.initial = interested[0]["pk"]


def interested_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="関心のある課（協力課に加える）",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="概要を読んで手を挙げた課です。印を付けると、協力課として送付します。",
        error_messages=chosen(),
    )


def offer_interested(form: forms.Form, interested: Sequence[dict[str, Any]]) -> None:
    """Offer them without a tick: the desk decides. Without any the field goes."""
    if not interested:
        del form.fields["interested"]
        return
    field: Any = form.fields["interested"]
    field.choices = [(str(one["pk"]), f"{one['name']}「{one['words']}」") for one in interested]


def words_of(interested: Sequence[dict[str, Any]]) -> str:
    """Return who is interested, in one line; empty for nobody."""
    return "手を挙げた課: " + "、".join(f"{one['name']}「{one['words']}」" for one in interested) if interested else ""
