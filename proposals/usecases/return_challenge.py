"""The desk gives a handed-in sheet back to the 課, with a reason."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.enums import ChallengeState
from proposals.models import Challenge

from .save_sheet import locked_challenge
from .tell_division import tell_division


class CannotReturn(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def return_challenge(*, challenge_id: int, reason: str, by: Actor, at: datetime) -> Challenge:
    """Make it a draft again and mail the 課. A 差戻し is for the city only."""
    challenge = locked_challenge(challenge_id)
    if challenge.state != ChallengeState.HANDED_IN:
        raise CannotReturn(
            f"この課題は「{challenge.get_state_display()}」なので、差し戻せません。画面を開き直してください。"
        )
    challenge.state, challenge.returned_reason = ChallengeState.DRAFT, reason
    challenge.version += 1
    challenge.save(update_fields=["state", "returned_reason", "version"])
    tell_division(
        challenge,
        path=reverse("proposals:sheet", args=[challenge.code]),
        headline="直していただきたいところがあります",
        words=f"公民連携デスクから、次の理由でお返ししました。\n\n{reason}\n\n直してから、もう一度出してください。",
        must_act=True,
        at=at,
    )
    audit.record("challenge.return", about=f"challenge:{challenge.code}", by=by, at=at)
    return challenge
