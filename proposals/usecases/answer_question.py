"""The desk answers a question about a 課題, and shows both to everybody when it says so."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.models import ChallengeQuestion


class CannotAnswer(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def answer_question(
    *, question_id: int, question: str, answer: str, is_public: bool, notify: bool, by: Actor, at: datetime
) -> ChallengeQuestion:
    """Keep the words; the first time they become public, ``notify`` mails the person who asked, and nobody else."""
    row = (
        ChallengeQuestion.objects.select_for_update(of=("self",))
        .select_related("challenge", "asked_by")
        .get(pk=question_id)
    )
    if is_public and not answer:
        raise CannotAnswer("公開するには、回答を書いてください。")
    first = is_public and row.published_on is None
    row.question, row.answer = question, answer
    row.published_on = (row.published_on or local_day(at)) if is_public else None
    row.save(update_fields=["question", "answer", "published_on"])
    if first and notify and row.asked_by is not None:
        queue_mail(
            "proposals/question_answered",
            to=row.asked_by.email,
            about=f"challenge:{row.challenge.code}",
            context={
                "title": row.challenge.title,
                "url": absolute_link("proposals:challenge", row.challenge.code) + "#shitsumon",
            },
            at=at,
        )
    audit.record("question.answer", about=f"challenge:{row.challenge.code}", by=by, at=at, question=row.pk)
    return row
