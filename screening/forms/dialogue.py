"""Forms of the 対話: dates, the day, the record, 次の一歩."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from nara_renkei.core.form_fields import REQUIRED, CleanTextField
from nara_renkei.directory.models import Division
from proposals.enums import Party
from proposals.models import Meeting
from proposals.rules.meetings import LENGTHS, MOST_DATES, USUAL_LENGTH, Terms
from screening.usecases.add_next_steps import Step

from .choices import chosen, day_field, moment_field

DATES = tuple(f"date{n}" for n in range(1, MOST_DATES + 1))
STEPS = 3  # rows of the record; more are added one by one
TERMS = ("place", "url", "minutes", "desk_attends", "city_side")


def dates_initial(dates: Sequence[datetime]) -> dict[str, datetime]:
    return dict(zip(DATES, dates, strict=False))


def dates_in(data: dict[str, Any]) -> list[datetime]:
    """Return the dates that were filled in, the first first."""
    return sorted(data[name] for name in DATES if data.get(name))


class TermsForm(forms.Form):
    """Where, how long, who comes for the city, and whether the company gets a letter."""

    place = CleanTextField(label="場所", max_length=120, required=False, help_text="例：市役所 北棟5階 会議室")
    url = forms.URLField(
        label="オンラインのURL",
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "https:// から始まるURLを入力してください。"},
    )
    minutes = forms.TypedChoiceField(
        label="長さ",
        choices=[(length, f"{length}分") for length in LENGTHS],
        coerce=int,
        initial=USUAL_LENGTH,
        error_messages=chosen(),
    )
    city_side = CleanTextField(
        label="市から出る人", max_length=200, required=False, help_text="提案者が読みます。例：観光戦略課 担当太郎"
    )
    desk_attends = forms.BooleanField(
        label="公民連携デスクも出る", required=False, help_text="最初の対話には、デスクも出ます。"
    )
    notify = forms.BooleanField(
        label="知らせる", required=False, help_text="印を付けたときだけ、提案者に案内のメールを送ります。"
    )

    def terms(self) -> Terms:
        return Terms(**{name: self.cleaned_data[name] for name in TERMS})


class OfferForm(TermsForm):
    """候補日."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n, name in enumerate(DATES, start=1):
            self.fields[name] = moment_field(f"候補日{n}", required=n == 1)
        self.order_fields(DATES)

    @property
    def dates(self) -> list[datetime]:
        return dates_in(self.cleaned_data)


class FixForm(TermsForm):
    """The day that was agreed, by telephone for instance."""

    fixed_at = moment_field("決まった日時")
    field_order = ("fixed_at",)


class MoveForm(TermsForm):
    fixed_at = moment_field("新しい日時")
    reason = CleanTextField(label="日を変える理由", max_length=200, help_text="提案者が読みます。")
    field_order = ("fixed_at", "reason")


class CancelForm(forms.Form):
    reason = CleanTextField(label="取りやめる理由", max_length=200, help_text="提案者が読みます。")
    notify = forms.BooleanField(
        label="知らせる", required=False, help_text="印を付けたときだけ、提案者に案内のメールを送ります。"
    )


def terms_initial(meeting: Meeting | None, *, is_first: bool) -> dict[str, Any]:
    """Return what the last offer said; the desk comes to the first 対話."""
    if meeting is None:
        return {"desk_attends": is_first}
    return {name: getattr(meeting, name) for name in TERMS}


class StepFields(forms.Form):
    """Rows of 次の一歩: what, whose it is, who, by when. A row in which nothing stands is no step."""

    rows = 1

    def __init__(self, *args: Any, divisions: Sequence[Division], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.divisions = {f"division-{one.code}": one for one in divisions}
        owners = [
            ("", "選んでください"),
            *((key, str(one)) for key, one in self.divisions.items()),
            (Party.DESK.value, "公民連携デスク"),
            (Party.PROPOSER.value, "提案者"),
        ]
        for n in range(1, self.rows + 1):
            head = f"次の一歩{n}：" if self.rows > 1 else ""
            self.fields |= {
                f"what{n}": CleanTextField(label=f"{head}何を", max_length=200, required=False),
                f"owner{n}": forms.ChoiceField(
                    label=f"{head}だれが", choices=owners, required=False, error_messages=chosen()
                ),
                f"person{n}": CleanTextField(label=f"{head}担当の人", max_length=60, required=False),
                f"due{n}": day_field(f"{head}いつまでに", required=False),
            }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for n in range(1, self.rows + 1):
            if any(data.get(f"{name}{n}") for name in ("what", "owner", "person", "due")):
                for name in ("what", "owner", "due"):
                    if not data.get(f"{name}{n}") and f"{name}{n}" not in self.errors:
                        self.add_error(f"{name}{n}", REQUIRED)
        return data

    def steps(self) -> list[Step]:
        data = self.cleaned_data
        return [self._step(data, n) for n in range(1, self.rows + 1) if data.get(f"what{n}")]

    def _step(self, data: dict[str, Any], n: int) -> Step:
        owner, due = data[f"owner{n}"], data[f"due{n}"]
        division = self.divisions.get(owner)
        party = Party.DIVISION if division else Party(owner)
        return Step(what=data[f"what{n}"], party=party, due_on=due, division=division, person=data[f"person{n}"])


class NextStepForm(StepFields):
    """One more 次の一歩."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in ("what1", "owner1", "due1"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, REQUIRED)
        return data


class MinutesForm(StepFields):
    """対話の記録."""

    rows = STEPS

    held_on = day_field("行った日")
    place = CleanTextField(label="場所", max_length=120, required=False)
    attendees = CleanTextField(label="出席者", max_length=300, help_text="市と提案者の両方。")
    body = CleanTextField(label="話したこと", max_length=4000, multiline=True)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("held_on", "place", "attendees", "body")}
