"""保存年限 and 廃棄: what the desk writes."""

from typing import Any

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from proposals.models import Proposal
from screening.enums import HoldCause
from screening.queries.contacts import find_by_number

from .choices import choice_field, day_field

NO_SUCH = "この番号の提案は見つかりません。番号を確かめてください。"


class HoldLineForm(forms.Form):
    cause = choice_field("わけ", HoldCause.choices)
    reason = CleanTextField(label="くわしく", max_length=300, help_text="事件の番号、請求の番号など。")


class HoldForm(HoldLineForm):
    number = CleanTextField(label="提案番号", max_length=20, help_text="例：R8-J-0001")
    field_order = ("number",)

    def clean_number(self) -> Proposal:
        found = find_by_number(self.cleaned_data["number"])
        if found is None:
            raise forms.ValidationError(NO_SUCH)
        return found


class LiftForm(forms.Form):
    reason = CleanTextField(label="解くわけ", max_length=300, multiline=True)


class PutOffForm(forms.Form):
    until = day_field("この日まで残す")
    reason = CleanTextField(label="延ばす理由", max_length=300, multiline=True)


class ApproveForm(forms.Form):
    document_number = CleanTextField(
        label="決裁の文書番号", max_length=40, help_text="市の文書管理で決裁した起案の番号。例：奈総第123号"
    )
    decided_on = day_field("決裁日")


class DropForm(forms.Form):
    reason = CleanTextField(label="取りやめるわけ", max_length=200)


class NothingForm(forms.Form):
    """A button that asks nothing."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
