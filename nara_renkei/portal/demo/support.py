"""デスクへの相談 of the demo city in every state, and FAQ: open, one past its review, one drafted of a 相談."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

from knowledge.enums import SupportSide, SupportState, SupportTopic
from knowledge.models import StandingConsultee, SupportRequest
from knowledge.rules.menus import year_on
from knowledge.usecases.answer_support import answer_support
from knowledge.usecases.ask_consultee import ask_consultee
from knowledge.usecases.begin_support import begin_support
from knowledge.usecases.close_support import close_support
from knowledge.usecases.draft_faq import FaqWords, draft_faq, nameless_draft
from knowledge.usecases.open_faq import open_faq
from knowledge.usecases.write_in_support import write_in_support
from nara_renkei.accounts.enums import PostKind

from .city import DESK_DIVISION, City
from .clock import moment

HERE: Final = Path(__file__).parent
MADE_OF: Final = UUID("6a0f2f0c-31f5-4d86-9d0c-5f2a6f7b9c11")
CONTRACTS: Final = "契約課"
PAST: Final = 3  # this FAQ is past its review


def show_support(city: City) -> None:
    """Tell six 相談: two wait, one of them past its day; two are answered, two ended. Then the FAQ."""
    StandingConsultee.objects.create(topic=SupportTopic.CONTRACT, division=city.divisions[CONTRACTS])
    told = [_tell(city, one) for one in json.loads((HERE / "support.json").read_text(encoding="utf-8"))]
    _faqs(city)
    _draft(city, next(one for one in told if one.closed_at and one.topic == SupportTopic.FAIRNESS))


def _tell(city: City, story: dict[str, Any]) -> SupportRequest:
    days = _moments(city, story)
    request = begin_support(
        key=uuid5(MADE_OF, story["title"]),
        asker=city.of(story["division"], PostKind.OFFICER),
        division=city.divisions[story["division"]],
        topic=SupportTopic(story["topic"]),
        title=story["title"],
        body=story["body"],
        by=city.officer(story["division"]),
        at=days[0],
    )
    consultee = story.get("consultee")
    if consultee and not request.consultees.filter(division=city.divisions[consultee]).exists():
        ask_consultee(request=request, division=city.divisions[consultee], by=city.desk(), at=days[0])
    for said, at in zip(story["messages"], days[1:], strict=True):
        _say(city, request, story, said, at)
    request.refresh_from_db()
    if story["state"] == SupportState.CLOSED:
        request = close_support(request=request, by=city.desk(), at=days[-1] + timedelta(hours=1))
    return request


def _moments(city: City, story: dict[str, Any]) -> list[datetime]:
    """Return when it was asked and when each word was said: of one day, or of the days after, never after the base."""
    first = city.clock.ago(story["ago"])
    days = [min(city.clock.later(first, n), city.clock.base) for n in range(len(story["messages"]) + 1)]
    return [moment(day, 9 + n) for n, day in enumerate(days)]


def _say(city: City, request: SupportRequest, story: dict[str, Any], said: dict[str, Any], at: datetime) -> None:
    request.refresh_from_db()
    if said.get("is_answer"):
        answer_support(request=request, version=request.version, text=said["text"], by=city.desk(), at=at)
        return
    side, by = {
        "desk": (SupportSide.DESK, city.desk()),
        "division": (SupportSide.ASKER, city.officer(story["division"])),
        "consultee": (SupportSide.CONSULTEE, city.officer(story.get("consultee", CONTRACTS))),
    }[said["from"]]
    write_in_support(request=request, side=side, text=said["text"], by=by, at=at)


def _faqs(city: City) -> None:
    for n, one in enumerate(json.loads((HERE / "faq.json").read_text(encoding="utf-8"))):
        topic = SupportTopic(one["topic"])
        day = city.clock.ago(380 if n == PAST else 40 + 9 * n)
        words = FaqWords(
            topic=topic,
            question=one["question"],
            answer=one["answer"],
            owner=city.divisions[CONTRACTS if topic == SupportTopic.CONTRACT else DESK_DIVISION],
            review_by=year_on(day),
        )
        faq = draft_faq(source=None, words=words, by=city.desk(1), at=moment(day, 10))
        open_faq(faq=faq, version=1, has_looked=True, by=city.desk(), at=moment(day, 15))


def _draft(city: City, request: SupportRequest) -> None:
    question, answer = nameless_draft(request)
    words = FaqWords(
        topic=SupportTopic(request.topic),
        question=question.text,
        answer=answer.text,
        owner=city.divisions[DESK_DIVISION],
        review_by=year_on(city.clock.base),
    )
    draft_faq(source=request, words=words, by=city.desk(), at=moment(city.clock.ago(2), 16))
