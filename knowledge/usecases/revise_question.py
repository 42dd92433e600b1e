"""The desk words a question of the 手法ナビ and its answers anew. What they say of the methods stays."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.models import NavigatorAnswer, NavigatorQuestion
from knowledge.queries.navigator import question_seen
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

STALE: Final = (
    "ほかの人が、先にこの質問を変えました。下の「先に保存された言葉」と読み比べてから、もう一度保存してください。"
)
EMPTY: Final = "質問と、すべての答えの言葉を書いてください。"


class CannotRevise(Exception):
    """str(exc) is fit for the screen."""


class StaleQuestion(CannotRevise):
    """Somebody else saved meanwhile."""


@transaction.atomic
def revise_question(
    *,
    question: NavigatorQuestion,
    seen: str,
    text: str,
    help_text: str,
    labels: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> NavigatorQuestion:
    """Return the question with its new words. ``seen``: ``question_seen`` of those that were read; ``labels`` by the codes.

    Raises StaleQuestion when they have changed since, CannotRevise when words are missing.
    """
    question = NavigatorQuestion.objects.select_for_update().get(pk=question.pk)
    if question_seen(question) != seen:
        raise StaleQuestion(STALE)
    answers = list(question.answers.all())
    if not all(one.strip() for one in (text, *(labels.get(answer.code, "") for answer in answers))):
        raise CannotRevise(EMPTY)
    question.text, question.help = text, help_text
    question.save()
    for answer in answers:
        answer.label = labels[answer.code]
    NavigatorAnswer.objects.bulk_update(answers, ["label"])
    audit.record("navigator.revise", about=f"question:{question.code}", by=by, at=at)
    return question
