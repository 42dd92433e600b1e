"""The desk makes a 課題 of a 困りごとメモ, or closes it with a reason."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.directory.models import Division
from proposals.models import Challenge, Trouble

from .draft_challenge import draft_challenge
from .tell_division import tell_division

PROMOTED = "課題の下書きにしました。"


class CannotSettle(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def promote_trouble(*, trouble_id: int, division: Division, notify: bool, by: Actor, at: datetime) -> Challenge:
    """Return the draft a 課 goes on with; ``notify`` mails the 課."""
    trouble = _close(trouble_id, PROMOTED, at)
    challenge = draft_challenge(lead=division, trouble=trouble, by=by, at=at)
    if notify:
        tell_division(
            challenge,
            path=reverse("proposals:sheet", args=[challenge.code]),
            headline="困りごとメモから、下書きができました",
            words="公民連携デスクが、困りごとメモを課題の下書きにしました。続きを書いて、デスクに出してください。",
            must_act=True,
            at=at,
        )
    audit.record("trouble.promote", about=f"trouble:{trouble.pk}", by=by, at=at, challenge=challenge.code)
    return challenge


@transaction.atomic
def close_trouble(*, trouble_id: int, reason: str, by: Actor, at: datetime) -> Trouble:
    trouble = _close(trouble_id, reason, at)
    audit.record("trouble.close", about=f"trouble:{trouble.pk}", by=by, at=at)
    return trouble


def _close(trouble_id: int, reason: str, at: datetime) -> Trouble:
    trouble = Trouble.objects.select_for_update().get(pk=trouble_id)
    if trouble.closed_at is not None:
        raise CannotSettle(f"この困りごとメモは、もう片づいています（{trouble.closed_reason}）。")
    trouble.closed_at, trouble.closed_reason = at, reason
    trouble.save(update_fields=["closed_at", "closed_reason"])
    return trouble
