"""What the city asks of the private sector: the sheet of a 課題, 困りごとメモ; and a company's question back."""

from typing import Any

from django import forms

from nara_renkei.accounts.forms import AddressForm
from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.directory.models import Division
from proposals.enums import Procedure
from proposals.rules.challenge_sheet import SheetField, SheetStep
from proposals.rules.procedures import MEANINGS

CHOOSE = {"required": "どれか一つを選んでください。", "invalid_choice": "どれか一つを選んでください。"}
NO_DATE = "日付を入力してください。例：2027-04-01"
ONE_LINE = frozenset({"title", "field"})


class DivisionChoice(forms.ModelChoiceField):
    """A 課 with its 部."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.department} › {obj}"


def division_field(**kwargs: Any) -> DivisionChoice:
    return DivisionChoice(queryset=Division.objects.none(), error_messages=CHOOSE, **kwargs)


class SheetForm(forms.Form):
    """One step of the sheet. What is right is kept, whatever is wrong beside it."""

    def __init__(self, *args: Any, step: SheetStep, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        self.fields.update({spec.name: _field(spec) for spec in step.fields})

    def clean(self) -> None:
        opens_on, closes_on = self.cleaned_data.get("opens_on"), self.cleaned_data.get("closes_on")
        if opens_on and closes_on and closes_on < opens_on:
            self.add_error("closes_on", "募集の終わりは、始まりより後にしてください。")

    def fitting(self) -> dict[str, Any]:
        """Return what can be kept: right values, and the emptiness of texts that were emptied."""
        self.full_clean()
        if {"opens_on", "closes_on"} & set(self.errors):
            return {}  # the two hold only together
        emptied = {
            name: ""
            for name, field in self.fields.items()
            if name in self.errors and isinstance(field, CleanTextField) and not self.data.get(name)
        }
        return {**self.cleaned_data, **emptied}

    @property
    def with_examples(self) -> list[tuple[forms.BoundField, str]]:
        """The fields in order, each with the example that stands beside it."""
        return [(self[spec.name], spec.example) for spec in self.step.fields]


def _field(spec: SheetField) -> forms.Field:
    if spec.name == "procedure":
        return forms.ChoiceField(
            label=spec.label,
            choices=[(value, f"{label}：{MEANINGS[value]}") for value, label in Procedure.choices],
            widget=forms.RadioSelect,
            help_text=spec.hint,
            error_messages=CHOOSE,
        )
    if not spec.limit:
        return forms.DateField(
            label=spec.label,
            required=spec.is_needed,
            help_text=spec.hint,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"required": NO_DATE, "invalid": NO_DATE},
        )
    return CleanTextField(
        label=spec.label,
        max_length=spec.limit,
        multiline=spec.name not in ONE_LINE,
        required=spec.is_needed,
        help_text=spec.hint,
    )


class NewSheetForm(forms.Form):
    lead = division_field(label="担当課")

    def __init__(self, *args: Any, divisions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = divisions  # type: ignore[attr-defined]
        if len(divisions) == 1:
            self.fields["lead"].initial = divisions[0]
            self.fields["lead"].widget = forms.HiddenInput()


class ReasonForm(forms.Form):
    reason = CleanTextField(label="理由", max_length=400, multiline=True, help_text="400字まで。")


class QuestionForm(forms.Form):
    question = CleanTextField(
        label="質問",
        max_length=400,
        multiline=True,
        help_text="400字まで。回答と合わせて公開します。会社の名前や、公開したくないことは書かないでください。",
    )


class TroubleForm(forms.Form):
    trouble = CleanTextField(
        label="困っていること", max_length=120, help_text="一行で。例：窓口の順番待ちで、申請の前に帰る人が多い。"
    )
    wish = CleanTextField(
        label="どうなるとよいか",
        max_length=120,
        required=False,
        help_text="一行で。例：待つ間に、書類の準備が終わっている。",
    )
    division = division_field(label="課", required=False, empty_label="選ばない（デスクが考えます）")

    def __init__(self, *args: Any, divisions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = divisions  # type: ignore[attr-defined]


class StaffAddressForm(AddressForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "庁内メールのアドレス"
        self.fields["email"].help_text = "このアドレスに、一度だけ書けるリンクを送ります。登録は要りません。"
