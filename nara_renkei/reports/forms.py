"""Choosing the month of a report, and the period of figures."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from .rules.months import month_key, month_name, month_of
from .rules.periods import Period, PeriodRefused, checked_period


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


class PeriodForm(forms.Form):
    """``period`` is there once the form is valid."""

    period: Period
    hajime = forms.DateField(label="期間の始まり", widget=forms.DateInput(attrs={"type": "date"}))
    owari = forms.DateField(label="期間の終わり", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for field in self.fields.values():
            field.error_messages.update(
                required="日を入れてください。", invalid="「2026-04-01」の形で日を入れてください。"
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("hajime") and found.get("owari"):
            try:
                self.period = checked_period(found["hajime"], found["owari"], self.today)
            except PeriodRefused as exc:
                self.add_error("owari", str(exc))
        return found
