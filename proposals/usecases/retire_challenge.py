"""A 課題 leaves the public pages, and can come back as a draft."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.accounts.usecases.spend_link import spend_link
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.enums import ChallengeState
from proposals.models import Challenge

from .save_sheet import locked_challenge


class CannotRetire(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def retire_challenge(
    *, challenge_id: int, reason: str, by: Actor, at: datetime, link: CapabilityLink | None = None
) -> Challenge:
    """Take down what is public or waits to be, with a reason. Its proposals stay as they are."""
    if link is not None:
        spend_link(link=link, by=by, at=at)
    challenge = locked_challenge(challenge_id)
    if challenge.state == ChallengeState.RETIRED:
        raise CannotRetire("この課題は、もう取り下げられています。")
    challenge.state = ChallengeState.RETIRED
    challenge.retired_on, challenge.retired_reason = local_day(at), reason
    challenge.version += 1
    challenge.save(update_fields=["state", "retired_on", "retired_reason", "version"])
    audit.record("challenge.retire", about=f"challenge:{challenge.code}", by=by, at=at)
    return challenge


@transaction.atomic
def revive_challenge(*, challenge_id: int, by: Actor, at: datetime) -> Challenge:
    """Make a draft of what was taken down: it is handed in and published again like a new one."""
    challenge = locked_challenge(challenge_id)
    if challenge.state != ChallengeState.RETIRED:
        raise CannotRetire("取り下げた課題だけを、下書きに戻せます。画面を開き直してください。")
    challenge.state, challenge.retired_on, challenge.retired_reason = ChallengeState.DRAFT, None, ""
    challenge.published_on = challenge.asked_on = challenge.reminded_on = None
    challenge.version += 1
    challenge.save(
        update_fields=["state", "retired_on", "retired_reason", "published_on", "asked_on", "reminded_on", "version"]
    )
    audit.record("challenge.revive", about=f"challenge:{challenge.code}", by=by, at=at)
    return challenge
