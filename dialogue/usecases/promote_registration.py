"""The desk moves one of the waiting list up, and tells it by the same button if it ticks so (decisions.md 17)."""

from datetime import datetime

from django.db import transaction

from dialogue.enums import RegistrationState
from dialogue.models import Event, Registration
from nara_renkei.accounts.queries import staff_url
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail

from .change_registration import locked_registration
from .enter_event import capacity_of

LETTER = "dialogue/promoted"


class CannotPromote(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def promote_registration(*, registration: Registration, tells: bool, by: Actor, at: datetime) -> Registration:
    """Give it the free place. Raises CannotPromote."""
    Event.objects.select_for_update().get(pk=registration.event_id)
    registration = locked_registration(registration.pk)
    event = registration.event
    if registration.state != RegistrationState.WAITING or not event.takes_changes:
        raise CannotPromote("この申込みは、いまは空き待ちではありません。画面を開き直してください。")
    standing = Registration.objects.filter(event=event, side=registration.side)
    capacity = capacity_of(event, registration.side)
    if standing.entered().count() >= capacity:
        raise CannotPromote(
            f"定員（{capacity}）に空きがありません。取消しを待つか、ダイアログの画面で定員を増やしてください。"
        )
    registration.state = RegistrationState.ENTERED
    registration.save(update_fields=["state"])
    audit.record("registration.promote", about=registration.key, by=by, at=at, told=tells)
    if tells:
        queue_mail(LETTER, to=registration.email, about=registration.key, context=letter_words(registration), at=at)
    return registration


def letter_words(registration: Registration) -> dict[str, object]:
    """Return what the letter says, for its preview too."""
    event = registration.event
    url = absolute_link("dialogue:entry", event.slug)
    if not registration.is_of_company:
        url = staff_url(f"/ka/dialogue/{event.slug}/moushikomi/")
    return {"event": event.name, "when": event.when, "place": event.place, "url": url}
