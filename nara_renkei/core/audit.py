"""Appending to the audit. Keys and verbs only: no text, no name, no address of mail."""

from datetime import datetime
from typing import Any

from .actors import Actor
from .models import AuditEvent


def record(verb: str, *, about: str, by: Actor, at: datetime, **keys: Any) -> AuditEvent:
    """Append one event in the caller's transaction. ``about`` is "kind:key", such as "proposal:R8-J-0001"."""
    return AuditEvent.objects.create(
        verb=verb, about=about, actor_key=by.key or by.party, address=by.address, keys=keys, at=at
    )
