"""The person to speak with, after 提出."""

from django import forms

from nara_renkei.core.form_fields import CleanTextField, PhoneField


class ContactForm(forms.Form):
    name = CleanTextField(
        label="担当者の氏名",
        max_length=60,
        help_text="市からの連絡を受ける方。",
        error_messages={"required": "担当者の氏名を書いてください。"},
    )
    phone = PhoneField(
        label="担当者の電話",
        help_text="市外局番から。例：0742-34-1111",
        error_messages={"required": "担当者の電話を書いてください。"},
    )
