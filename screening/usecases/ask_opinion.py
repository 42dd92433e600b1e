"""意見照会: one question to another 課, which sees what the question needs."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.directory.models import Division
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.enums import AccessScope
from proposals.usecases.grant_access import grant_access
from screening.models import Inquiry, Screening

from .open_screening import locked
from .route_proposal import CannotRoute, refuse_division


class CannotAsk(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def ask_opinion(
    *, screening: Screening, division: Division, question: str, due_on: date, by: Actor, at: datetime
) -> Inquiry:
    """Ask and put the 課 on the guest list for the question. Raises CannotAsk."""
    screening = locked(screening)
    if not question.strip():
        raise CannotAsk("尋ねることを書いてください。")
    if due_on < local_day(at):
        raise CannotAsk("回答期限は、今日以降の日にしてください。")
    if Inquiry.objects.open().filter(screening=screening, division=division).exists():
        raise CannotAsk(f"{division}には、まだ答えを待っている照会があります。")
    try:
        refuse_division(division, local_day(at))
    except CannotRoute as exc:
        raise CannotAsk(str(exc)) from exc
    proposal = screening.proposal
    inquiry = Inquiry.objects.create(
        screening=screening, division=division, question=question, asked_by=by.label, asked_at=at, due_on=due_on
    )
    grant_access(proposal=proposal, division=division, why="意見照会", by=by, at=at, scope=AccessScope.QUESTION)
    queue_mail(
        "screening/inquiry",
        to=division.email,
        about=proposal.key,
        context={
            "division": division.name,
            "number": proposal.number,
            "title": proposal.title,
            "due_on": due_on,
            "url": absolute_link("screening:dossier", proposal.number),
        },
        at=at,
    )
    audit.record("inquiry.ask", about=proposal.key, by=by, at=at, division=division.code)
    return inquiry
