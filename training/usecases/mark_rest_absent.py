"""残りを欠席にする: those whose names the clerk has just read, as far as they have no mark yet."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from training.enums import Mark, Way
from training.models import Session, Trainee
from training.queries.presence import on_the_list

from .mark_attendance import mark_many


@transaction.atomic
def mark_rest_absent(*, session: Session, shown: Collection[int], by: Actor, at: datetime) -> int:
    """Mark those of the shown who still have no mark, and return how many. Raises CannotMark.

    Who checked in since the names were shown keeps that mark.
    """
    list(Trainee.objects.select_for_update().filter(course=session.course_id, pk__in=shown).order_by("pk"))
    marked = session.attendances.values("trainee")
    waiting = on_the_list(session).filter(pk__in=shown).exclude(pk__in=marked).values_list("pk", flat=True)
    marks = dict.fromkeys(waiting, Mark.ABSENT)
    return mark_many(session=session, marks=marks, way=Way.LIST, by=by, at=at).first
