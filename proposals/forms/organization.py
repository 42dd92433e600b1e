"""団体 and the person to speak with."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from nara_renkei.accounts.forms import ProfileFields
from nara_renkei.core.form_fields import CleanTextField, CorporateNumberField, PhoneField
from nara_renkei.directory.models import WITHOUT_NUMBER, Organization, OrganizationKind

from .content import ForgivingForm

CONTACT_FIELDS: Final[tuple[str, ...]] = ("contact_name", "contact_phone")
NEW: Final = "new"
BODY_FIELDS: Final = (
    "kind",
    "corporate_number",
    "name",
    "kana",
    "postal_code",
    "address",
    "representative",
    "established",
    "url",
)


NUMBER_MISSING: Final = "法人番号（13桁）を書いてください。国税庁の法人番号公表サイトで調べられます。"


class OrganizationForm(ProfileFields, ForgivingForm):
    forget = ("corporate_number",)
    field_order = ("which", *BODY_FIELDS, *CONTACT_FIELDS)

    which = forms.ChoiceField(
        label="どの団体として提案しますか",
        widget=forms.RadioSelect,
        error_messages={
            "required": "どの団体として提案するかを選んでください。",
            "invalid_choice": "どの団体として提案するかを選んでください。",
        },
    )
    kind = forms.ChoiceField(
        label="団体の種類",
        widget=forms.RadioSelect,
        error_messages={
            "required": "団体の種類を選んでください。",
            "invalid_choice": "団体の種類を選び直してください。",
        },
    )
    corporate_number = CorporateNumberField(
        label="法人番号",
        required=False,
        help_text="13桁の数字。個人事業主と任意団体は、空のまま進んでください。マイナンバー（12桁）は書かないでください。",
    )
    contact_name = CleanTextField(
        label="担当者の氏名",
        max_length=60,
        help_text="市からの連絡を受ける方。",
        error_messages={"required": "担当者の氏名を書いてください。"},
    )
    contact_phone = PhoneField(
        label="担当者の電話",
        help_text="市外局番から。例：0742-34-1111",
        error_messages={"required": "担当者の電話を書いてください。"},
    )

    def __init__(self, *args: Any, known: Sequence[Organization], admitted: Sequence[str], **kwargs: Any) -> None:
        """``known``: the 団体 this person belongs to; ``admitted``: kinds the city takes, empty for all."""
        super().__init__(*args, **kwargs)
        kinds = [choice for choice in OrganizationKind.choices if not admitted or choice[0] in admitted]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["corporate_number"].required_for = "法人"  # type: ignore[attr-defined]
        self.known = {str(organization.uuid): organization for organization in known}
        if known:
            choices = [
                (uuid, f"{organization.name}（{organization.address}）") for uuid, organization in self.known.items()
            ]
            self.fields["which"].choices = [*choices, (NEW, "ほかの団体（新しく書く）")]  # type: ignore[attr-defined]
        else:
            del self.fields["which"]
        self.speak_as(self._typed("kind") if self.is_bound else self.initial.get("kind", ""))
        if self.is_bound and self.chosen:
            for name in BODY_FIELDS:
                self.fields[name].required = False

    @property
    def chosen(self) -> Organization | None:
        """Return the known 団体 that was chosen, or None for a new one."""
        return self.known.get(self._typed("which")) if self.is_bound else None

    def contact(self) -> dict[str, str]:
        """Return the person to speak with, as far as it is right."""
        fitting = self.fitting()
        return {name: fitting[name] for name in CONTACT_FIELDS if name in fitting}

    def body(self) -> dict[str, Any] | None:
        """Return a new 団体 when it is complete."""
        if self.chosen or not self.is_valid():
            return None
        return {name: self.cleaned_data[name] for name in BODY_FIELDS}

    def unfinished(self) -> dict[str, Any]:
        """Return what was typed of a 団体 that is not complete yet, and a contact that is wrong."""
        wrong = self.unfitting()
        if self.chosen:
            return {name: text for name, text in wrong.items() if name in CONTACT_FIELDS}
        if self.is_valid():
            return {}
        fitting = self.fitting()
        return {**{name: fitting[name] for name in BODY_FIELDS if name in fitting}, **wrong}

    @property
    def contact_fields(self) -> list[forms.BoundField]:
        return [self["contact_name"], self["contact_phone"]]

    @property
    def body_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kind", "corporate_number", "name", "postal_code", "address", "representative")]

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kana", "established", "url")]

    @property
    def opens_new(self) -> bool:
        return self["which"].value() == NEW or any(field.errors for field in self.body_fields)

    @property
    def opens_folded(self) -> bool:
        return any(field.errors or field.value() for field in self.folded_fields)

    def clean(self) -> None:
        kind, number = self.cleaned_data.get("kind"), self.cleaned_data.get("corporate_number")
        if self.chosen or not kind:
            return
        if kind not in WITHOUT_NUMBER and number == "":
            self.add_error("corporate_number", NUMBER_MISSING)
        if kind in WITHOUT_NUMBER and number:
            self.add_error(
                "corporate_number", "個人事業主と任意団体は、法人番号を空にしてください。番号は保存していません。"
            )
