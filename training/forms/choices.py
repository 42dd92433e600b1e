"""Which 回 somebody chooses for themselves."""

from collections.abc import Iterable
from typing import Any

from django import forms

from training.models import Session


class ChoiceForm(forms.Form):
    kai = forms.TypedChoiceField(
        label="出る回",
        widget=forms.RadioSelect,
        error_messages={
            "required": "出る回を選んでください。",
            "invalid_choice": "その回は、いまは選べません。下の一覧から選び直してください。",
        },
    )

    def __init__(self, *args: Any, sessions: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_number: dict[str, Session] = {str(one.number): one for one in sessions}
        field: Any = self.fields["kai"]
        field.choices = [(number, _words(one)) for number, one in by_number.items()]
        field.coerce = by_number.__getitem__


def _words(session: Any) -> str:
    place = session.place or "オンライン"
    return f"第{session.number}回　{session.when}　{place}（あと{session.capacity - session.people}人）"
