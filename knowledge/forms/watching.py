"""What somebody wants to hear of."""

from datetime import date
from typing import Any, Final

from django import forms

from knowledge.models import Method
from knowledge.rules.watching import WORDS
from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.directory.models import Division

ONE: Final = "言葉・課・手法のうち、一つだけを選んでください。"


class WatchForm(forms.Form):
    """One of the three."""

    words = CleanTextField(
        label="言葉",
        max_length=WORDS,
        required=False,
        help_text="2文字以上、40字まで。例：防災。空けて並べると、すべてを含むもの。",
    )
    division = forms.ModelChoiceField(
        label="課", queryset=Division.objects.none(), to_field_name="code", required=False, empty_label="選ばない"
    )
    method = forms.ModelChoiceField(
        label="連携手法", queryset=Method.objects.none(), to_field_name="code", required=False, empty_label="選ばない"
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = Division.objects.valid_on(today).in_order()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["method"].queryset = Method.objects.in_use().in_order()  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> None:
        if not self.errors and sum(bool(self.cleaned_data[name]) for name in self.fields) != 1:
            raise forms.ValidationError(ONE)
