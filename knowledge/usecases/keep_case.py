"""The desk says which 課 keeps a 事例, and until when it stands before it is looked at again."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from knowledge.models import CaseStudy
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Division

from .index_case import index_case
from .locked_case import locked_case

PAST: Final = "見直しの期限は、今日か、それより後の日にしてください。"


class CannotKeep(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def keep_case(*, case: CaseStudy, owner: Division, review_by: date, by: Actor, at: datetime) -> CaseStudy:
    """Return the case as it is now kept. Raises CannotKeep for a new review date in the past."""
    case = locked_case(case)
    if review_by != case.review_by:
        if review_by < local_day(at):
            raise CannotKeep(PAST)
        case.review_by, case.review_told_on = review_by, None
    case.owner = owner
    case.updated_at, case.version = at, case.version + 1
    index_case(case, case.current())
    case.save()
    audit.record("case.keep", about=case.key, by=by, at=at, owner=owner.code, review_by=review_by.isoformat())
    return case
