"""Who entered changes what it wrote, until the last day; the desk until the event is over."""

from datetime import datetime

from django.db import transaction

from dialogue.enums import RegistrationState
from dialogue.models import Registration
from nara_renkei.core import audit
from nara_renkei.core.actors import DESK, Actor
from nara_renkei.core.calendar import local_day

from .keep_entry import CannotEnter, Entry, refuse_entry, write_entry

CANCELLED = "この申込みは取り消されています。申し込み直してください。"


def locked_registration(pk: int) -> Registration:
    """Return a registration for its writer, with the event and the slides."""
    registrations = Registration.objects.select_for_update(of=("self",))
    return registrations.select_related("event", "organization", "division", "slides").get(pk=pk)


@transaction.atomic
def change_registration(*, registration: Registration, entry: Entry, by: Actor, at: datetime) -> Registration:
    """Write the whole entry anew; the place in the queue stays. Raises CannotEnter, UploadRefused."""
    registration = locked_registration(registration.pk)
    if registration.state == RegistrationState.CANCELLED:
        raise CannotEnter(CANCELLED)
    event = registration.event
    if not (event.takes_changes if by.party == DESK else event.takes_registrations(local_day(at))):
        raise CannotEnter("書いたことを直せる期間は終わりました。直したいことは、公民連携デスクへお電話ください。")
    refuse_entry(registration, entry)
    write_entry(registration, entry, by=by, at=at)
    audit.record("registration.change", about=registration.key, by=by, at=at)
    return registration
