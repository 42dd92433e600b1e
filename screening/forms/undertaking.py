"""After 進める: conditions and milestones that are ticked off, and the record of the work."""

from typing import Any

from django import forms

from knowledge.models import CaseVersion
from knowledge.rules.cases import FIELD, LONG, SHORT, ClosingAnswers
from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.directory.models import Agreement
from screening.models import Undertaking

from .choices import chosen, day_field
from .outcome import NOT_A_NUMBER


class MetForm(forms.Form):
    """The day on which a condition was met; which one, the button says."""

    met_on = day_field("満たした日")


class MilestoneForm(forms.Form):
    what = CleanTextField(label="節目", max_length=120, help_text="例：3か所で試す。")
    due_on = day_field("予定の日")


class DoneForm(forms.Form):
    """The day on which a milestone was done; which one, the button says."""

    done_on = day_field("済んだ日")


class UndertakingForm(forms.Form):
    agreement = forms.ModelChoiceField(
        Agreement.objects.none(),
        label="包括連携協定",
        required=False,
        empty_label="協定によらない",
        error_messages=chosen(),
    )
    reference = CleanTextField(
        label="協定書・契約の番号", max_length=120, required=False, help_text="文書管理システムの番号など。"
    )
    benefit_yen = forms.IntegerField(
        label="効果額（円）",
        required=False,
        min_value=0,
        max_value=10**12,
        help_text="市がしたとすれば、かかった費用。",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": NOT_A_NUMBER,
            "min_value": NOT_A_NUMBER,
            "max_value": "1兆円までで入力してください。",
        },
    )
    benefit_how = CleanTextField(label="効果額の出し方", max_length=300, multiline=True, required=False)
    next_report_on = day_field(
        "次に報告する日", required=False, help_text="この日に、主担当課のメールに知らせが届きます。"
    )

    def __init__(self, *args: Any, agreements: Any, record: Undertaking | None = None, **kwargs: Any) -> None:
        if record:
            kwargs["initial"] = {name: getattr(record, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        self.fields["agreement"].queryset = agreements  # type: ignore[attr-defined]  # a choice field has it


def answer_field(name: str, limit: int, help_text: str) -> CleanTextField:
    return CleanTextField(
        label=CaseVersion.label_of(name), max_length=limit, multiline=True, required=False, help_text=help_text
    )


class ClosingForm(forms.Form):
    """What the 課 tells when the work is done. Everything may be left for later."""

    field = CleanTextField(
        label="分野",
        max_length=FIELD,
        required=False,
        help_text="例：防災、健康・福祉。課題への提案は、空のままなら課題の分野になります。",
    )
    work = answer_field("work", LONG, "2000字まで。何に取り組んだか。")
    decided_how = answer_field("decided_how", SHORT, "1000字まで。だれが、何を確かめて決めたか。")
    stumble = answer_field("stumble", SHORT, "1000字まで。うまく行かなかったことと、どうしたか。")
    reuse = answer_field("reuse", SHORT, "1000字まで。ほかの課が、そのまま使えるもの。")
    handover = answer_field("handover", SHORT, "1000字まで。次の担当者が知っておくこと。")

    def answers(self) -> ClosingAnswers:
        return ClosingAnswers(**self.cleaned_data)
