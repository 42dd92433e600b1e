"""What is typed when a page still holds."""

from datetime import date
from typing import Any, Final

from django import forms

from nara_renkei.directory.models import Division

NOT_A_DAY: Final = {"required": "日を選んでください。", "invalid": "日付の形で入力してください。例：2027-04-01"}
DAY: Final = {"type": "date"}


class ReviewForm(forms.Form):
    """Until when a page holds; the desk may give it to another 課."""

    review_by = forms.DateField(
        label="次の見直しの期限",
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages=NOT_A_DAY,
        help_text="明日から3年後までの日。この日を過ぎると、ページにそう出て、課にお願いのメールが届きます。",
    )
    owner = forms.ModelChoiceField(
        label="担当課を替える", queryset=Division.objects.none(), required=False, empty_label="いまの課のまま"
    )

    def __init__(self, *args: Any, today: date, is_desk: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_desk:
            self.fields["owner"].queryset = Division.objects.valid_on(today).in_order()  # type: ignore[attr-defined]  # a ModelChoiceField
        else:
            del self.fields["owner"]
