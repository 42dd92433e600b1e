"""The survey of an event before the desk: until when, and who is asked."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from dialogue.models import Event
from dialogue.queries.survey import PersonToAsk

TWO_WEEKS = timedelta(days=14)


class NewSurveyForm(forms.Form):
    """The last day to answer; two weeks after the event, or from today when it is over."""

    closes_on = forms.DateField(
        label="締切",
        help_text="この日まで回答できます。あとで変えられます。",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "締切の日を入れてください。",
            "invalid": "締切の日を、正しい日付で入れてください。",
        },
    )

    def __init__(self, *args: Any, event: Event, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_on"].initial = max(event.held_on, today) + TWO_WEEKS


class AskForm(forms.Form):
    """The ticked names, by the codes of their badges."""

    people = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "お願いを送る人に印を付けてください。",
            "invalid_choice": "送る人の一覧が変わりました。いまの一覧で、もう一度選んでください。",
        },
    )

    def __init__(self, *args: Any, people: Sequence[PersonToAsk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [  # type: ignore[attr-defined]  # a choice field
            (one.participant.code, one.participant.name) for one in people if not one.why_not
        ]
