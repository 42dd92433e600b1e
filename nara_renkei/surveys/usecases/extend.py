"""Give people more time; every link opens as long as the survey does."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.surveys.models import Survey


class CannotExtend(Exception):
    """``str(exc)`` is fit for the screen."""


@transaction.atomic
def extend(*, survey: Survey, closes_on: date, by: Actor, at: datetime) -> Survey:
    """Return the survey with another last day, today or later. Raises CannotExtend when it is closed."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if not survey.is_open:
        raise CannotExtend("受け付けていないアンケートの締切は変えられません。")
    if closes_on < local_day(at):
        raise CannotExtend("締切は、きょうかそれより後の日にしてください。")
    survey.closes_on = closes_on
    survey.save(update_fields=["closes_on"])
    record("survey.extended", about=survey.key, by=by, at=at, closes_on=closes_on.isoformat())
    return survey
