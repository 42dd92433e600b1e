"""Form fields for what strangers type: public text, 法人番号, telephone, postal code, attachment."""

import re
import unicodedata
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy

from .private_files import UploadRefused, check_upload, tidy_name
from .scanning import scanner_notice
from .text import check_digit, count_characters, forbidden_character, looks_like_my_number, plain_digits

REQUIRED: Final = "入力してください。"
CONTROL_CHARACTER: Final = (
    "画面に表示できない文字（制御文字 {code}）が含まれています。{place}の前後を消して、入力し直してください。"
)
BROKEN_CHARACTER: Final = "壊れた文字（{code}）が含まれています。{place}の前後を消して、入力し直してください。"
LINE_BREAK: Final = "改行は使えません。1行で入力してください。"
TOO_LONG: Final = "{limit}文字以内で入力してください。いまは{count}文字です。{over}文字減らしてください。"
TOO_SHORT: Final = "{limit}文字以上で入力してください。いまは{count}文字です。"

MY_NUMBER: Final = (
    "12桁の番号は受け付けません。マイナンバー（個人番号）は入力しないでください。"
    "法人番号は13桁です。国税庁の法人番号公表サイトで確かめて、入力してください。"
)
NOT_DIGITS: Final = "法人番号は数字13桁で入力してください。ハイフンと空白は、あってもかまいません。"
WRONG_LENGTH: Final = "法人番号は13桁です。いまは{count}桁です。国税庁の法人番号公表サイトで確かめてください。"
WRONG_CHECK_DIGIT: Final = (
    "法人番号の数字に誤りがあります。国税庁の法人番号公表サイトで確かめて、13桁を入力し直してください。"
)
NOT_A_PHONE: Final = "電話番号は市外局番から数字で入力してください。例：0742-34-1111"
NOT_A_POSTAL_CODE: Final = "郵便番号は7桁の数字で入力してください。例：630-8580"

NO_INK: Final = {"Cf", "Zs", "Zl", "Zp", "Cc"}


def is_blank(text: str) -> bool:
    """Return whether nothing would be seen: spaces of any width, zero-width characters, line breaks."""
    return all(unicodedata.category(character) in NO_INK for character in text)


class CleanTextField(forms.CharField):
    """Public text, kept as it was typed: 葛󠄀, 𠮷, 髙 and ｶﾅ come back code point by code point.

    Only two things change: a line break is stored as one ``\\n``, and the spaces around a one-line text go.
    ``max_length`` counts code points, a line break as one. Control characters and lone surrogates are refused.
    """

    def __init__(
        self, *, max_length: int | None = None, min_length: int | None = None, multiline: bool = False, **kwargs: Any
    ) -> None:
        self.multiline = multiline
        self.character_limit = max_length
        self.character_minimum = min_length
        if multiline:
            kwargs.setdefault("widget", forms.Textarea)
        kwargs["error_messages"] = {"required": REQUIRED, **(kwargs.get("error_messages") or {})}
        # CharField's own limit would count CRLF twice, and its strip would eat the indent 「　」
        super().__init__(strip=False, **kwargs)
        # for the counter below the control; set late, so that no maxlength and no validator comes of it
        self.max_length = max_length
        # CharField's own NUL validator speaks later and says less
        self.validators = [v for v in self.validators if type(v).__name__ != "ProhibitNullCharactersValidator"]

    def to_python(self, value: Any) -> str:
        if isinstance(value, str):
            if value and is_blank(value) and forbidden_character(value) is None:
                return ""
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        text = super().to_python(value) or ""
        if not text:
            return ""
        self._refuse_hostile(text)
        if not self.multiline:
            text = text.strip()
            if "\n" in text:
                raise ValidationError(LINE_BREAK, code="line_break")
        self._refuse_length(text)
        return text

    def _refuse_hostile(self, text: str) -> None:
        found = forbidden_character(text)
        if found is None:
            return
        position = text.index(found)
        before = text[max(0, position - 5) : position].strip()
        place = f"「{before}」" if before else "先頭"
        message = BROKEN_CHARACTER if "\ud800" <= found <= "\udfff" else CONTROL_CHARACTER
        raise ValidationError(message.format(code=f"U+{ord(found):04X}", place=place), code="forbidden_character")

    def _refuse_length(self, text: str) -> None:
        count = count_characters(text)
        if self.character_limit is not None and count > self.character_limit:
            over = count - self.character_limit
            message = TOO_LONG.format(limit=self.character_limit, count=count, over=over)
            raise ValidationError(message, code="max_length")
        if self.character_minimum is not None and count < self.character_minimum:
            message = TOO_SHORT.format(limit=self.character_minimum, count=count)
            raise ValidationError(message, code="min_length")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, data.replace("\r\n", "\n") if isinstance(data, str) else data)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # no maxlength: browsers count 𠮷 twice and cut pasted text without a word
        attrs = super().widget_attrs(widget)
        if self.character_limit is not None and not widget.is_hidden:
            attrs["data-max-length"] = str(self.character_limit)
            if isinstance(widget, forms.Textarea) and widget.attrs["rows"] == "10" and self.character_limit <= 400:
                attrs["rows"] = "5"  # Django's ten lines look like a wish for more
        return attrs


class CorporateNumberField(forms.CharField):
    """法人番号: full-width digits, hyphens and spaces are accepted, 13 digits are returned.

    A text of 12 digits may be a My Number: it is refused, not shown again and not kept in a draft.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs["error_messages"] = {"required": REQUIRED, **(kwargs.get("error_messages") or {})}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        if isinstance(value, str) and forbidden_character(value) is not None:
            raise ValidationError(NOT_DIGITS, code="not_digits")
        text = super().to_python(value) or ""
        if not text:
            return ""
        if looks_like_my_number(text):
            raise ValidationError(MY_NUMBER, code="my_number")
        digits = re.sub(r"[\s-]", "", plain_digits(text))
        if not re.fullmatch(r"[0-9]+", digits):
            raise ValidationError(NOT_DIGITS, code="not_digits")
        if len(digits) != 13:
            raise ValidationError(WRONG_LENGTH.format(count=len(digits)), code="length")
        if digits[0] != check_digit(digits[1:]):
            raise ValidationError(WRONG_CHECK_DIGIT, code="check_digit")
        return digits

    def bound_data(self, data: Any, initial: Any) -> Any:
        return "" if isinstance(data, str) and looks_like_my_number(data) else super().bound_data(data, initial)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off", "data-no-draft": ""}


class PhoneField(forms.CharField):
    """A telephone number in Japan: 10 or 11 digits from 0, or +81; half-width with its hyphens."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["error_messages"] = {"required": REQUIRED, **(kwargs.get("error_messages") or {})}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        if isinstance(value, str) and forbidden_character(value) is not None:
            raise ValidationError(NOT_A_PHONE, code="phone")
        text = super().to_python(value) or ""
        if not text:
            return ""
        number = re.sub(r"\s+", "-", plain_digits(text).replace("(", "-").replace(")", "-"))
        number = re.sub(r"-+", "-", number).strip("-")
        digits = number.replace("-", "")
        home = re.fullmatch(r"0[0-9]{9,10}", digits)
        abroad = re.fullmatch(r"\+81[1-9][0-9]{8,9}", digits)
        if not (home or abroad) or not re.fullmatch(r"\+?[0-9-]+", number) or len(number) > 20:
            raise ValidationError(NOT_A_PHONE, code="phone")
        return number

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "tel", "autocomplete": "tel"}


class PostalCodeField(forms.CharField):
    """郵便番号: 〒, full-width digits and a missing hyphen are accepted, 「630-8580」 is returned."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["error_messages"] = {"required": REQUIRED, **(kwargs.get("error_messages") or {})}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        if isinstance(value, str) and forbidden_character(value) is not None:
            raise ValidationError(NOT_A_POSTAL_CODE, code="postal_code")
        text = super().to_python(value) or ""
        if not text:
            return ""
        digits = re.sub(r"[\s〒-]", "", plain_digits(text))
        if not re.fullmatch(r"[0-9]{7}", digits):
            raise ValidationError(NOT_A_POSTAL_CODE, code="postal_code")
        return f"{digits[:3]}-{digits[3:]}"

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "postal-code"}


ACCEPTED: Final = ".pdf,.docx,.xlsx,.pptx,.jpg,.jpeg,.png"
LIMITS: Final = "PDF、Word、Excel、PowerPoint、JPG、PNG。1件20MB、5件、合わせて60MBまで。"
NO_FILE: Final = "ファイルが送られませんでした。もう一度選んでください。"
AGAIN: Final = "ファイルは、どれもまだ送っていません。もう一度選び直してください。"


class AttachmentField(forms.FileField):
    """One file, looked at before anything is kept: size, kind, contents. ``store_upload`` then keeps it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPTED}))
        # an empty file and a long name get our own sentence, or none
        kwargs["allow_empty_file"] = True
        kwargs["error_messages"] = {
            "required": "ファイルを選んでください。",
            "invalid": NO_FILE,
            "missing": NO_FILE,
            **(kwargs.get("error_messages") or {}),
        }
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload and upload is not initial:
            try:
                check_upload(upload)
            except UploadRefused as exc:
                raise ValidationError(str(exc), code="refused") from exc
        return upload


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


def what_may_be_sent() -> str:
    return LIMITS + (scanner_notice() or "安全の確認が済むと、相手が開けます。")


class AttachmentsField(AttachmentField):
    """Several files at once; a list, empty when none was chosen. A refusal names its file."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", lazy(what_may_be_sent, str)())
        kwargs.setdefault("widget", ManyFiles(attrs={"accept": ACCEPTED, "multiple": True}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        if not data:
            super().clean(None, initial)
            return []
        refused = []
        for upload in data:
            try:
                super().clean(upload)
            except ValidationError as exc:
                name = tidy_name(upload.name or "", "")[:40]
                refused += [f"「{name}」は送れません。{sentence}" for sentence in exc.messages]
        if refused:
            raise ValidationError([*refused, AGAIN], code="refused")
        return list(data)
