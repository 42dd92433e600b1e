"""After 進める: what is ticked off, and when."""

from django import forms

from .choices import day_field


class MetForm(forms.Form):
    """The day on which a condition was met; which one, the button says."""

    met_on = day_field("満たした日")
