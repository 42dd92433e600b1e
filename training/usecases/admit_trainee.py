"""The clerk puts somebody on the list of a 回 who stands at the door, whatever the places say."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from training.enums import Duty, Mark, Origin, Way
from training.models import Attendance, Course, Session, Trainee
from training.queries.presence import trainee_at, why_not_expected

from .mark_attendance import mark_attendance


class CannotAdmit(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def admit_trainee(*, session: Session, user: User, reason: str, mark: Mark | None, by: Actor, at: datetime) -> Trainee:
    """Return the person's row, expected at this 回 from now on, and marked at once. Raises CannotAdmit, CannotMark.

    A row of another 回 moves here, an excused person must attend again; who is new is ADDED.
    """
    course = Course.objects.select_for_update().get(pk=session.course_id)
    trainee = trainee_at(course, user) or Trainee(course=course, user=user, origin=Origin.ADDED)
    if not (user.is_employee and user.may_enter_on(local_day(at))):
        raise CannotAdmit(f"{user}さんは、いまの職員ではありません。職員番号を確かめてください。")
    if trainee.pk:
        _check(trainee, session)
    if trainee.duty == Duty.GONE:
        trainee.origin = Origin.ADDED
    trainee.session, trainee.duty, trainee.reason = session, Duty.REQUIRED, reason
    trainee.set_at, trainee.set_by = at, by.label
    trainee.save()
    audit.record("trainee.admit", about=trainee.key, by=by, at=at, session=session.pk, user=user.pk)
    if mark:
        mark_attendance(session=session, trainee=trainee, mark=mark, way=Way.LIST, by=by, at=at)
    return trainee


def _check(trainee: Trainee, session: Session) -> None:
    if not why_not_expected(trainee, session):
        raise CannotAdmit(f"{trainee}さんは、もうこの回の名簿にいます。")
    if trainee.substitute:
        raise CannotAdmit(
            f"{trainee}さんは、代わりに{trainee.substitute}さんが出ることになっています。"
            "研修の「対象者」の画面で代わりを取りやめてから、加えてください。"
        )
    came = Attendance.objects.came().filter(trainee=trainee).select_related("session").first()
    if came:
        raise CannotAdmit(f"{trainee}さんは、もう第{came.session.number}回に出席しています。")
