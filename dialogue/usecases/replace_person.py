"""Somebody else comes. The badge of the one who stays away opens nothing any more."""

from datetime import datetime

from django.db import transaction

from dialogue.enums import RegistrationState
from dialogue.models import Participant
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .change_registration import locked_registration
from .keep_entry import PersonWords, add_person, leave


class CannotReplace(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def replace_person(*, person: Participant, words: PersonWords, by: Actor, at: datetime) -> Participant:
    """Let another person come instead, with a code of their own. Raises CannotReplace."""
    registration = locked_registration(person.registration_id)
    if registration.state == RegistrationState.CANCELLED or not registration.event.takes_changes:
        raise CannotReplace("いまは、参加する人を替えられません。公民連携デスクへお電話ください。")
    person = Participant.objects.select_for_update().get(pk=person.pk)
    if person.left_at is not None:
        raise CannotReplace(f"{person.name}さんは、もう参加する人ではありません。申込みのページを開き直してください。")
    new = add_person(registration, words, person.position)
    leave(person, at=at, replaced_by=new)
    audit.record("registration.replace", about=registration.key, by=by, at=at, left=person.code, came=new.code)
    return new
