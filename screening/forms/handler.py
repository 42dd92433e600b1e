"""係と担当者."""

from collections.abc import Sequence
from typing import Any

from django import forms

from nara_renkei.accounts.models import User
from nara_renkei.directory.models import Section
from screening.models import Routing

from .choices import choice_field

UNDECIDED = ("", "決めていません")


class HandlerForm(forms.Form):
    section = choice_field("係", [], required=False)
    handler = choice_field(
        "担当者", [], required=False, help_text="いま課の席にいる人から選びます。庁内だけに見えます。"
    )

    def __init__(
        self, *args: Any, routing: Routing, sections: Sequence[Section], people: Sequence[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._sections = {str(one.pk): one for one in sections}
        self._people = {str(one.pk): one for one in people}
        self.fields["section"].choices = [UNDECIDED, *((key, one.name) for key, one in self._sections.items())]  # type: ignore[attr-defined]  # a choice field has it
        self.fields["handler"].choices = [UNDECIDED, *((key, one.name) for key, one in self._people.items())]  # type: ignore[attr-defined]  # a choice field has it
        self.initial = {"section": routing.section_id or "", "handler": routing.handler_id or ""}

    def named(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"section": self._sections.get(data["section"]), "handler": self._people.get(data["handler"])}
