"""対象の決まり, as the desk fills it in: ticks for what is a list, typed words for what is not."""

import re
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.directory.models import Department
from training.models import AudienceRule

BETWEEN = re.compile(r"[、,，・\n]+")
FIELDS = ("kinds", "grades", "titles", "departments", "new_since")
SAYS_NOTHING = "少なくとも一つに印か言葉を入れてください。全職員のときは、席の種類すべてに印を付けてください。"


class AudienceRuleForm(forms.ModelForm):  # type: ignore[type-arg]
    kinds = forms.MultipleChoiceField(
        label="席の種類", choices=PostKind, widget=forms.CheckboxSelectMultiple, required=False
    )
    grades = CleanTextField(label="級", max_length=200, required=False, help_text="「7級、8級」のように書きます。")
    titles = CleanTextField(
        label="職名", max_length=400, required=False, help_text="「課長、室長、所長」のように、職名のとおりに書きます。"
    )

    class Meta:
        model = AudienceRule
        fields = FIELDS
        widgets = {"departments": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("grades", "titles"):
            self.initial[name] = "、".join(getattr(self.instance, name))
        standing = Q(valid_to=None) | Q(valid_to__gte=today)
        if self.instance.pk:
            standing |= Q(pk__in=self.instance.departments.values("pk"))
        self.fields["departments"].queryset = Department.objects.filter(standing).in_order()  # type: ignore[attr-defined]  # a ModelChoiceField; Django's types say Field

    def clean_grades(self) -> list[str]:
        return self._words("grades", 10)

    def clean_titles(self) -> list[str]:
        return self._words("titles", 40)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in FIELDS):
            self.add_error(None, SAYS_NOTHING)
        return cleaned

    def _words(self, name: str, most: int) -> list[str]:
        words = [word.strip() for word in BETWEEN.split(self.cleaned_data[name]) if word.strip()]
        if too_long := [word for word in words if len(word) > most]:
            raise forms.ValidationError(f"「{too_long[0]}」は{most}字までにして、「、」で区切ってください。")
        return words
