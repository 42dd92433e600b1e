"""Put or correct marks. The only writer of Attendance and AttendanceChange."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from training.enums import Mark, Way
from training.models import Attendance, AttendanceChange, Session, Trainee
from training.queries.presence import why_not_expected
from training.rules.presence import why_closed


class CannotMark(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class Marked:
    """How many people."""

    first: int  # had no mark before
    corrected: int
    same: int  # had this mark before, and keep it as it was


def mark_attendance(
    *, session: Session, trainee: Trainee, mark: Mark, way: Way, by: Actor, at: datetime, reason: str = ""
) -> Marked:
    """Mark one person. Raises CannotMark."""
    return mark_many(session=session, marks={trainee.pk: mark}, way=way, by=by, at=at, reason=reason)


@transaction.atomic
def mark_many(
    *, session: Session, marks: Mapping[int, Mark], way: Way, by: Actor, at: datetime, reason: str = ""
) -> Marked:
    """Mark people by the ids of their Trainee; all of them or nobody. Raises CannotMark.

    The same mark again changes nothing. Another mark is a correction, and takes a reason.
    """
    people = _locked(session, marks)
    session = Session.objects.get(pk=session.pk)
    closed = why_closed(session.state, way)
    if closed:
        raise CannotMark(closed)
    known = {one.trainee_id: one for one in session.attendances.filter(trainee__in=people).select_for_update()}
    for pk in marks:
        if pk not in known:
            _check_expected(people.get(pk), session)
    changed = {pk: one for pk, one in known.items() if one.mark != marks[pk]}
    if changed and not reason:
        first = next(iter(changed.values()))
        raise CannotMark(
            f"{people[first.trainee_id]}さんは、もう「{first.get_mark_display()}」と付いています。直すには理由を書いてください。"
        )
    fresh = [pk for pk in marks if pk not in known]
    Attendance.objects.bulk_create(
        Attendance(session=session, trainee_id=pk, mark=marks[pk], way=way, marked_at=at, marked_by=by.label)
        for pk in fresh
    )
    if fresh:
        audit.record("attendance.mark", about=session.key, by=by, at=at, way=str(way), trainees=fresh)
    for pk, attendance in changed.items():
        _correct(attendance, marks[pk], reason, by, at)
    return Marked(first=len(fresh), corrected=len(changed), same=len(marks) - len(fresh) - len(changed))


def _locked(session: Session, marks: Mapping[int, Mark]) -> dict[int, Trainee]:
    """Return the people, locked in one order: two clerks at one list wait for each other."""
    rows = Trainee.objects.select_for_update(of=("self",)).select_related("user", "session", "substitute__user")
    return {one.pk: one for one in rows.filter(course=session.course_id, pk__in=list(marks)).order_by("pk")}


def _check_expected(trainee: Trainee | None, session: Session) -> None:
    refusal = why_not_expected(trainee, session)
    if refusal:
        raise CannotMark(f"{trainee}さんは、{refusal}" if trainee else f"この職員は、{refusal}")


def _correct(attendance: Attendance, mark: Mark, reason: str, by: Actor, at: datetime) -> None:
    # who put the first mark, when and how, stays: the corrections stand beside it
    AttendanceChange.objects.create(
        attendance=attendance,
        before=attendance.mark,
        after=mark,
        reason=reason,
        changed_at=at,
        changed_by=by.label,
    )
    audit.record(
        "attendance.correct",
        about=f"trainee:{attendance.trainee_id}",
        by=by,
        at=at,
        attendance=attendance.pk,
        origin=attendance.mark,
        target=str(mark),
    )
    attendance.mark = mark
    attendance.save(update_fields=["mark"])
