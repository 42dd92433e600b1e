"""The sheet as a person fills it in, and what the desk types about a survey."""

import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.notifications.usecases.queue_mail import is_address

from .enums import Side
from .models import Question, Survey
from .rules.people import Person
from .rules.question_sets import SETS

LONGEST_TEXT: Final = 400
PICK: Final = "1から5までのどれかを選んでください。"
INTRO: Final = "お願いのメールと、回答の画面に出ます。"
DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
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


class SurveyForm(forms.ModelForm):
    """The words of a survey in preparation."""

    title = CleanTextField(label="題", max_length=80, help_text="メールの件名と、回答の画面の見出しになります。")
    company_intro = CleanTextField(
        label="企業へのひとこと", max_length=400, multiline=True, required=False, help_text=INTRO
    )
    division_intro = CleanTextField(
        label="職員へのひとこと", max_length=400, multiline=True, required=False, help_text=INTRO
    )

    class Meta:
        model = Survey
        fields = ("title", "company_intro", "division_intro", "closes_on")
        widgets = {"closes_on": DAY}


class NewSurveyForm(SurveyForm):
    """A survey begins with questions that can be changed afterwards."""

    begin_with = forms.ChoiceField(label="はじめの質問", choices=[(key, name) for key, (name, _) in SETS.items()])


class QuestionForm(forms.ModelForm):
    """One question in the desk's list."""

    text = CleanTextField(label="質問", max_length=120)
    low = CleanTextField(label="1の言葉", max_length=20, required=False)
    high = CleanTextField(label="5の言葉", max_length=20, required=False)

    class Meta:
        model = Question
        fields = ("position", "text", "kind", "low", "high", "for_company", "for_division")


class ButtonForm(forms.Form):
    """A button and nothing else."""


class ExtendForm(forms.Form):
    closes_on = forms.DateField(label="新しい締切", widget=DAY)


class CopyForm(forms.Form):
    title = CleanTextField(label="新しい題", max_length=80)
    closes_on = forms.DateField(label="締切", widget=DAY)


class PeopleForm(forms.Form):
    """Whom to ask, one person a line."""

    people = CleanTextField(
        label="宛先",
        max_length=10_000,
        multiline=True,
        help_text="一人1行で、立場（企業か市）、名前、メールを「,」で区切って書きます。例：企業,白毫 遥,haruka@company.example",
    )

    def clean_people(self) -> str:
        text: str = self.cleaned_data["people"]
        wrong = [n for n, line in enumerate(text.splitlines(), start=1) if line.strip() and _person(line) is None]
        if wrong:
            lines = "、".join(f"{n}行目" for n in wrong[:10])
            raise forms.ValidationError(f"{lines}を直してください。立場（企業か市）、名前、メールの順に書きます。")
        return text

    def persons(self) -> list[Person]:
        """Return the people of a valid form, in the order of the lines."""
        found = [_person(line) for line in self.cleaned_data["people"].splitlines() if line.strip()]
        return [person for person in found if person]


def _person(line: str) -> Person | None:
    cells = [cell.strip() for cell in re.split(r"[,，、\t]", line)]
    sides = {str(side.label): side for side in Side}
    if len(cells) != 3 or cells[0] not in sides or not cells[1] or not is_address(cells[2]):
        return None
    return Person(sides[cells[0]], cells[1], cells[2])
