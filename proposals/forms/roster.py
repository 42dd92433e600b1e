"""役員名簿: typed, or as a file."""

from typing import Any, Final

from django import forms

from nara_renkei.core.form_fields import REQUIRED, AttachmentField, CleanTextField
from proposals.enums import Gender
from proposals.usecases.hand_in_roster import Officer

ROWS: Final = 5
NO_DATE: Final = "生年月日を入力してください。例：1970-04-01"


class OfficerForm(forms.Form):
    """One 役員. A row that was left empty is nobody."""

    name = CleanTextField(label="氏名", max_length=60)
    kana = CleanTextField(label="カナ", max_length=60)
    born_on = forms.DateField(
        label="生年月日",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": REQUIRED, "invalid": NO_DATE},
    )
    gender = forms.ChoiceField(
        label="性別",
        choices=[("", "選んでください"), *Gender.choices],
        error_messages={"required": "選んでください。", "invalid_choice": "選び直してください。"},
    )
    address = CleanTextField(label="住所", max_length=200)

    def officer(self) -> Officer:
        return Officer(**{**self.cleaned_data, "gender": Gender(self.cleaned_data["gender"])})


class RosterFileForm(forms.Form):
    upload = AttachmentField(
        label="名簿のファイル",
        required=False,
        help_text="氏名・カナ・生年月日・性別・住所のあるもの。Excel、PDFなど。20MBまで。",
    )


def officer_forms(data: Any = None) -> list[OfficerForm]:
    """Return the rows of the page, bound when something was sent."""
    return [
        OfficerForm(data, prefix=f"officer-{row}", empty_permitted=True, use_required_attribute=False)
        for row in range(1, ROWS + 1)
    ]
