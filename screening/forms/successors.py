"""Which 団体 are told of a successor, of those whose day has come."""

from collections.abc import Sequence
from typing import Any

from django import forms

from screening.queries.successors import SuccessorRow


class SuccessorForm(forms.Form):
    to = forms.TypedMultipleChoiceField(
        label="送る団体",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "送る団体が選ばれていません。名前の左の四角に印を付けてください。何も送っていません。",
            "invalid_choice": "選んだ団体の中に、いまは送れない団体があります。画面を開き直して、選び直してください。",
        },
    )

    def __init__(self, *args: Any, rows: Sequence[SuccessorRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(row.organization.pk, _words(row)) for row in rows if row.can_go]  # type: ignore[attr-defined]  # a ChoiceField; Django's types say Field


def _words(row: SuccessorRow) -> str:
    who = "、".join(f"{one.post.division}（{one.before} → {one.post.user}）" for one in row.successions)
    return f"{row.organization}　{who}　→　{'、'.join(row.addresses)}"
