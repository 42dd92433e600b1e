"""Ask those who came: the desk has read the letter and ticked the names."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from dialogue.models import Event
from dialogue.queries.survey import people_to_ask
from nara_renkei.core.actors import Actor
from nara_renkei.surveys.models import Addressee, Survey
from nara_renkei.surveys.usecases.address import CannotAddress, Person, address


class CannotAsk(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def ask_participants(
    *, event: Event, survey: Survey, codes: Collection[str], by: Actor, at: datetime
) -> list[Addressee]:
    """Queue a letter to those of these people who came and were not asked; return them. ``codes``: of their badges.

    Raises CannotAsk when nobody is left, or the survey takes no answers.
    """
    people = [
        Person(one.side, one.participant.name, one.email)
        for one in people_to_ask(event, survey)
        if one.participant.code in codes and not one.why_not
    ]
    if not people:
        raise CannotAsk("お願いを送る人がいません。まだ送っていない人に印を付けてください。")
    try:
        return address(survey=survey, people=people, by=by, at=at)
    except CannotAddress as exc:
        raise CannotAsk(str(exc)) from exc
