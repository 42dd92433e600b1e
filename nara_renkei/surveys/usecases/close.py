"""End a survey: nobody can answer any more, and from here on its result is read."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.surveys.models import Survey, Ticket

from .mix_sheets import mix_sheets


class CannotClose(Exception):
    """``str(exc)`` is fit for the screen."""


@transaction.atomic
def close(*, survey: Survey, by: Actor, at: datetime) -> Survey:
    """Return the survey, closed. It cannot be opened again. Raises CannotClose when it is not open.

    What tells who has not answered is deleted, and every sheet is written anew in one transaction.
    """
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if not survey.is_open:
        raise CannotClose("受け付けているアンケートだけを締め切れます。")
    Ticket.objects.filter(addressee__survey=survey).delete()
    mix_sheets(survey)
    survey.closed_at = at
    survey.save(update_fields=["closed_at"])
    record("survey.closed", about=survey.key, by=by, at=at)
    return survey


@transaction.atomic
def close_past_their_day(*, by: Actor, at: datetime) -> list[Survey]:
    """Close what is open although its last day is over, and return it. May run twice."""
    due = Survey.objects.past_their_day(local_day(at)).order_by("pk")
    return [close(survey=survey, by=by, at=at) for survey in due.select_for_update()]
