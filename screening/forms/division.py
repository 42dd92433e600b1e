"""Forms of the 課: answer, memo, 意見照会."""

from datetime import date
from typing import Any

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from screening.enums import Answer, Verdict
from screening.usecases.draft_answer import WHERE_TO, WHO_CONSIDERS

from .choices import DivisionChoice, DivisionsOfDay, choice_field, day_field, moment_field
from .dialogue import DATES, dates_in

NOTE_IS_A_DOCUMENT = "このメモも行政文書です。開示請求の対象になります。提案者には見えません。"


TAKING = ("contact", *DATES)
PASSING = ("suggested",)
ASKED_BY = {Answer.CONSIDER: TAKING, Answer.JOINTLY: TAKING, Answer.NOT_OURS: PASSING}
OWED = {"contact": WHO_CONSIDERS, "suggested": WHERE_TO}


class AnswerForm(forms.Form):
    """回答の案. Of the fields of another answer nothing is asked, and the page hides them."""

    choice = choice_field("回答", Answer.choices, widget=forms.RadioSelect)
    comment = CleanTextField(
        label="一言",
        max_length=200,
        multiline=True,
        help_text="提案者へのお返事のもとになります。担当ではないときは、庁内だけに見えます。",
    )
    contact = CleanTextField(label="担当者", max_length=60, required=False, help_text="検討する人の名前。")
    suggested = DivisionChoice(label="行き先の案", required=False, empty_label="選んでいません")

    def __init__(self, *args: Any, day: date, divisions: DivisionsOfDay | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        (divisions or DivisionsOfDay(day)).offer(self.fields["suggested"])
        for n, name in enumerate(DATES, start=1):
            self.fields[name] = moment_field(f"打合せの候補日{n}", required=False)
        self.order_fields(("choice", "comment", *TAKING, *PASSING))
        self.fields["contact"].required_for = "「検討する」"  # type: ignore[attr-defined]  # read by form_frames
        self.fields["suggested"].required_for = "「担当ではない」"  # type: ignore[attr-defined]  # read by form_frames

    def taking(self) -> list[forms.BoundField]:
        """The fields of who considers it."""
        return [self[name] for name in TAKING]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        asked = ASKED_BY.get(data.get("choice", ""), ())
        for name in {*TAKING, *PASSING} & set(self.errors) - set(asked):
            del self.errors[name]
        for name in asked:
            if name in OWED and name not in self.errors and not data.get(name):
                self.add_error(name, OWED[name])
        return data

    def answer(self) -> dict[str, Any]:
        """Return the answer; the three dates as one list."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in DATES}
        return {**data, "dates": dates_in(self.cleaned_data)}


class NoteForm(forms.Form):
    """庁内のメモ. A form of its own, so that a note never becomes a message."""

    note = CleanTextField(label="庁内のメモ", max_length=2000, multiline=True, help_text=NOTE_IS_A_DOCUMENT)


class ReplyRequestForm(forms.Form):
    """What the desk should answer to a message: a memo, for the 課 does not write to companies."""

    reply = CleanTextField(
        label="デスクに伝えること",
        max_length=400,
        multiline=True,
        help_text=f"返事に入れてほしいこと。{NOTE_IS_A_DOCUMENT}",
    )


class InquiryForm(forms.Form):
    """意見照会."""

    division = DivisionChoice(label="尋ねる課", empty_label="選んでください")
    question = CleanTextField(label="尋ねること", max_length=300, multiline=True)
    due_on = day_field("回答期限")

    def __init__(self, *args: Any, day: date, divisions: DivisionsOfDay | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        (divisions or DivisionsOfDay(day)).offer(self.fields["division"])


class OpinionForm(forms.Form):
    verdict = choice_field("回答", Verdict.choices, widget=forms.RadioSelect)
    opinion = CleanTextField(label="意見", max_length=2000, multiline=True)


class EmptyForm(forms.Form):
    """A button and nothing else."""
