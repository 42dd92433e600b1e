"""What people and the desk type about who has come."""

from django import forms

from nara_renkei.core.form_fields import CleanTextField


class CodeForm(forms.Form):
    """The digits on the screen, for who has no camera."""

    code = CleanTextField(
        label="画面の6桁の番号",
        max_length=20,
        error_messages={"required": "会場の画面に出ている6桁の番号を打ってください。"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
