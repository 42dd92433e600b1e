"""デジタル名刺: what a person shows, and the code of somebody's badge."""

from django import forms

from nara_renkei.core.form_fields import CleanTextField, PhoneField


class CardForm(forms.Form):
    email = forms.EmailField(
        label="メール",
        max_length=254,
        required=False,
        error_messages={
            "invalid": "メールアドレスの形になっていません。例: tanaka@example.co.jp のように入れてください。",
            "max_length": "メールアドレスは254文字までです。",
        },
    )
    phone = PhoneField(label="電話", required=False)
    words = CleanTextField(
        label="ひとこと", max_length=100, required=False, help_text="100字まで。ウェブサイトの住所も書けます。"
    )


class BadgeCodeForm(forms.Form):
    code = CleanTextField(label="相手の名札の番号", max_length=200, help_text="名札のQRの下にある8文字。例：ABCD-2345")
