"""The words of a 課題 are kept: step by step by the 課, all at once by the desk. Nobody is overwritten."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import DESK, Actor
from proposals.enums import ChallengeState
from proposals.models import Challenge

from .index_challenge import index_challenge


class SheetClosed(Exception):
    """The 課 cannot write here now. str(exc) is fit for the screen."""


class StaleSheet(Exception):
    """Somebody saved after this form was opened; ``challenge`` is what is stored. Nothing was written."""

    def __init__(self, challenge: Challenge) -> None:
        super().__init__(
            "この画面を開いたあとに、ほかの方が保存しました。あなたが書いた文は、まだ保存していません。"
            "下の違いを確かめて、残したい文を欄に入れ、もう一度保存してください。"
        )
        self.challenge = challenge


@transaction.atomic
def save_sheet(*, challenge_id: int, version: int, values: Mapping[str, Any], by: Actor, at: datetime) -> Challenge:
    """Write ``values`` and return the sheet with its next version. The same words sent twice change nothing.

    ``version`` is the one the form was opened with. Raises StaleSheet and SheetClosed.
    """
    challenge = locked_challenge(challenge_id)
    if challenge.state != ChallengeState.DRAFT and by.party != DESK:
        raise SheetClosed(
            f"この課題は「{challenge.get_state_display()}」なので、課の画面からは直せません。"
            "直したいことがあるときは、公民連携デスクに伝えてください。"
        )
    changed = [name for name, value in values.items() if getattr(challenge, name) != value]
    if not changed:
        return challenge
    if version != challenge.version:
        raise StaleSheet(challenge)
    for name in changed:
        setattr(challenge, name, values[name])
    challenge.version += 1
    challenge.save(update_fields=[*changed, "version", *index_challenge(challenge)])
    audit.record("challenge.save", about=f"challenge:{challenge.code}", by=by, at=at, fields=sorted(changed))
    return challenge


def locked_challenge(challenge_id: int) -> Challenge:
    """Return the 課題 with its row locked, and its 課."""
    return Challenge.objects.select_for_update(of=("self",)).select_related("lead").get(pk=challenge_id)
