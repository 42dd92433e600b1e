"""The company's words as text, and what two savings say differently."""

from dataclasses import dataclass
from typing import Any

from django.forms import BooleanField, ChoiceField

from proposals.models import Proposal


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    stored: str
    typed: str


def label_of(name: str) -> str:
    """Return what a field of a proposal is called."""
    return Proposal.label_of(name)


def shown(proposal: Proposal, name: str) -> str:
    """Return what the proposal says now, as a person reads it."""
    return Proposal.text_of(name, getattr(proposal, name))


def differences(stored: Any, form: Any) -> list[Difference]:
    """Return the fields that a bound form says otherwise than ``stored``, the same form as it would open now."""
    titles = getattr(form, "titles", {})
    found = []
    for field in form:
        if field.name not in stored.fields:
            continue
        before, after = (_text(field.field, one.value()) for one in (stored[field.name], field))
        if before != after:
            found.append(Difference(titles.get(field.name, str(field.label)), before, after))
    return found


def _text(field: Any, value: Any) -> str:
    if isinstance(field, BooleanField):
        return "はい" if value else "いいえ"
    if isinstance(field, ChoiceField):
        choices: Any = field.choices
        labels = {str(key): str(label) for key, label in choices}
        values = value if isinstance(value, list | tuple) else [value] if value else []
        return "・".join(labels.get(str(one), str(one)) for one in values)
    return str(value or "").replace("\r\n", "\n")
