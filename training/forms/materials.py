"""What the desk says of a 教材."""

from typing import Any

from django import forms

from nara_renkei.core.form_fields import AttachmentField, CleanTextField
from training.enums import Timing

KINDS = "PDF、Word、Excel、PowerPoint、JPG、PNG。20MBまで。PDFと画像は、庁内の端末でページの画像としても読めます。"


class MaterialForm(forms.Form):
    """A 教材 and its first file."""

    title = CleanTextField(label="題", max_length=80, help_text="例：講義の資料。対象者の画面に出ます。")
    timing = forms.ChoiceField(
        label="いつから読めるか",
        choices=[
            (Timing.BEFORE.value, "研修の前から（この回が対象者の画面に出ているあいだ）"),
            (Timing.AFTER.value, "研修のあと（終了の段階にしてから）"),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "いつから読めるかを選んでください。",
            "invalid_choice": "どちらかを選んでください。",
        },
    )
    upload = AttachmentField(label="ファイル", help_text=KINDS)


class MaterialChangeForm(MaterialForm):
    """The same afterwards; without a file the one that is there stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].required = False
        self.fields["upload"].label = "新しい版のファイル"
        self.fields["upload"].help_text = f"選ぶと差し替えます。いままでの版は、デスクに残ります。{KINDS}"
