"""Which ended proposals to ask."""

from collections.abc import Sequence
from typing import Any

from django import forms

from screening.queries.afterwards import Ended


class AskAfterwardsForm(forms.Form):
    """A tick per proposal; who would get a letter stands beside it."""

    def __init__(self, *args: Any, ended: Sequence[Ended], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["numbers"] = forms.MultipleChoiceField(
            label="聞く提案",
            choices=[(one.proposal.number, _words(one)) for one in ended],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": "聞く提案を選んでください。",
                "invalid_choice": "いまの一覧にない提案が選ばれています。画面を開き直して、選び直してください。",
            },
        )


def _words(one: Ended) -> str:
    people = "、".join(f"{person.name}（{person.side.label}）" for person in one.people) or "送れる宛先がありません"
    return f"{one.proposal.number}　{one.proposal.title}　{one.proposal.get_status_display()}　→　{people}"
