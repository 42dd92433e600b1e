"""Somebody checks in by what the screen of the room shows."""

from datetime import datetime
from typing import Final

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import Actor
from training.enums import Mark, Way
from training.models import Attendance, Trainee
from training.queries.arrivals import Arrival
from training.queries.presence import elsewhere, mark_at, trainee_at, why_not_expected
from training.rules.presence import mark_of_arrival

from .mark_attendance import CannotMark, mark_attendance

ASK_CLERK: Final = "会場の係の人に声をかけてください。"
ADDED_THEN: Final = f"{ASK_CLERK}係の人が名簿に加えると、出席になります。"


class CannotCheckIn(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def check_in(*, arrival: Arrival, person: User, by: Actor, at: datetime) -> Attendance:
    """Mark the person as having come, late after the hour. Twice is no mistake: the first time stands.

    Raises CannotCheckIn.
    """
    session = arrival.session
    # of two presses at once the second waits, and finds the mark
    Trainee.objects.select_for_update().filter(course=session.course_id, user=person).first()
    trainee = trainee_at(session.course, person)
    known = mark_at(session, trainee)
    if known and known.mark != Mark.ABSENT:
        return known
    refusal = why_not_expected(trainee, session)
    if trainee is None or refusal:
        raise CannotCheckIn(f"{refusal}{ADDED_THEN}")
    if known:
        raise CannotCheckIn(f"欠席と付いています。{ASK_CLERK}係の人が、理由を書いて直します。")
    other = elsewhere(session, person)
    if other:
        raise CannotCheckIn(f"同じ時間の「{other}」に、出席と付いています。{ASK_CLERK}")
    mark = mark_of_arrival(arrival.at, session.late_from)
    try:
        mark_attendance(session=session, trainee=trainee, mark=mark, way=Way.QR, by=by, at=at)
    except CannotMark as exc:
        raise CannotCheckIn(str(exc)) from exc
    return session.attendances.get(trainee=trainee)
