"""The desk shows a 課題 to the public. 予告, 募集中 and 終了 follow from its dates by themselves."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day, wareki_with_year
from proposals.enums import ChallengeState
from proposals.models import Challenge

from .hand_in_challenge import missing_fields
from .save_sheet import locked_challenge
from .tell_division import tell_division


class CannotPublish(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def publish_challenge(
    *, challenge_id: int, opens_on: date, closes_on: date | None, notify: bool, by: Actor, at: datetime
) -> Challenge:
    """Publish a sheet the desk has checked; ``notify`` mails the 課."""
    challenge = locked_challenge(challenge_id)
    if challenge.state not in {ChallengeState.HANDED_IN, ChallengeState.DRAFT}:
        raise CannotPublish(
            f"この課題は「{challenge.get_state_display()}」なので、公開できません。画面を開き直してください。"
        )
    if missing := missing_fields(challenge):
        raise CannotPublish(f"まだ書いていない欄があります：{'、'.join(field.label for field in missing)}")
    if closes_on is not None and closes_on < max(opens_on, local_day(at)):
        raise CannotPublish("募集の終わりは、始まりと今日より後にしてください。")
    challenge.state, challenge.published_on = ChallengeState.PUBLISHED, local_day(at)
    challenge.opens_on, challenge.closes_on = opens_on, closes_on
    challenge.returned_reason = ""
    challenge.version += 1
    challenge.save(update_fields=["state", "published_on", "opens_on", "closes_on", "returned_reason", "version"])
    if notify:
        tell_division(
            challenge,
            path=reverse("proposals:sheet", args=[challenge.code]),
            headline="公開しました",
            words=f"募集は{wareki_with_year(opens_on)}からです。質問が来たときは、デスクが課に確かめて答えます。",
            at=at,
        )
    audit.record("challenge.publish", about=f"challenge:{challenge.code}", by=by, at=at)
    return challenge
