"""応接記録 and 電話メモ. The desk and the 課 write; the company never reads them."""

from typing import Any
from uuid import UUID, uuid4

from django import forms

from nara_renkei.core.form_fields import REQUIRED, CleanTextField
from nara_renkei.directory.models import Organization
from nara_renkei.directory.queries import find_organizations
from proposals.models import Proposal
from screening.enums import ContactKind
from screening.queries.contacts import find_by_number
from screening.usecases.keep_phone_memo import PhoneMemo
from screening.usecases.record_contact import ContactFacts

from .choices import choice_field

IS_A_DOCUMENT = "この記録も行政文書です。開示請求の対象になります。提案者には見えません。"
NO_TIME = "日時を入力してください。例：2026-12-07 10:00"
NO_NUMBER = "この番号の提案は見つかりません。番号を確かめるか、空にしてください。"
NO_BODY = "この名称の団体は見つかりません。名称か法人番号を確かめるか、空にしてください。"


def proposal_of(typed: str) -> Proposal | None:
    """Return the proposal of a typed number, None for none. Raises ValidationError when there is no such one."""
    found = find_by_number(typed) if typed else None
    if typed and found is None:
        raise forms.ValidationError(NO_NUMBER)
    return found


class KeyedForm(forms.Form):
    """A form that makes one row, however often its button is pressed."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    @property
    def made_once(self) -> UUID:
        """Return the key of the row; one that was tampered with makes a row of its own."""
        return self.cleaned_data["key"] or uuid4()


class ContactForm(KeyedForm):
    """応接記録 of a proposal."""

    kind = choice_field("種類", ContactKind.choices)
    met_at = forms.DateTimeField(
        label="日時",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": REQUIRED, "invalid": NO_TIME},
    )
    place = CleanTextField(label="場所", max_length=120, required=False, help_text="例：北棟5階の打合せ室")
    people = CleanTextField(
        label="相手と同席した人",
        max_length=300,
        help_text="相手の名前と立場、市の側で同席した人。議員や第三者からの働きかけは、その方の名前と、だれの依頼か。",
    )
    body = CleanTextField(label="話したこと", max_length=2000, multiline=True, help_text=IS_A_DOCUMENT)
    next_step = CleanTextField(
        label="このあとどうするか", max_length=300, required=False, help_text="だれが、何を、いつまでに。"
    )

    def facts(self) -> ContactFacts:
        data = self.cleaned_data
        return ContactFacts(
            kind=ContactKind(data["kind"]),
            met_at=data["met_at"],
            place=data["place"],
            people=data["people"],
            body=data["body"],
            next_step=data["next_step"],
        )


class AboutForm(forms.Form):
    """What it is about: a number, a 団体, both or neither."""

    number = CleanTextField(label="提案番号", max_length=20, required=False, help_text="例：R8-J-0001。なければ空に。")
    organization = CleanTextField(
        label="団体", max_length=100, required=False, help_text="名称か法人番号。提案番号があれば空でかまいません。"
    )

    def clean_number(self) -> Proposal | None:
        return proposal_of(self.cleaned_data["number"])

    def clean_organization(self) -> Organization | None:
        typed = self.cleaned_data["organization"]
        found = find_organizations(typed, count=6)
        same = [one for one in found if one.name == typed.strip()]
        if len(same) == 1 or len(found) == 1:
            return (same or found)[0]
        if len(found) > 1:
            names = "、".join(f"{one}（{one.corporate_number or '法人番号なし'}）" for one in found[:5])
            raise forms.ValidationError(f"いくつか見つかりました：{names}。法人番号か、名称のすべてを入れてください。")
        if typed:
            raise forms.ValidationError(NO_BODY)
        return None

    def about(self) -> dict[str, Any]:
        return {"proposal": self.cleaned_data["number"], "organization": self.cleaned_data["organization"]}


class DeskContactForm(AboutForm, ContactForm):
    """応接記録 of anything, by the desk."""

    field_order = ("number", "organization")


class PhoneMemoForm(KeyedForm):
    """電話メモ: three lines, and the number if there is one."""

    caller = CleanTextField(label="だれから", max_length=300, help_text="会社名と名前、電話番号。")
    matter = CleanTextField(
        label="何の話",
        max_length=2000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=IS_A_DOCUMENT,
    )
    then = CleanTextField(
        label="どうするか",
        max_length=300,
        required=False,
        help_text="だれが、何を、いつまでに。例：デスクが明日の午前に折り返す。",
    )
    number = CleanTextField(label="提案番号", max_length=20, required=False, help_text="例：R8-J-0001。なければ空に。")

    def clean_number(self) -> Proposal | None:
        return proposal_of(self.cleaned_data["number"])

    def memo(self) -> PhoneMemo:
        return PhoneMemo(**{name: self.cleaned_data[name] for name in ("caller", "matter", "then")})
