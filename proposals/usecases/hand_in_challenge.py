"""The 課 hands its sheet in to the desk."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from nara_renkei.accounts.queries import desk_addresses, staff_url
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.enums import ChallengeState
from proposals.models import Challenge
from proposals.rules.challenge_sheet import FIELDS, SheetField

from .save_sheet import locked_challenge


class CannotHandIn(Exception):
    """str(exc) is fit for the screen."""


def missing_fields(challenge: Challenge) -> list[SheetField]:
    """Return what must be written before the desk can look at it, in the order of the sheet."""
    return [field for field in FIELDS if field.is_needed and not getattr(challenge, field.name)]


@transaction.atomic
def hand_in_challenge(*, challenge_id: int, by: Actor, at: datetime) -> Challenge:
    """Hand in and tell the desk. A second press returns the sheet as it is."""
    challenge = locked_challenge(challenge_id)
    if challenge.state == ChallengeState.HANDED_IN:
        return challenge
    if challenge.state != ChallengeState.DRAFT:
        raise CannotHandIn(f"この課題は「{challenge.get_state_display()}」なので、出せません。")
    if missing := missing_fields(challenge):
        raise CannotHandIn(f"まだ書いていない欄があります：{'、'.join(field.label for field in missing)}")
    challenge.state, challenge.handed_in_at, challenge.returned_reason = ChallengeState.HANDED_IN, at, ""
    challenge.version += 1
    challenge.save(update_fields=["state", "handed_in_at", "returned_reason", "version"])
    for address in desk_addresses(local_day(at)):
        queue_mail(
            "proposals/challenge_handed_in",
            to=address,
            about=f"challenge:{challenge.code}",
            context={
                "division": challenge.lead.name,
                "title": challenge.title,
                "url": staff_url(reverse("admin:proposals_challenge_change", args=[challenge.pk])),
            },
            at=at,
        )
    audit.record("challenge.hand_in", about=f"challenge:{challenge.code}", by=by, at=at)
    return challenge
