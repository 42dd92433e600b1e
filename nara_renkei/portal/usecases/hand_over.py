"""後任に引き継ぐ: one step for what hangs on a person, in proposals and at ダイアログ."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dialogue.usecases.hand_over_steps import hand_over_steps
from nara_renkei.accounts.models import Post
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from screening.models import Handover
from screening.queries.handovers import units_of
from screening.usecases.hand_over_work import hand_over_work

ENCOUNTER = "encounter:"


@transaction.atomic
def hand_over(*, post: Post, successor: Post, keys: Collection[str], by: Actor, at: datetime) -> Handover:
    """Hand over what these keys name. Raises CannotHandOver and CannotHandOverSteps; then nothing has moved.

    A company that was met reads whose step it is: before the successor's first day the step stays with the 課 alone.
    """
    met = [UUID(key.removeprefix(ENCOUNTER)) for key in keys if key.startswith(ENCOUNTER)]
    rest = [key for key in keys if not key.startswith(ENCOUNTER)]
    handover = hand_over_work(post=post, successor=successor, keys=rest, by=by, at=at)
    has_begun = successor.starts_on <= local_day(at)
    name = successor.user.name if has_begun else ""
    hand_over_steps(steps=met, divisions=units_of(post), name=name, by=by, at=at)
    return handover
