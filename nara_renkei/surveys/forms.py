"""The sheet as a person fills it in. Everything typed stays when something is missing."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from nara_renkei.core.form_fields import CleanTextField

from .models import Question

LONGEST_TEXT: Final = 400
PICK: Final = "1から5までのどれかを選んでください。"
NO_NAMES: Final = "だれが書いたか、だれのことかが分かる言葉は書かないでください。"


class AnswerForm(forms.Form):
    """One field per question: 「q12」 for the question with that key. A scale must be answered, a text need not."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for one in questions:
            self.fields[f"q{one.pk}"] = _scale(one) if one.is_scale else _text(one)

    def given(self) -> dict[int, int | str]:
        """Return what the use case takes: key of a question to a score or a text; of a valid form."""
        values = {one.pk: self.cleaned_data[f"q{one.pk}"] for one in self.questions}
        return {one.pk: int(values[one.pk]) if one.is_scale else values[one.pk] for one in self.questions}


def _scale(question: Question) -> forms.ChoiceField:
    words = {5: f"5　{question.high}", 1: f"1　{question.low}"}
    return forms.ChoiceField(
        label=question.text,
        choices=[(str(score), words.get(score, str(score))) for score in (5, 4, 3, 2, 1)],
        widget=forms.RadioSelect,
        error_messages={"required": PICK, "invalid_choice": PICK},
    )


def _text(question: Question) -> CleanTextField:
    return CleanTextField(
        label=question.text, max_length=LONGEST_TEXT, multiline=True, required=False, help_text=NO_NAMES
    )
