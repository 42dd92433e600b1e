"""A 団体 or a 課 does not come. Who waits moves up by the desk's button, never by itself."""

from datetime import datetime

from django.db import transaction

from dialogue.enums import EventState, RegistrationState
from dialogue.models import Registration
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .change_registration import locked_registration


class CannotCancel(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def cancel_registration(*, registration: Registration, reason: str, by: Actor, at: datetime) -> Registration:
    """Free the place; what was written stays, for who enters again. Raises CannotCancel."""
    registration = locked_registration(registration.pk)
    if registration.state == RegistrationState.CANCELLED:
        raise CannotCancel("この申込みは、もう取り消されています。")
    if not registration.event.takes_changes:
        raise CannotCancel("この回は終わりました。取り消すことはできません。")
    registration.state, registration.cancelled_at = RegistrationState.CANCELLED, at
    registration.cancelled_by, registration.cancel_reason = by.label, reason
    # before the 確定 there are no seats to look at again
    registration.seen_at = at if registration.event.state == EventState.OPEN else None
    registration.save(update_fields=["state", "cancelled_at", "cancelled_by", "cancel_reason", "seen_at"])
    audit.record("registration.cancel", about=registration.key, by=by, at=at)
    return registration


@transaction.atomic
def see_cancellation(*, registration: Registration, by: Actor, at: datetime) -> Registration:
    """The desk has looked at the seats again: the line on its front page goes. Raises CannotCancel."""
    registration = locked_registration(registration.pk)
    if registration.state != RegistrationState.CANCELLED:
        raise CannotCancel("この申込みは取り消されていません。画面を開き直してください。")
    registration.seen_at = at
    registration.save(update_fields=["seen_at"])
    audit.record("registration.see", about=registration.key, by=by, at=at)
    return registration
