"""The survey of an event begins with the questions that every ダイアログ asks."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from dialogue.models import Event
from dialogue.queries.survey import survey_of
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.rules.question_sets import DIALOGUE
from nara_renkei.surveys.usecases.prepare import prepare

TO_COMPANIES: Final = "ご参加いただき、ありがとうございました。次の回をよくするために、感じたことをお聞かせください。"
TO_DIVISIONS: Final = "参加お疲れさまでした。次の回をよくするために、感じたことをお聞かせください。"


class CannotPrepare(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def prepare_event_survey(*, event: Event, closes_on: date, by: Actor, at: datetime) -> Survey:
    """Return the survey in preparation; its words may still be changed, nobody is asked. Raises CannotPrepare."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if survey_of(event) is not None:
        raise CannotPrepare("この回のアンケートは、もうあります。画面を開き直してください。")
    if closes_on < max(event.held_on, local_day(at)):
        raise CannotPrepare("締切は、開催日より前や、過ぎた日にはできません。")
    return prepare(
        title=f"{event.name[:74]} アンケート",
        about=event.key,
        questions=DIALOGUE,
        closes_on=closes_on,
        company_intro=TO_COMPANIES,
        division_intro=TO_DIVISIONS,
        by=by,
        at=at,
    )
