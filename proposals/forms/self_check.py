"""自己チェック: eight times yes or no. Nothing of it is kept."""

from collections.abc import Mapping
from typing import Any

from django import forms

from proposals.rules.self_check import CHECKS, hints


class SelfCheckForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for check in CHECKS:
            self.fields[check.key] = forms.ChoiceField(
                label=check.question,
                help_text=check.why,
                choices=[("yes", "はい"), ("no", "まだ")],
                widget=forms.RadioSelect,
                error_messages={
                    "required": "「はい」か「まだ」を選んでください。",
                    "invalid_choice": "「はい」か「まだ」を選んでください。",
                },
            )

    @property
    def answers(self) -> dict[str, bool]:
        return {check.key: self.cleaned_data[check.key] == "yes" for check in CHECKS}


def show_hints(form: forms.Form, answers: Mapping[str, bool]) -> None:
    """Put what the 自己チェック found into the help of the fields where it can be said."""
    for name, lines in hints(answers).items():
        if name in form.fields:
            field = form.fields[name]
            field.help_text = "\n".join([str(field.help_text), *(f"自己チェックから：{line}" for line in lines)])
