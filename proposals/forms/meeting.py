"""対話の候補日への返事."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from nara_renkei.core.calendar import TOKYO
from nara_renkei.core.form_fields import CleanTextField
from proposals.rules.meetings import when_words

NONE_FITS = "none"


class MeetingChoiceForm(forms.Form):
    """One of the dates, or none of them."""

    choice = forms.ChoiceField(
        label="ご都合のよい日時",
        widget=forms.RadioSelect,
        error_messages={
            "required": "候補日から一つ選んでください。合う日がないときは「どれも合わない」を選んでください。",
            "invalid_choice": "この候補日は、もう選べません。画面を開き直して、選び直してください。",
        },
    )
    note = CleanTextField(
        label="ご都合（どれも合わないとき）",
        max_length=400,
        multiline=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="400字まで。例：12月14日からの週の午後であれば伺えます。",
    )

    def __init__(self, *args: Any, dates: Sequence[datetime], minutes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dates = {one.astimezone(TOKYO).isoformat(): one for one in dates}
        self.fields["choice"].choices = [  # type: ignore[attr-defined]  # a choice field has them
            *((key, when_words(one, minutes)) for key, one in self.dates.items()),
            (NONE_FITS, "どれも合わない"),
        ]

    @property
    def chosen(self) -> datetime | None:
        """Return the date, or None for none of them."""
        return self.dates.get(self.cleaned_data["choice"])
