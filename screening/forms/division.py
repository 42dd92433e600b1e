"""Forms of the 課: answer, minutes, memo, 意見照会."""

from datetime import date
from typing import Any

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from screening.enums import Answer, Verdict

from .choices import DivisionChoice, DivisionsOfDay, choice_field, day_field

NOTE_IS_A_DOCUMENT = "このメモも行政文書です。開示請求の対象になります。提案者には見えません。"


class AnswerForm(forms.Form):
    """回答の案."""

    choice = choice_field("回答", Answer.choices, widget=forms.RadioSelect)
    comment = CleanTextField(
        label="一言",
        max_length=200,
        multiline=True,
        help_text="提案者へのお返事のもとになります。担当ではないときは、庁内だけに見えます。",
    )
    contact = CleanTextField(label="担当者", max_length=60, required=False, help_text="検討する人の名前。")
    dates = CleanTextField(
        label="打合せの候補日",
        max_length=200,
        required=False,
        help_text="三つまで。例：12月7日（月）10時／12月9日（水）14時",
    )
    suggested = DivisionChoice(
        label="行き先の案", required=False, empty_label="選んでいません", help_text="担当ではないときだけ。"
    )

    def __init__(self, *args: Any, day: date, divisions: DivisionsOfDay | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        (divisions or DivisionsOfDay(day)).offer(self.fields["suggested"])


class MinutesForm(forms.Form):
    """対話の記録."""

    held_on = day_field("行った日")
    place = CleanTextField(label="場所", max_length=120, required=False)
    attendees = CleanTextField(label="出席者", max_length=300, help_text="市と提案者の両方。")
    body = CleanTextField(label="話したこと", max_length=4000, multiline=True)
    next_step = CleanTextField(label="次の一歩", max_length=200, required=False, help_text="だれが、何をするか。")
    next_step_by = day_field("次の一歩の期日", required=False)


class NoteForm(forms.Form):
    """庁内のメモ. A form of its own, so that a note never becomes a message."""

    note = CleanTextField(label="庁内のメモ", max_length=2000, multiline=True, help_text=NOTE_IS_A_DOCUMENT)


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
