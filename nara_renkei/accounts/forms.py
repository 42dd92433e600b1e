"""The company's door: an address, then a code. The staff's code is a shorter one."""

import re
import unicodedata
from typing import Any

from django import forms

from .usecases.send_mail_factor import FACTOR_DIGITS
from .usecases.send_sign_in_code import CODE_DIGITS


class AddressForm(forms.Form):
    email = forms.EmailField(
        label="メールアドレス",
        max_length=254,
        help_text="初めての方も、この画面から始められます。パスワードはありません。",
        error_messages={
            "required": "メールアドレスを入れてください。",
            "invalid": "メールアドレスの形になっていません。例: tanaka@example.co.jp のように入れてください。",
            "max_length": "メールアドレスは254文字までです。",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class CodeForm(forms.Form):
    digits = CODE_DIGITS

    code = forms.CharField(
        label="確認コード",
        max_length=40,
        help_text="メールに書かれた8桁の数字。全角や空白が入っていても構いません。",
        error_messages={
            "required": "確認コードを入れてください。",
            "max_length": "確認コードは8桁の数字です。",
        },
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        digits = re.sub(r"[\s\-‐－ー]", "", unicodedata.normalize("NFKC", self.cleaned_data["code"]))
        if not re.fullmatch(rf"[0-9]{{{self.digits}}}", digits):
            raise forms.ValidationError(f"確認コードは{self.digits}桁の数字です。")
        return digits


class MailFactorForm(CodeForm):
    digits = FACTOR_DIGITS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "庁内メールに書かれた6桁の数字。全角や空白が入っていても構いません。"
        self.fields["code"].error_messages["max_length"] = "確認コードは6桁の数字です。"
