"""What the figures of a 研修 are narrowed to, and the day whose posts they are counted by."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from training.queries.figure_values import Choice, Only

NOT_LISTED = "一覧にあるものから選んでください。"


class DayForm(forms.Form):
    """The day; today without one."""

    hi = forms.DateField(
        label="部と級を見る日",
        required=False,
        help_text="この日の席で、部と級に分けます。空なら今日です。",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "日付で入力してください。例：2026-12-03"},
    )

    def day(self, today: date) -> date:
        """Return the day that was asked for; today for none, and for one that is no date."""
        asked: date | None = self.cleaned_data.get("hi") if self.is_valid() else None
        return asked or today


class NarrowForm(forms.Form):
    """回, 部 and 級 of the people on the list. ``choices`` by the names of Only."""

    kai = forms.ChoiceField(label="出る回", required=False, error_messages={"invalid_choice": NOT_LISTED})
    bu = forms.ChoiceField(label="部", required=False, error_messages={"invalid_choice": NOT_LISTED})
    kyu = forms.ChoiceField(label="級", required=False, error_messages={"invalid_choice": NOT_LISTED})

    def __init__(self, *args: Any, choices: Mapping[str, Sequence[Choice]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, name in (("kai", "session"), ("bu", "department"), ("kyu", "grade")):
            self.fields[field].choices = [("", "すべて"), *choices[name]]  # type: ignore[attr-defined]  # of a ChoiceField

    def only(self) -> Only:
        """Return what was chosen; everybody where it is not on the list."""
        chosen = self.cleaned_data if self.is_valid() else {}
        return Only(chosen.get("kai") or None, chosen.get("bu") or None, chosen.get("kyu") or None)
