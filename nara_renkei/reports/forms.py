"""Choosing the month of a report, the period of figures and the 年度 of a board; the 自己点検 of a 課."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms

from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.form_fields import CleanTextField

from .models.self_check import LONGEST_NOTE
from .queries.self_checks import SelfCheckSheet, StatementLine
from .rules.months import month_key, month_name, month_of
from .rules.periods import Period, PeriodRefused, checked_period
from .rules.vision import LEVELS, Picture

OPEN_AGAIN: Final = "画面が古くなっています。もう一度「自己点検を残す」を押してください。"
PICK: Final = "1から5までのどれかを選んでください。"


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


class VisionYearForm(forms.Form):
    """The 年度 of the 目指す姿ボード."""

    nendo = forms.TypedChoiceField(
        label="年度",
        coerce=lambda text: FiscalYear(int(text)),
        error_messages={"required": "年度を選んでください。", "invalid_choice": "一覧にある年度から選んでください。"},
    )

    def __init__(self, *args: Any, years: Sequence[FiscalYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nendo"].choices = [(str(year.year), str(year)) for year in years]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class PictureFields:
    """The fields of one picture, as the page groups them."""

    picture: Picture
    statements: Sequence[forms.BoundField]
    note: forms.BoundField


def _hidden(least: int, most: int) -> forms.IntegerField:
    messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), OPEN_AGAIN)
    return forms.IntegerField(min_value=least, max_value=most, widget=forms.HiddenInput, error_messages=messages)


class SelfCheckForm(forms.Form):
    """A level for each statement, 「s12」 for the one with that key, and a note for each picture."""

    # what was on the screen; a 年度 that has ended meanwhile, and what another has kept, are found by them
    year = _hidden(2000, 2999)
    version = _hidden(0, 32_767)

    def __init__(self, *args: Any, sheet: SelfCheckSheet, **kwargs: Any) -> None:
        levels = {f"s{line.statement.pk}": line.level for one in sheet.pictures for line in one.lines}
        notes = {f"note_{one.picture.code}": one.note for one in sheet.pictures}
        version = sheet.check.version if sheet.check else 0
        initial = {"year": sheet.year.year, "version": version, **levels, **notes}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.sheet = sheet
        for one in sheet.pictures:
            for line in one.lines:
                self.fields[f"s{line.statement.pk}"] = _level(line)
            self.fields[f"note_{one.picture.code}"] = CleanTextField(
                label=f"{one.picture.title}についてのひとこと", max_length=LONGEST_NOTE, multiline=True, required=False
            )

    @property
    def groups(self) -> list[PictureFields]:
        return [
            PictureFields(
                one.picture,
                [self[f"s{line.statement.pk}"] for line in one.lines],
                self[f"note_{one.picture.code}"],
            )
            for one in self.sheet.pictures
        ]

    def read_again(self, sheet: SelfCheckSheet) -> None:
        """Show what another has kept beside what is chosen, so that the next POST is meant."""
        kept = {line.statement.pk: line for one in sheet.pictures for line in one.lines}
        sent: Any = self.data
        self.data = sent = sent.copy()
        sent["year"], sent["version"] = sheet.year.year, sheet.check.version if sheet.check else 0
        for pk, line in kept.items():
            if sheet.check and f"s{pk}" in self.fields:
                self[f"s{pk}"].help_text = f"残っている答え：{line.text}"

    def given(self) -> dict[str, Any]:
        """Return what the use case takes; of a valid form."""
        data = self.cleaned_data
        return {
            "year": FiscalYear(data["year"]),
            "version": data["version"],
            "levels": {
                line.statement.pk: data[f"s{line.statement.pk}"] for one in self.sheet.pictures for line in one.lines
            },
            "notes": {one.picture.code: data[f"note_{one.picture.code}"] for one in self.sheet.pictures},
        }


def _level(line: StatementLine) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=line.statement.text,
        help_text="" if line.before is None else f"前の年度：{line.before_text}",
        choices=[(str(level), f"{level}　{words}") for level, words in LEVELS],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": PICK, "invalid_choice": PICK},
    )
