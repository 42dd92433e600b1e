"""The desk gives a 回 to those on the list who have none, by 部 or all at once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Department
from training.models import Session, Trainee
from training.queries.places import at_once, clashes, room_left

from .lock_place import lock_place


@dataclass(frozen=True, slots=True)
class Assigned:
    """What became of those without a 回."""

    placed: int
    left: int  # no room any more
    clashing: tuple[str, ...]  # a sentence each: they are elsewhere at that time


@transaction.atomic
def assign_session(*, session: Session, department: Department | None, by: Actor, at: datetime) -> Assigned:
    """Fill the 回 up with those without one, in the order of their numbers. Raises CannotPlace.

    ``department``: only those with a post there today.
    """
    session = lock_place(session)
    waiting = Trainee.objects.expected().filter(course=session.course, session=None)
    if department is not None:
        waiting = waiting.in_department(department, local_day(at))
    people = list(waiting.select_for_update(of=("self",)).select_related("user").in_order())
    busy = clashes(session, [one.user_id for one in people])
    free = [one for one in people if one.user_id not in busy]
    placed = free[: room_left(session)]
    Trainee.objects.filter(pk__in=[one.pk for one in placed]).update(session=session, set_at=at, set_by=by.label)
    if placed:
        audit.record("session.assign", about=session.key, by=by, at=at, people=len(placed))
    return Assigned(
        placed=len(placed),
        left=len(free) - len(placed),
        clashing=tuple(at_once(str(one.user), busy[one.user_id]) for one in people if one.user_id in busy),
    )
