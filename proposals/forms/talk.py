"""What a company says after 提出: a message, a withdrawal."""

from django import forms

from nara_renkei.core.form_fields import AttachmentsField, CleanTextField


class MessageForm(forms.Form):
    body = CleanTextField(
        label="メッセージ",
        max_length=2000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="2000字まで。公民連携デスクと担当課の職員が読みます。",
        error_messages={"required": "本文を書いてください。"},
    )
    uploads = AttachmentsField(label="添付", required=False)


class WithdrawForm(forms.Form):
    reason = CleanTextField(
        label="取り下げる理由",
        max_length=400,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="400字まで。「事情が変わったため」だけでも構いません。",
        error_messages={"required": "取り下げる理由を書いてください。"},
    )
