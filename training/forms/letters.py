"""What the desk says before a letter of a 回 goes."""

from django import forms

from nara_renkei.core.form_fields import CleanTextField


class SessionLetterForm(forms.Form):
    note = CleanTextField(
        label="ひとこと",
        max_length=400,
        multiline=True,
        required=False,
        help_text="400字まで。手紙の中ほどに入ります。空でもかまいません。",
    )
    # how many the desk was told would get it
    readers = forms.IntegerField(widget=forms.HiddenInput, required=False)
