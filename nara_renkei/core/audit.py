"""Appending to the audit. Keys and verbs only: no text, no name, no address of mail."""

from datetime import datetime
from typing import Any

from .actors import Actor
from .models import AuditEvent


def record(verb: str, *, about: str, by: Actor, at: datetime, **keys: Any) -> AuditEvent:
    """Append one event in the caller's transaction. ``about`` is "kind:key", such as "proposal:R8-J-0001"."""
    one = event(verb, about=about, by=by, at=at, **keys)
    one.save()
    return one


def event(verb: str, *, about: str, by: Actor, at: datetime, **keys: Any) -> AuditEvent:
    """Return the event unsaved, for an act that appends several at once."""
    return AuditEvent(verb=verb, about=about, actor_key=by.key or by.party, address=by.address, keys=keys, at=at)
