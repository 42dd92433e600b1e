"""Forms of the desk: 進め方の区分, and the move to a 公募."""

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from proposals.enums import Procedure
from proposals.rules.procedures import MEANINGS

from .choices import choice_field
from .letters import LetterForm


class ProcedureForm(LetterForm):
    procedure = choice_field(
        "進め方の区分",
        [(value, f"{label}：{MEANINGS[value]}") for value, label in Procedure.choices],
        widget=forms.RadioSelect,
    )
    decider = CleanTextField(label="決めた人の職", max_length=60, help_text="例：観光戦略課長")
    reason = CleanTextField(label="決めた理由", max_length=300, multiline=True, help_text="提案者も読みます。")


class TenderForm(LetterForm):
    ask_at = CleanTextField(
        label="質問の受け方", max_length=200, help_text="提案者が読みます。例：課題のページの「質問と回答」"
    )
    also_told = CleanTextField(
        label="口頭で伝えたこと",
        max_length=2000,
        multiline=True,
        required=False,
        help_text="対話や電話で伝えたことのうち、公募の参加者にも見せること。提案者の営業秘密は書きません。",
    )
