"""A company asks about a 課題. The question and its answer will be public; who asked never."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.urls import reverse

from nara_renkei.accounts.models import User
from nara_renkei.accounts.queries import desk_addresses, staff_url
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.models import Challenge, ChallengeQuestion

from .save_sheet import locked_challenge

OPEN_QUESTIONS: Final = 5  # of one person, waiting for an answer


class CannotAsk(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def ask_question(*, challenge_id: int, question: str, asker: User, by: Actor, at: datetime) -> ChallengeQuestion:
    """Keep the question and tell the desk that there is one; the letter names nobody. Pressing twice asks once."""
    challenge = locked_challenge(challenge_id)
    if challenge.window_on(local_day(at)) == Challenge.CLOSED:
        raise CannotAsk("この課題の募集は終わりました。質問は公民連携デスクへお寄せください。")
    mine = ChallengeQuestion.objects.waiting().asked_by_person(asker)
    if same := mine.about(challenge).filter(question=question).oldest_first().first():
        return same
    if mine.count() >= OPEN_QUESTIONS:
        raise CannotAsk(f"回答を待っている質問が{OPEN_QUESTIONS}件あります。回答のあとで、もう一度お尋ねください。")
    asked = ChallengeQuestion.objects.create(challenge=challenge, question=question, asked_by=asker, asked_at=at)
    for address in desk_addresses(local_day(at)):
        queue_mail(
            "proposals/question_asked",
            to=address,
            about=f"challenge:{challenge.code}",
            context={
                "title": challenge.title,
                "url": staff_url(reverse("admin:proposals_challengequestion_change", args=[asked.pk])),
            },
            at=at,
        )
    audit.record("question.ask", about=f"challenge:{challenge.code}", by=by, at=at, question=asked.pk)
    return asked
