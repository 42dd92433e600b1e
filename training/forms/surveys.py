"""The アンケート of a 回 before the desk: until when, and the button that asks."""

from django import forms


class NewSurveyForm(forms.Form):
    closes_on = forms.DateField(
        label="締切",
        help_text="この日まで回答できます。あとで変えられます。",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "締切の日を入れてください。",
            "invalid": "締切の日を、正しい日付で入れてください。",
        },
    )


class AskForm(forms.Form):
    """How many names the desk had before its eyes."""

    count = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
