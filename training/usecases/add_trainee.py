"""The desk adds somebody whom no rule names."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from training.enums import Duty, Origin
from training.models import Course, Trainee


class CannotAdd(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def add_trainee(*, course: Course, user: User, reason: str, by: Actor, at: datetime) -> Trainee:
    """Return the row of somebody who must attend from now on, without a 回 yet. Raises CannotAdd."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    trainee = course.trainees.select_for_update().filter(user=user).first() or Trainee(course=course, user=user)
    if not user.is_employee or not user.may_enter_on(local_day(at)):
        raise CannotAdd(f"{user}さんは、いまの職員ではありません。職員番号を確かめてください。")
    if trainee.pk and trainee.duty == Duty.EXCUSED:
        raise CannotAdd(f"{user}さんは免除になっています。名簿のその人の画面で、対象に戻してください。")
    if trainee.pk and trainee.duty == Duty.REQUIRED:
        raise CannotAdd(f"{user}さんは、もう名簿にいます（{trainee.get_origin_display()}）。")
    trainee.duty, trainee.origin, trainee.reason = Duty.REQUIRED, Origin.ADDED, reason
    trainee.set_at, trainee.set_by = at, by.label
    trainee.save()
    audit.record("trainee.add", about=trainee.key, by=by, at=at, user=user.pk)
    return trainee
