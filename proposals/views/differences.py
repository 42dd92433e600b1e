"""The company's words as text, and what two savings say differently."""

from dataclasses import dataclass
from typing import Any

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


def differences(stored: Proposal, form: Any) -> list[Difference]:
    """Return the fields in which the form and the stored draft differ, in the order of the form."""
    found = []
    for field in form:
        holder: Any = stored if hasattr(stored, field.name) and field.name not in {"kind"} else stored.organization
        if holder is None or not hasattr(holder, field.name):
            continue
        old = getattr(holder, field.name)
        new = field.value()
        if holder is stored:
            before, after = (
                stored.text_of(field.name, old),
                stored.text_of(field.name, bool(new) if isinstance(old, bool) else new),
            )
        else:
            before, after = str(old), str(new or "")
        if before.replace("\r\n", "\n") != after.replace("\r\n", "\n"):
            found.append(Difference(str(field.label), before, after))
    return found
