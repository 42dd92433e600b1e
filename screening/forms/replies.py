"""返信のひな形 as the desk edits them, and a message that may begin from one."""

from typing import Any

from django import forms

from nara_renkei.core.form_fields import AttachmentsField, CleanTextField
from screening.models import ReplyTemplate
from screening.rules.placeholders import HOW_TO, unknown_places

from .choices import chosen


class ReplyTemplateForm(forms.ModelForm):
    """A place that nothing fills is refused here, not when a message is sent."""

    name = CleanTextField(label="名前", max_length=60)
    body = CleanTextField(
        label="文",
        max_length=1500,
        multiline=True,
        help_text=f"提案者の画面に出ていることが、{HOW_TO}に入ります。書き足す所は〔　〕で囲むと、埋めるまで送れません。",
    )

    class Meta:
        model = ReplyTemplate
        fields = ("name", "body", "position", "is_active")

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        unknown = unknown_places(body)
        if unknown:
            raise forms.ValidationError(f"{'、'.join(unknown)}は使えません。使えるのは{HOW_TO}です。")
        return body


class MessageForm(forms.Form):
    """A message to the company. A form of its own, in another colour than the note's."""

    template = forms.ModelChoiceField(
        ReplyTemplate.objects.none(),
        label="返信のひな形",
        required=False,
        empty_label="使わない",
        help_text="選んで「ひな形を入れる」を押すと、下の文に入ります。まだ送りません。書いてあった文は、その下に残ります。添付は、そのあとで選びます。",
        error_messages=chosen(),
    )
    body = CleanTextField(
        label="提案者へのメッセージ",
        max_length=2000,
        multiline=True,
        help_text="送ると、提案者の画面に出て、メールで案内します。",
    )
    uploads = AttachmentsField(label="添付", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = ReplyTemplate.objects.in_use()  # type: ignore[attr-defined]  # a choice field has it
        # a template is put into an empty field
        self.fields["body"].required = "preview" not in self.data
