"""まだ正しい: somebody of the 課, or the desk, has looked at a page and says until when it holds."""

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from knowledge.rules.review import latest_review
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day, wareki
from nara_renkei.directory.models import Division

PAST: Final = "次の見直しの期限は、明日か、それより後の日にしてください。"
TOO_FAR: Final = "次の見直しの期限は、{day}までの日にしてください。3年より先にはできません。"
ENDED: Final = "この課は終わっています。いまある課を選んでください。"


class CannotConfirm(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def confirm_page(*, row: Any, review_by: date, owner: Division | None = None, by: Actor, at: datetime) -> Any:
    """Return the row of the library, kept until a day; by another 課 when an ``owner`` is given.

    ``row``: what has ``review_by``, ``review_told_on``, ``reviewed_at``, ``reviewed_by`` and ``owner``. Raises
    CannotConfirm for a day that is not to come or more than three years away, and for a 課 that has ended.
    """
    day = local_day(at)
    if review_by <= day:
        raise CannotConfirm(PAST)
    if review_by > latest_review(day):
        raise CannotConfirm(TOO_FAR.format(day=wareki(latest_review(day))))
    if owner is not None and not owner.is_valid_on(day):
        raise CannotConfirm(ENDED)
    row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    row.review_by, row.review_told_on = review_by, None
    row.reviewed_at, row.reviewed_by = at, by.label
    if owner is not None:
        row.owner = owner
    row.save(update_fields=["review_by", "review_told_on", "reviewed_at", "reviewed_by", "owner"])
    audit.record("review.confirm", about=row.key, by=by, at=at, until=review_by.isoformat(), owner=row.owner_id)
    return row
