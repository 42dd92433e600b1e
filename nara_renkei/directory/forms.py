"""What the desk writes about an agreement, inside the admin."""

from typing import Any, Final

from django import forms

from nara_renkei.core.form_fields import AttachmentField, CleanTextField, PhoneField

from .enums import PaperOf, Side
from .models import Agreement, AgreementRecord, Division

NO_DATE: Final = "日付を選んでください。"


def day_field(label: str, *, help_text: str = "", required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": NO_DATE, "invalid": NO_DATE},
    )


class AgreementForm(forms.ModelForm):
    title = CleanTextField(label="名称", max_length=120, initial="包括連携協定")
    fields = CleanTextField(  # type: ignore[assignment]  # the model's own word; Django takes it out of the class
        label="連携する分野", max_length=200, required=False, help_text="／で区切ります。例：買物支援／見守り"
    )
    other_parties = CleanTextField(
        label="ほかの当事者",
        max_length=200,
        required=False,
        help_text=Agreement._meta.get_field("other_parties").help_text,
    )
    press_url = forms.URLField(
        label="報道発表のURL",
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={"max_length": "報道発表のURLは200文字までです。"},
    )

    class Meta:
        model = Agreement
        fields = (
            "organization",
            "other_parties",
            "title",
            "fields",
            "division",
            "signed_on",
            "signing",
            "starts_on",
            "ends_on",
            "renews_years",
            "notice_count",
            "notice_unit",
            "pressed_on",
            "press_url",
            "is_public",
        )


class AgreementRecordForm(forms.ModelForm):
    document_number = CleanTextField(label="文書番号", max_length=60, required=False)
    original_at = CleanTextField(
        label="原本の保管", max_length=120, required=False, help_text="課・棚・文書管理の番号など。"
    )
    city_contact = CleanTextField(label="市の担当（職・係）", max_length=60, required=False)
    partner_name = CleanTextField(label="団体の担当者", max_length=60, required=False)
    partner_section = CleanTextField(label="団体の部署", max_length=80, required=False)
    partner_phone = PhoneField(label="団体の電話", required=False)
    notes = CleanTextField(
        label="備考", max_length=2000, multiline=True, required=False, help_text="このメモも行政文書です。"
    )

    class Meta:
        model = AgreementRecord
        fields = (
            "decided_on",
            "document_number",
            "original_at",
            "city_contact",
            "partner_name",
            "partner_section",
            "partner_phone",
            "partner_email",
            "partner_confirmed_on",
            "notes",
        )

    def clean(self) -> dict[str, Any]:
        """The 決裁 comes first; the agreement is the one above on the same page, as it was typed."""
        found = super().clean() or {}
        agreement, decided_on = found.get("agreement"), found.get("decided_on")
        if agreement and agreement.signed_on and decided_on and decided_on > agreement.signed_on:
            self.add_error("decided_on", "決裁日は、締結日より後にできません。どちらかを直してください。")
        return found


class RenewForm(forms.Form):
    note = CleanTextField(
        label="メモ", max_length=200, required=False, help_text="だれが、いつ決めたかなど。庁内だけに残ります。"
    )


class DeclineForm(forms.Form):
    declined_on = day_field("申出の日")
    side = forms.ChoiceField(label="申し出た側", choices=Side.choices)


class ExtendForm(forms.Form):
    agreed_on = day_field("合意した日")
    ends_on = day_field("新しい終わり")
    note = CleanTextField(
        label="メモ", max_length=200, required=False, help_text="覚書の番号など。庁内だけに残ります。"
    )


class EndForm(forms.Form):
    ended_on = day_field("解約の日", help_text="効力のある最後の日です。")
    why = CleanTextField(label="解約の理由", max_length=200, help_text="団体の画面にも出ます。")


class ActivityForm(forms.Form):
    held_on = day_field("日")
    what = CleanTextField(label="したこと", max_length=200)
    figures = CleanTextField(
        label="数字", max_length=100, required=False, help_text="例：3会場で延べ120人。団体の画面にも出ます。"
    )
    division = forms.ModelChoiceField(Division.objects.none(), label="課", required=False, empty_label="選ばない")
    proposal_number = CleanTextField(label="提案番号", max_length=20, required=False)
    is_public = forms.BooleanField(label="公開のページにも載せる", required=False)

    def __init__(self, *args: Any, divisions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = divisions  # type: ignore[attr-defined]  # a choice field has it


class PaperForm(forms.Form):
    kind = forms.ChoiceField(label="文書", choices=PaperOf.choices)
    upload = AttachmentField(label="ファイル", help_text="PDFなど20MBまで。市だけが読みます。前の版も残ります。")
