"""Ask those who will come, or who came: the desk has read the letter and the names."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.models import Addressee, Survey
from nara_renkei.surveys.usecases.address import CannotAddress, Person, address
from training.enums import Timing
from training.models import Session
from training.queries.surveys import people_to_ask


class CannotAskTrainees(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def ask_trainees(
    *, session: Session, timing: Timing, survey: Survey, count: int, by: Actor, at: datetime
) -> list[Addressee]:
    """Queue a letter to everybody who is to be asked and was not; return them. ``count``: how many the desk saw.

    Raises CannotAskTrainees when the list is another one by now, nobody is left, or the survey takes no answers.
    """
    found = people_to_ask(session, timing, survey, local_day(at))
    people = [Person(Side.DIVISION, one.user.name, one.user.email) for one in found if not one.why_not]
    if not people:
        raise CannotAskTrainees("お願いを送る人がいません。名簿と、この回の段階を確かめてください。")
    if len(people) != count:
        raise CannotAskTrainees(
            f"送る人が、{count}人から{len(people)}人に変わりました。名前を確かめて、もう一度送ってください。"
        )
    try:
        return address(survey=survey, people=people, by=by, at=at)
    except CannotAddress as exc:
        raise CannotAskTrainees(str(exc)) from exc
