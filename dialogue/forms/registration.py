"""Small forms of acts on a registration that stands."""

from django import forms

from nara_renkei.core.form_fields import CleanTextField

from .entry import PersonForm


class ReplacementForm(PersonForm):
    """The one who comes instead."""

    code = None  # type: ignore[assignment]  # Django's way to leave an inherited field out


class CancelForm(forms.Form):
    reason = CleanTextField(
        label="取り消す理由",
        max_length=200,
        required=False,
        help_text="書かなくても構いません。公民連携デスクだけが読みます。",
    )
