"""The desk draws the list, and later takes over what has changed. Who was excused or added by hand is left alone."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from training.enums import Duty, Origin
from training.models import Course, Trainee
from training.queries.audience import Differences, differences


class CannotDraw(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def draw_list(*, course: Course, on: date, seen: str, by: Actor, at: datetime) -> Differences:
    """Take the rule of a day over into the list and return what changed. Raises CannotDraw.

    ``seen``: the fingerprint of the differences the desk has read; nothing else is taken over.
    """
    course = Course.objects.select_for_update().get(pk=course.pk)
    found = differences(course, on)
    if found.fingerprint != seen:
        raise CannotDraw(
            "画面を開いたあとに、席か名簿が変わりました。下の違いを読み直してから、もう一度押してください。"
        )
    joining, leaving = [one.user for one in found.joining], [one.user for one in found.leaving]
    listed = Trainee.objects.filter(course=course)
    back = listed.filter(user__in=joining)
    returning = set(back.values_list("user_id", flat=True))
    changed = {"set_at": at, "set_by": by.label, "reason": ""}
    back.update(duty=Duty.REQUIRED, origin=Origin.RULE, **changed)
    Trainee.objects.bulk_create(
        Trainee(course=course, user_id=user, set_at=at, set_by=by.label) for user in joining if user not in returning
    )
    stand_ins = listed.filter(stands_for__user__in=leaving, attendances=None)
    stand_ins.update(duty=Duty.GONE, session=None, set_at=at, set_by=by.label)
    listed.filter(user__in=leaving).update(duty=Duty.GONE, session=None, substitute=None, **changed)
    if not found.is_empty:
        audit.record(
            "course.draw", about=course.key, by=by, at=at, on=on.isoformat(), joining=len(joining), leaving=len(leaving)
        )
    return found
