"""機構改革: which 課 takes each proposal of a 課 that was split."""

from collections.abc import Sequence
from typing import Any

from django import forms

from nara_renkei.directory.models import Division
from screening.queries.handing_over import Held


class HandOverForm(forms.Form):
    """One choice for each row, with its likely 課 chosen; without one it stays for later."""

    def __init__(self, *args: Any, held: Sequence[Held], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = {one.key: one for one in held if one.ways}
        for key, one in self.held.items():
            number = one.screening.proposal.number
            self.fields[key] = forms.ChoiceField(
                label=f"{number}の引継ぎ先",
                choices=[("", "あとで決める"), *((str(way.pk), way.name) for way in one.ways)],
                initial=str(one.likely.pk) if one.likely else "",
                required=False,
                error_messages={"invalid_choice": f"{number}：後の課から選んでください。"},
            )

    def choices(self) -> dict[str, Division]:
        """Return what was chosen, as ``hand_over_routings`` takes it."""
        ways = {key: {str(way.pk): way for way in one.ways} for key, one in self.held.items()}
        return {key: ways[key][value] for key, value in self.cleaned_data.items() if value}
