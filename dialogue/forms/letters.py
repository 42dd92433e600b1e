"""What the desk says before a letter of an event goes: to whom, and a word of its own."""

from collections.abc import Collection
from typing import Any

from django import forms

from dialogue.queries.letters import Recipient
from nara_renkei.core.form_fields import CleanTextField


class EventLetterForm(forms.Form):
    to = forms.MultipleChoiceField(
        label="送る相手",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "送る相手が選ばれていません。名前の左の四角に印を付けてください。何も送っていません。",
            "invalid_choice": "選んだ相手の中に、いまは送れない相手がいます。画面を開き直して、選び直してください。",
        },
    )
    note = CleanTextField(
        label="ひとこと",
        max_length=400,
        multiline=True,
        required=False,
        help_text="400字まで。手紙の中ほどに入ります。",
    )

    def __init__(self, *args: Any, recipients: Collection[Recipient], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = [one for one in recipients if one.can_get_it]
        self.fields["to"].choices = [  # type: ignore[attr-defined]  # a ChoiceField; Django's types say Field
            (one.key, f"{one.unit}　{one.name}" if one.unit else one.name) for one in open_ones
        ]
        self.initial.setdefault("to", [one.key for one in open_ones])
