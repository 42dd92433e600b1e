"""What is typed about the public face of a 事例, and about its pictures."""

from typing import Any, Final

from django import forms

from knowledge.enums import Licence
from knowledge.rules.faces import ALT, CREDIT, REMARK, WHY
from nara_renkei.core.form_fields import AttachmentField, CleanTextField
from nara_renkei.core.pictures import check_picture
from nara_renkei.core.private_files import UploadRefused

CHOOSE: Final = {"required": "どれか一つを選んでください。", "invalid_choice": "どれか一つを選んでください。"}


class SeenForm(forms.Form):
    """A button about exactly what was read."""

    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)


class AskPartnerForm(SeenForm):
    tells = forms.BooleanField(
        label="メールで知らせる",
        required=False,
        initial=True,
        help_text="印を外すと、団体の画面に出るだけです。電話などで知らせてください。",
    )


class TakeDownForm(forms.Form):
    why = CleanTextField(
        label="公開をやめる理由",
        max_length=WHY,
        multiline=True,
        help_text="400字まで。庁内の記録に残り、外には出ません。",
    )


class RefusalForm(forms.Form):
    """What the partner wants changed."""

    remark = CleanTextField(
        label="直してほしいところ、同意しない理由",
        max_length=REMARK,
        multiline=True,
        required=False,
        help_text="400字まで。デスクと担当課が読みます。書かなくてもかまいません。",
    )


class PictureField(AttachmentField):
    """One JPG or PNG."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        if data:
            try:
                check_picture(data)
            except UploadRefused as exc:
                raise forms.ValidationError(str(exc), code="refused") from exc
        return super().clean(data, initial)


class PictureForm(forms.Form):
    upload = PictureField(
        label="画像",
        help_text="JPGかPNG、1件20MBまで。長い辺が1,600ピクセルより大きいものは小さくし、撮った場所などの情報は消します。",
    )
    alt = CleanTextField(
        label="画像の説明",
        max_length=ALT,
        help_text="200字まで。見えない方にも伝わる言葉で。例：公民館で講座を受ける方々",
    )
    credit = CleanTextField(label="撮った人・提供", max_length=CREDIT, help_text="80字まで。例：奈良市")
    licence = forms.ChoiceField(
        label="使い方の条件", choices=Licence.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    is_public = forms.BooleanField(
        label="公開の事例にも出す",
        required=False,
        help_text="写っている方の承諾があるものだけ。次に公開する内容から入ります。",
    )
