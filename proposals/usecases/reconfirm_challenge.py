"""The 課 says that it still stands by a live 課題."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.accounts.usecases.revoke_links import revoke_links
from nara_renkei.accounts.usecases.spend_link import spend_link
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.enums import ChallengeState
from proposals.models import Challenge

from .save_sheet import locked_challenge


class CannotReconfirm(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def reconfirm_challenge(*, challenge_id: int, by: Actor, at: datetime, link: CapabilityLink | None = None) -> Challenge:
    """Write the day down; a ``link`` is used up by it, and others that were mailed for it stop opening."""
    if link is not None:
        spend_link(link=link, by=by, at=at)
    challenge = locked_challenge(challenge_id)
    if challenge.state != ChallengeState.PUBLISHED:
        raise CannotReconfirm(
            f"この課題は「{challenge.get_state_display()}」です。もう一度公開したいときは、公民連携デスクに伝えてください。"
        )
    challenge.reconfirmed_on = local_day(at)
    challenge.save(update_fields=["reconfirmed_on"])
    revoke_links(purpose=LinkPurpose.RECONFIRMATION, about=f"challenge:{challenge.code}", by=by, at=at)
    audit.record("challenge.reconfirm", about=f"challenge:{challenge.code}", by=by, at=at)
    return challenge
