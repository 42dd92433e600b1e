"""代行入力: what the desk types for a company, and how the company's answers come back."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils import timezone

from nara_renkei.core.form_fields import AttachmentField, AttachmentsField, CleanTextField, PhoneField
from nara_renkei.directory.models import Organization
from proposals.enums import Channel, ItemKind, Publicity
from proposals.models import Challenge
from proposals.rules.content import OPTIONAL_FIELDS, REQUIRED_FIELDS

from .content import ContentForm
from .organization import BODY_FIELDS, OrganizationForm
from .pledges import ALL_READ, PledgeForm

CHANNELS = [choice for choice in Channel.choices if choice[0] != Channel.WEB]
NO_DAY = "受付日を入れてください。"


class ReceivedForm(forms.Form):
    """How and when it came, from whom, for which 課題."""

    channel = forms.ChoiceField(
        label="届き方",
        choices=CHANNELS,
        widget=forms.RadioSelect,
        error_messages={"required": "届き方を選んでください。"},
    )
    received_on = forms.DateField(
        label="受付日",
        help_text="市に届いた日。市の期日は、この日から数えます。",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": NO_DAY, "invalid": NO_DAY},
    )
    challenge = forms.ModelChoiceField(
        label="課題", queryset=Challenge.objects.none(), required=False, empty_label="自由提案（課題なし）"
    )
    contact_name = CleanTextField(
        label="担当者の氏名", max_length=60, error_messages={"required": "担当者の氏名を書いてください。"}
    )
    contact_phone = PhoneField(
        label="担当者の電話", required=False, help_text="分からなければ空のまま。例：0742-34-1111"
    )
    email = forms.EmailField(
        label="担当者のメール",
        max_length=254,
        required=False,
        help_text="入れると、内容と確認事項を確かめるリンクを送ります。空なら、紙の誓約書を待ちます。",
        error_messages={
            "invalid": "メールアドレスの形になっていません。",
            "max_length": "メールアドレスは254文字までです。",
        },
    )
    scans = AttachmentsField(label="紙の写し", required=False, help_text="届いた紙や手紙の写し。PDF、JPG、PNG など。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["challenge"].queryset = Challenge.objects.public().order_by("-published_on", "pk")  # type: ignore[attr-defined]

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("受付日は、今日かそれより前の日にしてください。")
        return day


class NewBodyForm(OrganizationForm):
    """A 団体 the desk does not know yet."""

    contact_name = None  # type: ignore[assignment]  # Django's way to leave an inherited field out
    contact_phone = None  # type: ignore[assignment]

    def new_body(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in BODY_FIELDS}


class EntrustedForm:
    """The three parts of the page, valid together."""

    def __init__(
        self,
        data: Any,
        files: Any,
        *,
        organization: Organization | None,
        initial: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        posted = data is not None
        names = (*REQUIRED_FIELDS, *OPTIONAL_FIELDS)
        self.received = ReceivedForm(data, files, initial={"received_on": timezone.localdate(), **initial})
        self.content = ContentForm(data, names=names) if posted else ContentForm(names=names, initial=initial)
        self.body = None if organization else NewBodyForm(data, known=[], admitted=[])
        self.parts: list[forms.Form] = [part for part in (self.received, self.body, self.content) if part is not None]
        for part in self.parts:
            part.label_suffix, part.required_css_class = "", "required"  # type: ignore[attr-defined]

    def is_valid(self) -> bool:
        # every part speaks, also after the first that is wrong
        valid = [part.is_valid() for part in self.parts]
        return all(valid)

    @property
    def required(self) -> list[forms.BoundField]:
        return [self.content[name] for name in REQUIRED_FIELDS]

    @property
    def optional(self) -> list[forms.BoundField]:
        return [self.content[name] for name in OPTIONAL_FIELDS]

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """Return (address on the page, name of the field, sentence) of everything that is wrong."""
        return [
            (field.auto_id, str(field.label), str(error))
            for part in self.parts
            for field in part
            for error in field.errors
        ]

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the use case."""
        received = self.received.cleaned_data
        publicity = self.content.cleaned_data["publicity"] or Publicity.CLOSED
        contact = {name: received[name] for name in ("contact_name", "contact_phone")}
        return {
            "channel": Channel(received["channel"]),
            "received_on": received["received_on"],
            "challenge": received["challenge"],
            "email": received["email"],
            "scans": received["scans"],
            "body": self.body.new_body() if self.body else None,
            "content": {**self.content.cleaned_data, "publicity": publicity, **contact},
        }


class AskForPledgesForm(forms.Form):
    email = forms.EmailField(
        label="担当者のメール",
        max_length=254,
        error_messages={
            "required": "メールアドレスを入れてください。",
            "invalid": "メールアドレスの形になっていません。",
            "max_length": "メールアドレスは254文字までです。",
        },
    )


class PaperPledgeForm(PledgeForm):
    """What the signed paper says, and its scan."""

    scan = AttachmentField(label="誓約書の写し", help_text="署名のある紙の写し。PDF、JPG、PNG。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in self.items:
            if item.kind in {ItemKind.PLEDGE, ItemKind.CONSENT}:
                self.fields[item.code].label = f"{item.code} {item.text}"
                self.fields[item.code].error_messages["required"] = "紙に印がないときは、記録できません。"
            elif item.kind == ItemKind.DECLARATION:
                self.fields[item.code].label = f"{item.code} {item.text}"
        if ALL_READ in self.fields:
            self.fields[ALL_READ].label = "了承の文のすべてに、紙の上で印がある"


class ChangeForm(forms.Form):
    body = CleanTextField(
        label="直してほしい所",
        max_length=2000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="2000字まで。公民連携デスクが読んで、直し方をお返事します。",
        error_messages={"required": "直してほしい所を書いてください。"},
    )
