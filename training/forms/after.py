"""What a person writes after a 研修: a promise, what became of it, つまずきそうなこと, answers of the 自習."""

from collections.abc import Sequence
from typing import Any

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from training.enums import Outcome
from training.rules.self_study import Asked, digest

PICK = "どれか一つを選んでください。"


class ResolutionForm(forms.Form):
    text = CleanTextField(
        label="次に試すこと",
        max_length=200,
        multiline=True,
        help_text="一つだけ、自分でできることを。例：来月の課の打合せで、困りごとを一つ書き出す。",
    )


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label="どうなりましたか",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": PICK, "invalid_choice": PICK},
    )
    line = CleanTextField(label="ひとこと", max_length=200, required=False, help_text="書かなくてもかまいません。")


class StumbleForm(forms.Form):
    text = CleanTextField(
        label="つまずきそうなこと",
        max_length=400,
        multiline=True,
        help_text="例：費用がかからない提案でも、課の予算の話だと思って止まりそう。ほかの人の名前は書かないでください。",
    )
    to_desk = forms.BooleanField(
        label="デスクへの困りごとメモとして送る",
        required=False,
        help_text="あなたの名前といまの課を付けて、デスクに届きます。デスクから連絡することがあります。",
    )
    as_hint = forms.BooleanField(
        label="ガイドラインへのヒントにする",
        required=False,
        help_text="名前を付けずに、デスクがガイドラインを直すときの一覧に入ります。",
    )


class CheckForm(forms.Form):
    """The questions of a 自習, one choice each, counted from 1."""

    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.fields["shown"].initial = digest(questions)
        for number, one in enumerate(questions, start=1):
            self.fields[f"q{one.key}"] = forms.ChoiceField(
                label=f"問い{number}　{one.text}",
                choices=[(str(place), words) for place, words in enumerate(one.choices, start=1)],
                widget=forms.RadioSelect,
                error_messages={"required": PICK, "invalid_choice": PICK},
            )

    def given(self) -> dict[int, int]:
        """Return what the use case takes; of a valid form."""
        return {one.key: int(self.cleaned_data[f"q{one.key}"]) for one in self.questions}
