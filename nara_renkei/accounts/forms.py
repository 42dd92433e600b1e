"""The company's door: an address, then a code. The staff's code is a shorter one. And the 団体 behind the door."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final, cast

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm
from allauth.core import context, ratelimit
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from django import forms
from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from nara_renkei.core.actors import acting
from nara_renkei.core.form_fields import CleanTextField, PostalCodeField
from nara_renkei.core.postal_codes import address_of
from nara_renkei.core.private_files import tidy_name
from nara_renkei.core.text import plain_digits
from nara_renkei.directory.forms import day_field
from nara_renkei.directory.models import OrganizationKind
from nara_renkei.directory.rules.tables import MAX_BYTES

from .enums import MemberRole, Notice, OrderKind
from .models import Member, User
from .usecases.send_mail_factor import FACTOR_DIGITS
from .usecases.send_sign_in_code import CODE_DIGITS
from .usecases.show_second_factor import FEW_CODES, refuse_second_factor, use_recovery_code
from .usecases.spend_code import spend_code
from .usecases.update_profile import FIXED_WHEN_CONFIRMED


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


# How 個人事業主 and 任意団体 say the same things; the others are registered bodies.
OWN_WAY: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    OrganizationKind.SOLE: {
        "name": ("屋号", "例：竹工房〇〇。屋号がなければ、氏名を書いてください。"),
        "address": ("事業所の所在地", "事業所がなければ、住まいの市区町村までで構いません。"),
        "representative": ("事業主の氏名", "例：奈良 太郎"),
        "established": ("開業", "例：平成20年4月"),
    },
    OrganizationKind.GROUP: {
        "name": ("団体の名称", "例：〇〇を育てる会。規約や会則のとおりに書いてください。"),
        "address": ("連絡先の所在地", "事務所がなければ、代表者か事務局の方の住所を書いてください。"),
        "representative": ("代表者の役名と氏名", "例：会長　奈良 太郎"),
        "established": ("始めた年", "例：平成20年4月"),
    },
}


class ProfileFields(forms.Form):
    """What a 団体 says of itself, once. Kind and 法人番号 name the body and are not here."""

    name = CleanTextField(
        label="名称",
        max_length=100,
        help_text="例：株式会社〇〇。登記や規約のとおりに書いてください。",
        error_messages={"required": "名称を書いてください。"},
    )
    postal_code = PostalCodeField(label="郵便番号", required=False, help_text="7桁の数字。ほかの市町村でも構いません。")
    address = CleanTextField(
        label="所在地",
        max_length=200,
        help_text="例：奈良市二条大路南一丁目1番1号",
        error_messages={"required": "所在地を書いてください。"},
    )
    representative = CleanTextField(
        label="代表者の職名と氏名",
        max_length=100,
        help_text="例：代表取締役　奈良 太郎",
        error_messages={"required": "代表者の職名と氏名を書いてください。"},
    )
    kana = CleanTextField(label="名称のカナ", max_length=100, required=False)
    established = CleanTextField(label="設立", max_length=40, required=False, help_text="例：平成20年4月")
    url = forms.URLField(
        label="ウェブサイト",
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={
            "invalid": "ウェブサイトの形になっていません。例：https://example.co.jp のように書いてください。",
            "max_length": "ウェブサイトは200文字までです。",
        },
    )

    def speak_as(self, kind: str) -> None:
        """Word the fields for a kind that has a way of its own."""
        for field, (label, hint) in OWN_WAY.get(kind, {}).items():
            self.fields[field].label, self.fields[field].help_text = label, hint

    def fill_address(self) -> str:
        """Put the address of the postal code where none is written; return what was found, "" for nothing.

        What is written stays. Only for a form that is shown again.
        """
        found = address_of(plain_digits(str(self["postal_code"].value() or "")))
        if found and not str(self["address"].value() or "").strip():
            typed = cast(QueryDict, self.data).copy()
            typed[self.add_prefix("address")] = found
            self.data = typed
        return found


class ProfileForm(ProfileFields):
    def __init__(self, *args: Any, kind: str, is_confirmed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speak_as(kind)
        for name in FIXED_WHEN_CONFIRMED if is_confirmed else ():
            del self.fields[name]


class InviteForm(forms.Form):
    email = forms.EmailField(
        label="招待する方のメールアドレス",
        max_length=254,
        help_text="この方に、14日間使えるリンクをお送りします。",
        error_messages={
            "required": "招待する方のメールアドレスを書いてください。",
            "invalid": "メールアドレスの形になっていません。例: tanaka@example.co.jp のように書いてください。",
            "max_length": "メールアドレスは254文字までです。",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    role = forms.ChoiceField(
        label="役割",
        choices=[
            (MemberRole.CONTACT, "担当（提案を書き、やり取りをする）"),
            (MemberRole.ADMIN, "管理者（担当のすることに加え、団体の情報と人を直す）"),
        ],
        initial=MemberRole.CONTACT,
        widget=forms.RadioSelect,
        error_messages={"required": "役割を選んでください。", "invalid_choice": "役割を選び直してください。"},
    )


class NameForm(forms.Form):
    """Who comes by an invitation and has proved only an address."""

    name = CleanTextField(
        label="あなたの氏名",
        max_length=60,
        help_text="団体の担当者と市の職員に見えます。",
        error_messages={"required": "氏名を書いてください。"},
    )


class EmergencyNoteForm(forms.Form):
    note = CleanTextField(
        label="したこと",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="何のために、どの画面で、何を変えたか。なければ「見ただけ」と書いてください。",
        error_messages={"required": "したことを書いてください。"},
    )


class NoticesForm(forms.Form):
    """One member's wishes. A tick is a letter that comes."""

    wanted = forms.MultipleChoiceField(
        label="メールで受け取るお知らせ",
        required=False,
        choices=Notice.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "お知らせを選び直してください。"},
    )

    def __init__(self, data: Any, *, member: Member) -> None:
        wanted = [value for value in Notice.values if value not in member.muted]
        super().__init__(data, prefix=str(member.pk), initial={"wanted": wanted})
        self.member = member


class OrderForm(forms.Form):
    """異動・機構改革の表: the file and its two days."""

    kind = forms.ChoiceField(
        label="何の表ですか",
        choices=OrderKind,
        widget=forms.RadioSelect,
        error_messages={"required": "どちらかを選んでください。"},
    )
    file = forms.FileField(
        label="CSVファイル",
        help_text="UTF-8かShift_JIS。5MBまで。職員の表は全員分（載っていない人は退職になります）、部・課の表は全部の課です。",
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        allow_empty_file=True,
        error_messages={"required": "ファイルを選んでください。"},
    )
    as_of = day_field("効力の始まる日", help_text="異動の日。この日の0時から効きます。例：4月1日")
    announced_on = day_field(
        "内示の日",
        help_text="この日の0時すぎに取り込みます。前の日までは、この画面を開ける人のほかには見えません。今日か前なら、すぐに取り込みます。",
    )
    allow_many_leavers = forms.BooleanField(
        label="3割を超える退職を認める",
        required=False,
        help_text="ファイルが途中で切れていないことを確かめたときだけ。",
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if refusal := getattr(upload, "refusal", ""):
            raise forms.ValidationError(refusal)
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(f"ファイルが大きすぎます（{MAX_BYTES // 1024 // 1024}MBまで）。")
        return upload

    def order(self) -> dict[str, Any]:
        """Return what ``check_order`` takes."""
        known = dict(self.cleaned_data)
        upload = known.pop("file")
        return {**known, "data": upload.read(), "file_name": tidy_name(upload.name or "", "csv")}


class PasswordForm(ResetPasswordForm):
    """An unknown address gets a letter too: who is known shows neither in the answer nor in its time."""

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        if self.users:
            return str(super().save(request, **kwargs))
        email = str(self.cleaned_data["email"])
        get_adapter().send_no_password(email)
        return email


# The same words for a wrong code, a used one and too many tries.
FACTOR_REFUSED: Final = (
    "コードが違うか、もう使われています。5回間違えると、その後5分間は、正しいコードも受け付けません。"
    "次のコードが出てから、それでも入れないときは5分待ってから、もう一度入れてください。"
)


class _OnceForm(BaseAuthenticateForm):
    """A code of the token, or a recovery code: a few tries for a person, and each code once (RFC 6238, 5.2)."""

    def clean_code(self) -> str:
        request = context.request
        try:
            if not ratelimit.consume(request, action="second_factor_try", key=f"user:{self.user.pk}"):
                raise forms.ValidationError("")
            code = str(super().clean_code())
            if self.authenticator.type == Authenticator.Type.TOTP and not _is_first(self.user, code):
                raise forms.ValidationError("")
        except forms.ValidationError:
            refuse_second_factor(user=self.user, by=acting(request), at=timezone.now())
            raise forms.ValidationError(FACTOR_REFUSED) from None
        return code

    def save(self) -> None:
        super().save()
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            left = use_recovery_code(
                factor=self.authenticator, user=self.user, by=acting(context.request), at=timezone.now()
            )
            if left <= FEW_CODES:
                messages.warning(
                    context.request, f"回復コードは、残り{left}個です。二段階認証の画面で、新しく作ってください。"
                )


class FactorForm(_OnceForm, AuthenticateForm):
    """After the password; signing in gives the session a new key."""


class FactorAgainForm(_OnceForm, ReauthenticateForm):
    """In a session that the password alone opened, or before something weighty."""

    def save(self) -> None:
        super().save()
        context.request.session.cycle_key()


class KeyAgainForm(ReauthenticateWebAuthnForm):
    def save(self) -> None:
        super().save()
        context.request.session.cycle_key()


class NewTokenForm(ActivateTOTPForm):
    """The code that registers a token is used up by it."""

    def clean_code(self) -> str:
        code = str(super().clean_code())
        if not _is_first(self.user, code):
            raise forms.ValidationError(FACTOR_REFUSED)
        return code


def _is_first(user: User, code: str) -> bool:
    return spend_code(f"user:{user.pk}", "".join(filter(str.isdigit, code)))
