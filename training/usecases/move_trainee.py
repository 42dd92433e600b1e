"""Somebody comes to another 回: the desk moves them with a reason, or they choose one themselves."""

from datetime import datetime
from typing import Final

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from training.enums import Duty, Origin, SessionState
from training.models import Attendance, Session, Trainee
from training.queries.places import at_once, clashes, room_left

from .lock_place import CannotPlace, lock_place

OWN_CHOICE: Final = "本人が選んだため"


@transaction.atomic
def move_trainee(*, trainee: Trainee, to: Session, reason: str, by: Actor, at: datetime) -> Trainee:
    """Give the 回, under lock of its places. Raises CannotPlace."""
    return _move(trainee, lock_place(to), reason, by, at)


@transaction.atomic
def choose_session(*, trainee: Trainee, to: Session, by: Actor, at: datetime) -> Trainee:
    """Let somebody choose while both 回 are open and still to come. Raises CannotPlace."""
    to = lock_place(to)
    if not (_is_open(to, at) and (trainee.session is None or _is_open(trainee.session, at))):
        raise CannotPlace("この画面からは、もう回を変えられません。公民連携デスクに連絡してください。")
    return _move(trainee, to, OWN_CHOICE, by, at)


def _is_open(session: Session, at: datetime) -> bool:
    return session.state == SessionState.OPEN and session.held_on > local_day(at)


def _move(trainee: Trainee, to: Session, reason: str, by: Actor, at: datetime) -> Trainee:
    trainee = Trainee.objects.select_for_update(of=("self",)).select_related("user", "session").get(pk=trainee.pk)
    if trainee.course_id != to.course_id:
        raise CannotPlace("ほかの研修の回は選べません。")
    if trainee.session_id == to.pk:
        raise CannotPlace(f"{trainee.user}さんは、もう第{to.number}回に出ることになっています。")
    if trainee.duty != Duty.REQUIRED:
        raise CannotPlace(f"{trainee.user}さんは{trainee.get_duty_display()}です。先に対象に戻してください。")
    if trainee.origin == Origin.SUBSTITUTE:
        raise CannotPlace("代わりの人の回は変えられません。代わりを取りやめて、本人の回を変えてください。")
    if trainee.substitute_id:
        raise CannotPlace("代わりの人がいます。先に代わりを取りやめてから、回を変えてください。")
    if Attendance.objects.came().filter(trainee=trainee).exists():
        raise CannotPlace(f"{trainee.user}さんは、もう出席しています。回は変えられません。")
    other = clashes(to, [trainee.user_id]).get(trainee.user_id)
    if other:
        raise CannotPlace(f"{at_once(str(trainee.user), other)}ほかの回を選んでください。")
    if room_left(to) == 0:
        raise CannotPlace(f"第{to.number}回は、定員（{to.capacity}人）に達しています。ほかの回を選んでください。")
    audit.record("trainee.move", about=trainee.key, by=by, at=at, origin=trainee.session_id, target=to.pk)
    trainee.session, trainee.reason, trainee.set_at, trainee.set_by = to, reason, at, by.label
    trainee.save(update_fields=["session", "reason", "set_at", "set_by"])
    return trainee
