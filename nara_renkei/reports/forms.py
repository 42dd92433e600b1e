"""Choosing the month of a report."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from .rules.months import month_key, month_name, month_of


class MonthForm(forms.Form):
    month = forms.ChoiceField(
        label="報告の月",
        help_text="今月の報告は、今日までの数字で作ります。",
        error_messages={"required": "報告の月を選んでください。", "invalid_choice": "一覧にある月から選んでください。"},
    )

    def __init__(self, *args: Any, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(month_key(month), month_name(month)) for month in months]  # type: ignore[attr-defined]
        # the month before is the one that is complete
        self.fields["month"].initial = month_key(months[1] if len(months) > 1 else months[0])

    def clean_month(self) -> date | None:
        """Return the first day of the month."""
        return month_of(self.cleaned_data["month"])
