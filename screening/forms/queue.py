"""What is typed and pressed above the queue."""

from django import forms

from nara_renkei.core.form_fields import CleanTextField


class FilterNameForm(forms.Form):
    """A name for what is filtered."""

    name = CleanTextField(label="名前", max_length=30, error_messages={"required": "絞り込みに名前を付けてください。"})
