"""What the desk types about an event."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import slugify

from dialogue.models import Event
from nara_renkei.core.form_fields import CleanTextField


class ButtonForm(forms.Form):
    """A button and nothing else."""


class CopyForm(forms.Form):
    """The next event made after an old one: what must differ is asked, the rest is taken over."""

    name = CleanTextField(label="名称", max_length=80)
    slug = CleanTextField(
        label="ページの名前", max_length=40, help_text="半角の英数字とハイフン。URLになります。例：dialogue-r9"
    )
    held_on = forms.DateField(label="開催日", widget=forms.DateInput(attrs={"type": "date"}))
    closes_on = forms.DateField(label="申込みの締切", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower()
        if slug != slugify(slug):
            raise forms.ValidationError("半角の英数字とハイフンだけで書いてください。例：dialogue-r9")
        if Event.objects.filter(slug=slug).exists():
            raise forms.ValidationError("このページの名前は、ほかのダイアログが使っています。別の名前にしてください。")
        return slug

    def clean_held_on(self) -> date:
        held_on: date = self.cleaned_data["held_on"]
        if held_on <= self.today:
            raise forms.ValidationError("開催日は、明日からの日にしてください。")
        return held_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        held_on, closes_on = cleaned.get("held_on"), cleaned.get("closes_on")
        if held_on and closes_on and closes_on > held_on:
            self.add_error("closes_on", "申込みの締切は、開催日までにしてください。")
        return cleaned
