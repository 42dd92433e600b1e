"""What is written of an encounter: the city's two lines, and 次の一歩 that both sides read."""

from collections.abc import Sequence
from typing import Any

from django import forms

from dialogue.enums import Side
from dialogue.models import EncounterNote, Registration
from dialogue.usecases.keep_encounter_steps import Step
from nara_renkei.core.form_fields import REQUIRED, CleanTextField

IS_A_DOCUMENT = "このメモも行政文書です。開示請求の対象になります。企業には見えません。"
BOTH_READ = "企業と課の両方が読みます。"
NO_DATE = "日付を入力してください。例：2026-12-18"
NOTHING = "話したことか、次の一歩を書いてください。"
STEP = ("what", "side", "person", "due_on")
CHOOSE = {
    "required": "選んでください。",
    "invalid_choice": "選べないものです。画面を開き直して、選び直してください。",
}


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, error_messages={"required": REQUIRED, "invalid": NO_DATE}, **kwargs
    )


class OwnStepForm(forms.Form):
    """One 次の一歩 that a company takes upon itself."""

    what = CleanTextField(label="何を", max_length=100, help_text=f"例：見積りの例を送る。{BOTH_READ}")
    person = CleanTextField(label="担当の人", max_length=60, required=False)
    due_on = day_field("いつまでに")

    def step(self) -> Step:
        return Step(side=Side.COMPANY, **self.cleaned_data)


class EncounterForm(forms.Form):
    """The city's two lines and one 次の一歩: what is written between two rounds, in one go."""

    said = CleanTextField(label="話したこと", max_length=200, required=False, multiline=True, help_text=IS_A_DOCUMENT)
    view = CleanTextField(
        label="受けとめ",
        max_length=200,
        required=False,
        multiline=True,
        help_text="課として考えること。企業には見えません。",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    what = CleanTextField(label="次の一歩：何を", max_length=100, required=False, help_text=BOTH_READ)
    side = forms.ChoiceField(
        label="次の一歩：だれが",
        choices=[("", "選んでください"), (Side.DIVISION, "課"), (Side.COMPANY, "企業")],
        required=False,
        error_messages=CHOOSE,
    )
    person = CleanTextField(label="次の一歩：担当の人", max_length=60, required=False)
    due_on = day_field("次の一歩：いつまでに", required=False)

    def __init__(self, *args: Any, note: EncounterNote | None = None, **kwargs: Any) -> None:
        self.note = note
        if note:
            kwargs["initial"] = {"said": note.said, "view": note.view, "version": note.version}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if (data.get("view") or self.note) and not data.get("said") and "said" not in self.errors:
            self.add_error("said", REQUIRED)
        if any(data.get(name) for name in STEP):
            for name in ("what", "side", "due_on"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, REQUIRED)
        elif not self.errors and not data.get("said"):
            self.add_error(None, NOTHING)
        return data

    def take_over(self, note: EncounterNote) -> None:
        """Show what somebody else wrote meanwhile, and let the next attempt stand over it."""
        self.note = note
        self.data = {**self.data.dict(), self.add_prefix("version"): str(note.version)}  # type: ignore[attr-defined]  # a QueryDict

    @property
    def has_note(self) -> bool:
        return bool(self.cleaned_data["said"])

    def words(self) -> dict[str, Any]:
        """Return the two lines, and the version that they were written over."""
        data = self.cleaned_data
        return {"said": data["said"], "view": data["view"], "version": data["version"] or 0}

    def step(self) -> Step | None:
        data = self.cleaned_data
        return Step(data["what"], Side(data["side"]), data["due_on"], data["person"]) if data["what"] else None


class DropForm(forms.Form):
    reason = CleanTextField(label="やめる理由", max_length=200, help_text=BOTH_READ)


class StandingForm(forms.Form):
    """立ち話: who with whom; which 課 is asked only of who works for several."""

    division = forms.ChoiceField(label="話した課", error_messages=CHOOSE)
    company = forms.ChoiceField(label="話した企業", error_messages=CHOOSE)

    def __init__(
        self, *args: Any, companies: Sequence[Registration], divisions: Sequence[Registration], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sides = {"company": companies, "division": divisions}
        for name, rows in self.sides.items():
            choices = [("", "選んでください"), *((str(one.uuid), one.name) for one in rows)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if len(divisions) == 1:
            del self.fields["division"]

    def both(self) -> dict[str, Registration]:
        """Return the company and the division that were chosen."""
        chosen = {name: self.cleaned_data.get(name) for name in self.sides}
        return {
            name: next((one for one in rows if str(one.uuid) == chosen[name]), rows[0])
            for name, rows in self.sides.items()
        }


class MemoForm(forms.Form):
    """困りごとメモ: the same two lines as everywhere."""

    trouble = CleanTextField(label="困っていること", max_length=120, help_text="庁内だけが読みます。")
    wish = CleanTextField(label="どうなるとよいか", max_length=120, required=False)


class ProposalNumberForm(forms.Form):
    number = CleanTextField(label="提案番号", max_length=16, help_text="例：R8-J-0012")
