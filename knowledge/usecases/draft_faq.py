"""The desk writes a FAQ, of a 相談 that was answered or of its own."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from knowledge.enums import FaqState, SupportState, SupportTopic
from knowledge.models import Faq, SupportRequest
from knowledge.queries.support import known_names
from knowledge.rules.nameless import Nameless, without_names
from knowledge.rules.support import QUESTION, TEXT
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Division

# without characters that are read wrongly on paper
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
NOT_ANSWERED: Final = "FAQにできるのは、回答した相談です。先に回答してください。"
IS_THERE: Final = "この相談からは、もうFAQの下書きがあります。それを直してください。"
EMPTY: Final = "質問と答えを書いてください。"
IS_PAST: Final = "見直しの期限は、今日か、それより後の日にしてください。"


class CannotDraft(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class FaqWords:
    """What a FAQ says, who keeps it and until when it is looked at again."""

    topic: SupportTopic
    question: str
    answer: str
    owner: Division
    review_by: date


def nameless_draft(request: SupportRequest) -> tuple[Nameless, Nameless]:
    """Return the question and the answer that a 相談 suggests, without names. Six queries."""
    known = known_names(request)
    answers = request.messages.filter(is_answer=True).order_by("written_at", "pk")
    answer = "\n\n".join(answers.values_list("text", flat=True))[:TEXT]
    return without_names(request.title[:QUESTION], known), without_names(answer, known)


@transaction.atomic
def draft_faq(*, source: SupportRequest | None, words: FaqWords, by: Actor, at: datetime) -> Faq:
    """Return the draft, which nobody but the desk reads. Raises CannotDraft."""
    refuse_words(words)
    if words.review_by < local_day(at):
        raise CannotDraft(IS_PAST)
    if source:
        source = SupportRequest.objects.select_for_update().get(pk=source.pk)
        if source.state == SupportState.OPEN or source.answered_at is None:
            raise CannotDraft(NOT_ANSWERED)
        if source.faqs.filter(state=FaqState.DRAFT).exists():
            raise CannotDraft(IS_THERE)
    faq = Faq(
        code=f"q-{''.join(secrets.choice(LETTERS) for _ in range(6))}",
        topic=words.topic,
        question=words.question,
        answer=words.answer,
        owner=words.owner,
        review_by=words.review_by,
        source=source,
        updated_at=at,
        updated_by=by.label,
    )
    faq.index(faq.question, faq.answer)
    faq.save()
    audit.record("faq.draft", about=faq.key, by=by, at=at, source=source.key if source else "")
    return faq


def refuse_words(words: FaqWords) -> None:
    """Raise CannotDraft when a question or an answer is missing."""
    if not (words.question.strip() and words.answer.strip()):
        raise CannotDraft(EMPTY)
