"""共同提案: whom to ask, which 団体 one is, and a word when one says no."""

from typing import Any

from django import forms

from nara_renkei.accounts.forms import AddressForm
from nara_renkei.core.form_fields import CleanTextField

from .organization import OrganizationForm


class CoProposerForm(AddressForm):
    field_order = ("name", "email")

    name = CleanTextField(
        label="団体の名称",
        max_length=100,
        error_messages={"required": "お願いする団体の名称を書いてください。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.label, email.help_text = (
            "その団体の担当者のメール",
            "このアドレスに、下書きを読むためのリンクを送ります。",
        )
        email.widget.attrs["autocomplete"] = "off"


class WhoAmIForm(OrganizationForm):
    """Which 団体 a co-proposer is, and the person's name; nobody telephones a co-proposer."""

    contact_phone = None  # type: ignore[assignment]  # Django's way to leave an inherited field out

    @property
    def contact_fields(self) -> list[forms.BoundField]:
        return [self["contact_name"]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact_name"].label = "あなたの氏名"
        self.fields["contact_name"].help_text = "確認事項に答えた人として残ります。"


class DeclineForm(forms.Form):
    reason = CleanTextField(
        label="断る理由（任意）",
        max_length=200,
        multiline=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="200字まで。お願いした団体が読みます。",
    )
