"""Which other 回 somebody may choose themselves."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from training.enums import Duty, Origin, SessionState
from training.models import Session
from training.queries.mine import MyTraining
from training.queries.places import sessions_with_counts


def other_sessions(training: MyTraining, today: date) -> list[Session]:
    """Return the 回 that are open, still to come and have room, with ``people``; none when nothing can be chosen.

    One statement at most.
    """
    row = training.trainee
    is_due = row.duty == Duty.REQUIRED and row.origin != Origin.SUBSTITUTE and row.substitute_id is None
    own = row.session
    if not is_due or training.came or (own is not None and not is_open(own, today)):
        return []
    found: Iterable[Any] = sessions_with_counts(training.course).filter(state=SessionState.OPEN, held_on__gt=today)
    return [one for one in found if one.pk != row.session_id and one.people < one.capacity]


def is_open(session: Session, today: date) -> bool:
    """Return whether people may still come and go by themselves: until the day before."""
    return session.state == SessionState.OPEN and session.held_on > today
