"""Ask those once more who have not answered."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.surveys.models import Addressee, Survey

from .address import CLOSED, send_ticket


class CannotRemind(Exception):
    """``str(exc)`` is fit for the screen."""


@transaction.atomic
def remind(*, survey: Survey, by: Actor, at: datetime) -> list[Addressee]:
    """Queue a letter to everybody who has not answered, and return those. Once a day at most.

    Show ``queries.unanswered`` and ``rendering.preview`` first. Raises CannotRemind.
    """
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if not survey.takes_answers_on(local_day(at)):
        raise CannotRemind(CLOSED)
    if survey.reminded_at and local_day(survey.reminded_at) == local_day(at):
        raise CannotRemind("きょうは、もうお願いしています。あす以降に送ってください。")
    waiting = list(survey.addressees.unanswered().in_order())
    if not waiting:
        raise CannotRemind("お願いする相手がいません。全員が回答したか、まだだれにも送っていません。")
    for addressee in waiting:
        send_ticket(addressee, survey, template="surveys/reminded", at=at)
    survey.reminded_at = at
    survey.save(update_fields=["reminded_at"])
    record("survey.reminded", about=survey.key, by=by, at=at, count=len(waiting))
    return waiting
