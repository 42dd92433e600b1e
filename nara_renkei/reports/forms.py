"""Choosing a report with its period, the period of figures and the 年度 of a board; the 自己点検 of a 課."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django import forms

from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.form_fields import CleanTextField

from .models.self_check import LONGEST_NOTE
from .queries.self_checks import SelfCheckSheet, StatementLine
from .rules.kinds import ANNUAL, FIGURES, MONTHLY, ORDERED, QUARTERLY
from .rules.months import month_key, month_name, month_of, months_since
from .rules.periods import Period, PeriodRefused, checked_period, quarter_with, usual_periods, year_with
from .rules.vision import LEVELS, Picture

OPEN_AGAIN: Final = "画面が古くなっています。もう一度「自己点検を残す」を押してください。"
PICK: Final = "1から5までのどれかを選んでください。"
DAY: Final = "「2026-04-01」の形で日を入れてください。"
# the fields that tell the period of each kind
FIELDS_OF: Final[Mapping[str, Sequence[str]]] = {
    MONTHLY: ["month"], QUARTERLY: ["quarter", "meeting_on"], ANNUAL: ["year"], FIGURES: ["hajime", "owari"],
}  # fmt: skip
USUAL: Final = timedelta(days=7)  # until the 部長会, when nobody says


def _choice(label: str, what: str, help_text: str) -> forms.ChoiceField:
    errors = {"required": f"{label}を選んでください。", "invalid_choice": f"一覧にある{what}から選んでください。"}
    return forms.ChoiceField(label=label, help_text=help_text, error_messages=errors, required=False)


def _day(label: str, what: str, help_text: str = "") -> forms.DateField:
    errors = {"required": f"{what}を入れてください。", "invalid": DAY}
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, widget=widget, error_messages=errors, required=False)


class ReportForm(forms.Form):
    """One form for every kind; of the fields of another kind nothing is asked, and what stands there stays.

    Once it is valid, ``cleaned_data`` holds ``kind`` and the fields of the kind; ``period`` that of the 数字の一覧.
    """

    period: Period
    kind = forms.ChoiceField(
        label="報告の種類",
        choices=list(ORDERED.items()),
        widget=forms.RadioSelect,
        initial=MONTHLY,
        error_messages={
            "required": "報告の種類を選んでください。",
            "invalid_choice": "一覧にある種類から選んでください。",
        },
    )
    month = _choice("報告の月", "月", "今月の報告は、今日までの数字で作ります。")
    quarter = _choice("四半期", "四半期", "途中の四半期の報告は、今日までの数字で作ります。")
    meeting_on = _day("部長会の日", "部長会の日", "報告の題に入ります。")
    year = _choice("年度", "年度", "今年度の報告は、今日までの数字で作ります。")
    hajime = _day("期間の始まり", "期間の始まり")
    owari = _day("期間の終わり", "期間の終わり", "10年以内にしてください。")

    def __init__(self, *args: Any, first: date, today: date, **kwargs: Any) -> None:
        """``first``: the day from which there are figures."""
        super().__init__(*args, **kwargs)
        self.today = today
        years = [found for _, found in usual_periods(first, today)]
        quarters = [one for _, *found in years for one in reversed(found)]
        months = months_since(first, today)
        self._offer("month", [(month_key(one), month_name(one)) for one in months])
        self._offer("quarter", [(one.key, one.name) for one in quarters])
        self._offer("year", [(one[0].key, one[0].name) for one in years])
        self.fields["meeting_on"].initial = today + USUAL
        self.fields["hajime"].initial, self.fields["owari"].initial = years[0][0].first, years[0][0].last
        for kind, names in FIELDS_OF.items():
            for name in names:
                self.fields[name].required_for = ORDERED[kind]  # type: ignore[attr-defined]  # read by form_frames

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """Offer the newest first; the one before it is the one that is complete."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields[name].initial = choices[1 if len(choices) > 1 else 0][0]

    def fields_by_kind(self) -> Iterable[tuple[str, str, list[forms.BoundField]]]:
        """Return kind, name and fields of each, for the page."""
        return [(kind, name, [self[field] for field in FIELDS_OF[kind]]) for kind, name in ORDERED.items()]

    def clean_month(self) -> date | None:
        """Return the first day of the month."""
        return month_of(self.cleaned_data["month"])

    def clean_quarter(self) -> Period | None:
        return quarter_with(self.cleaned_data["quarter"])

    def clean_year(self) -> Any:
        """Return the FiscalYear."""
        return year_with(self.cleaned_data["year"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        asked = FIELDS_OF.get(found.get("kind", ""), [])
        for name in set(self.errors) - {"kind", *asked}:
            del self.errors[name]
        for name in asked:
            if name not in self.errors and not found.get(name):
                self.add_error(name, self.fields[name].error_messages["required"])
        if found.get("kind") == FIGURES and found.get("hajime") and found.get("owari"):
            try:
                self.period = checked_period(found["hajime"], found["owari"], self.today)
            except PeriodRefused as exc:
                self.add_error("owari", str(exc))
        return found


class PeriodForm(forms.Form):
    """``period`` is there once the form is valid."""

    period: Period
    hajime = forms.DateField(label="期間の始まり", widget=forms.DateInput(attrs={"type": "date"}))
    owari = forms.DateField(label="期間の終わり", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for field in self.fields.values():
            field.error_messages.update(required="日を入れてください。", invalid=DAY)

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
        self.fields["nendo"].choices = [(str(year.year), str(year)) for year in years]  # type: ignore[attr-defined]  # a ChoiceField


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
