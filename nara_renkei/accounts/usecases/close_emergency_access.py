"""Write down what was done in an emergency. Nothing else ends the reminder of every morning."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import EmergencyAccess
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record


class CannotClose(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def close_emergency_access(*, pk: int, note: str, by: Actor, at: datetime) -> None:
    """Keep the note; the access ends at once where it still runs. Raises ``CannotClose``."""
    if not note.strip():
        raise CannotClose("したことを書いてください。")
    closed = {"closed_at": at, "closed_by": by.label[:120], "note": note.strip()}
    if not EmergencyAccess.objects.to_report().filter(pk=pk).update(**closed):
        raise CannotClose(f"緊急アクセス{pk}は、使われていないか、もう報告されています。")
    record("emergency.closed", about=f"emergency:{pk}", by=by, at=at)
