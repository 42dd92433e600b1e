"""To which 部 the letter of a chapter goes."""

from collections.abc import Sequence
from typing import Any

from django import forms

from knowledge.queries.reading import Unread


class ReadingForm(forms.Form):
    """The 部 with somebody who has still to read; how many the desk was told would get the letter."""

    departments = forms.MultipleChoiceField(
        label="送る部",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "送る部に、印を付けてください。"},
    )
    readers = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, rows: Sequence[Unread], **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        self.fields["departments"].choices = [(row.code, f"{row.department}（{len(row.users)}人）") for row in rows]  # type: ignore[attr-defined]  # a ChoiceField
