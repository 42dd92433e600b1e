"""Forms of the desk that tell nobody by themselves."""

from datetime import date
from typing import Any

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from proposals.enums import Procedure
from screening.enums import ApprovalKind

from .choices import DivisionChoice, choice_field, chosen, day_field, routable


class TriageForm(forms.Form):
    in_scope = forms.TypedChoiceField(
        label="①窓口の対象か",
        choices=[("", "まだ決めていない"), ("yes", "対象"), ("no", "対象ではない")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        error_messages=chosen(),
    )
    missing = CleanTextField(label="②足りない欄", max_length=200, required=False)
    procedure = choice_field("④仮の進め方の区分", [("", "まだ決めていない"), *Procedure.choices], required=False)
    cost_outlook = CleanTextField(label="④費用の見込み", max_length=200, required=False)


class RerouteForm(forms.Form):
    lead = DivisionChoice(label="新しい主担当課", empty_label="選んでください")
    note = CleanTextField(
        label="課へのひとこと", max_length=300, multiline=True, required=False, help_text="課だけが読みます。"
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = routable(day)  # type: ignore[attr-defined]  # a choice field has it


class SendBackForm(forms.Form):
    reason = CleanTextField(label="差戻しの理由", max_length=300, multiline=True, help_text="庁内だけに見えます。")


class ApprovalForm(forms.Form):
    """決裁の記録, from the city's 文書管理."""

    drafted_on = day_field("起案日")
    decided_on = day_field("決裁日")
    decider = CleanTextField(label="決裁者の職", max_length=60)
    kind = choice_field("専決・代決", ApprovalKind.choices)
    consulted = CleanTextField(label="合議した課", max_length=200, required=False)
    document_number = CleanTextField(label="文書番号", max_length=40)
