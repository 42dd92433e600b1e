"""The desk says which 課 keeps a 連携手法, and until when it stands unread again."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from knowledge.models import Method
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Division

from .locked_method import locked_method

PAST: Final = "見直しの期限は、今日か、それより後の日にしてください。"


class CannotKeep(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def keep_method(*, method: Method, owner: Division, review_by: date, by: Actor, at: datetime) -> Method:
    """Return the method as it is now kept. Raises CannotKeep for a new review date in the past."""
    method = locked_method(method)
    if review_by != method.review_by and review_by < local_day(at):
        raise CannotKeep(PAST)
    if review_by != method.review_by:
        method.review_told_on = None
    method.owner, method.review_by = owner, review_by
    method.save()
    audit.record("method.keep", about=method.key, by=by, at=at, owner=owner.code, day=review_by.isoformat())
    return method
