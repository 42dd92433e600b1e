"""Forms of the desk about 意見照会: whom the rules name, ask, remind, take back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.core.text import shortened
from screening.models import Inquiry, StandingConsultee

from .choices import DivisionChoice, choice_field, chosen, day_field, divisions_on


def standing_field(label: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="決まりにより、いつも聞く課です。聞かないときは印を外します。",
        error_messages=chosen(),
    )


def offer_standing(form: forms.Form, consultees: Sequence[StandingConsultee]) -> dict[str, StandingConsultee]:
    """Offer them ticked, each with its reason; without any the field goes. Return them by the key of the choice."""
    offered = {str(one.pk): one for one in consultees}
    if not offered:
        del form.fields["standing"]
        return {}
    field: Any = form.fields["standing"]
    field.choices = [
        (key, f"{one.division.department} › {one.division}（{one.get_occasion_display()}ため）")
        for key, one in offered.items()
    ]
    form.initial.setdefault("standing", list(offered))
    return offered


class AskForm(forms.Form):
    """意見を尋ねる."""

    standing = standing_field("いつも聞く課")
    division = DivisionChoice(label="ほかに尋ねる課", required=False, empty_label="選んでいません")
    question = CleanTextField(label="尋ねること", max_length=300, multiline=True)
    due_on = day_field("回答期限")

    def __init__(self, *args: Any, day: date, consultees: Sequence[StandingConsultee] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = divisions_on(day)  # type: ignore[attr-defined]  # a choice field has it
        self._consultees = offer_standing(self, consultees)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("division") and not data.get("standing") and not self.errors:
            self.add_error("division", "尋ねる課を選んでください。")
        return data

    def asked(self) -> dict[str, Any]:
        """Return the 課, each once, the question and the date."""
        data = self.cleaned_data
        divisions = [self._consultees[key].division for key in data.get("standing", ())]
        if data["division"] and data["division"] not in divisions:
            divisions.append(data["division"])
        return {"divisions": divisions, "question": data["question"], "due_on": data["due_on"]}


class OpenInquiryForm(forms.Form):
    """One of the questions that wait for an answer."""

    inquiry = choice_field("照会", [])

    def __init__(self, *args: Any, inquiries: Sequence[Inquiry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._inquiries = {str(one.pk): one for one in inquiries}
        self.fields["inquiry"].choices = [  # type: ignore[attr-defined]  # a choice field has it
            (key, f"{one.division}　{shortened(one.question, 40)}") for key, one in self._inquiries.items()
        ]

    def chosen_one(self) -> Inquiry:
        return self._inquiries[self.cleaned_data["inquiry"]]


class RevokeInquiryForm(OpenInquiryForm):
    reason = CleanTextField(label="取り消す理由", max_length=200, help_text="庁内だけに見えます。")
