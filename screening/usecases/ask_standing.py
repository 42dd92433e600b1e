"""Send and ask in one act; ask several 課 the same; ask whom the rules name."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import add_working_days, local_day
from nara_renkei.core.holidays import closed_days
from nara_renkei.directory.models import Division
from screening.models import Inquiry, Routing, Screening, StandingConsultee
from screening.rendering import LetterText

from .ask_opinion import ask_opinion
from .route_proposal import route_proposal


@transaction.atomic
def route_and_ask(
    *,
    screening: Screening,
    lead: Division,
    others: Sequence[Division],
    note: str,
    letter: LetterText | None,
    consultees: Sequence[StandingConsultee],
    by: Actor,
    at: datetime,
) -> list[Routing]:
    """Send to the 課 and ask the standing consultees, those that are sent it anyway left out.

    Raises CannotRoute, CannotAsk, MoveRefused; then nothing was sent.
    """
    routings = route_proposal(screening=screening, lead=lead, others=others, note=note, letter=letter, by=by, at=at)
    sent = {lead.pk, *(one.pk for one in others)}
    today = local_day(at)
    closed = closed_days(today, days=120)
    for consultee in consultees:
        if consultee.division_id not in sent:
            ask_opinion(
                screening=screening,
                division=consultee.division,
                question=consultee.question,
                due_on=add_working_days(today, consultee.within_days, closed),
                by=by,
                at=at,
            )
    return routings


@transaction.atomic
def ask_divisions(
    *, screening: Screening, divisions: Sequence[Division], question: str, due_on: date, by: Actor, at: datetime
) -> list[Inquiry]:
    """Ask each of these 課 the same. Raises CannotAsk with the 課; then nobody was asked."""
    return [
        ask_opinion(screening=screening, division=one, question=question, due_on=due_on, by=by, at=at)
        for one in divisions
    ]
