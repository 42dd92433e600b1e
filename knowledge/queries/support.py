"""デスクへの相談 and FAQ as pages read them, and the names that a 相談 knows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Q

from knowledge.enums import SupportState, SupportTopic
from knowledge.models import Faq, SupportMessage, SupportRequest
from knowledge.rules.nameless import Known, person_in, person_of
from knowledge.rules.support import WITHIN
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import division_ids
from nara_renkei.core.calendar import add_working_days
from nara_renkei.core.finding import Piece, marked, snippet
from nara_renkei.core.holidays import closed_days
from proposals.models import CoProposer, Proposal

ROWS: Final = 20  # of a page
MARKS: Final = re.compile(r"^(?:[-*#]+|\d+\.) +|\*\*", re.MULTILINE)  # of Markdown
WAITING, ANSWERED, ALL = "machi", "kaito", "subete"
TABS: Final = ((WAITING, "回答待ち"), (ANSWERED, "回答済み"), (ALL, "すべて"))


@dataclass(frozen=True, slots=True)
class SupportList:
    """The 相談 that a person reads, of one tab."""

    tab: str
    counts: Sequence[tuple[str, str, int]]  # key and label of a tab, and how many stand in it
    page: Page[SupportRequest]
    own: frozenset[int]  # ids of the reader's 課


def support_list(user: User, on: date, *, tab: str, page: str) -> SupportList:
    """Return the 相談 of a person's 課 and those in which its advice is asked. Five queries at most."""
    visible = SupportRequest.objects.visible_to(user, on)
    rows = {
        WAITING: visible.waiting().first_due_first(),
        ANSWERED: visible.filter(state=SupportState.ANSWERED).order_by("-answered_at", "-pk"),
        ALL: visible.order_by("-asked_at", "-pk"),
    }
    shown = tab if tab in rows else WAITING
    return SupportList(
        tab=shown,
        counts=[(key, label, rows[key].count()) for key, label in TABS],
        page=Paginator(rows[shown].select_related("division"), ROWS).get_page(page),
        own=frozenset(division_ids(user, on)),
    )


@dataclass(frozen=True, slots=True)
class SupportThread:
    """One 相談 with all that was said in it."""

    request: SupportRequest
    messages: Sequence[SupportMessage]
    consultees: Sequence[str]  # names of the 課 whose advice was asked
    proposal: Proposal | None  # None also for a reader who may not see it
    faqs: Sequence[Faq]  # that were made of it and are open
    is_overdue: bool


def support_thread(request: SupportRequest, user: User, on: date) -> SupportThread:
    """Return a 相談 for its page. Five queries at most; the caller has found that this person may read it."""
    seen = Proposal.objects.visible_to(user, on).filter(pk=request.proposal_id or 0)
    return SupportThread(
        request=request,
        messages=list(request.messages.order_by("written_at", "pk")),
        consultees=[one.division.name for one in request.consultees.select_related("division").order_by("pk")],
        proposal=seen.first() if request.proposal_id else None,
        faqs=list(Faq.objects.open_to_staff().filter(source=request).order_by("pk")),
        is_overdue=request.state == SupportState.OPEN and request.due_on < on,
    )


def answer_days(on: date) -> dict[SupportTopic, date]:
    """Return by when the desk answers what is asked on a day. One query."""
    closed = closed_days(on, days=60)
    return {topic: add_working_days(on, WITHIN[topic], closed) for topic in SupportTopic}


def proposal_of(user: User, number: str, on: date) -> Proposal | None:
    """Return a proposal by its number when this person may see it. One query."""
    return Proposal.objects.visible_to(user, on).filter(number=number).first()


def known_names(request: SupportRequest | None) -> Known:
    """Return who is named in a 相談: who wrote in it, who sat in its 課, whose proposal it is. Five queries at most."""
    if request is None:
        return Known()
    labels = request.messages.order_by().values_list("written_by", flat=True).distinct()
    divisions = [request.division_id, *request.consultees.order_by().values_list("division", flat=True)]
    proposals = Proposal.objects.select_related("organization__merged_into").filter(pk=request.proposal_id or 0)
    organizations = [
        one
        for proposal in proposals
        for one in (proposal.organization, proposal.organization and proposal.organization.merged_into)
        if one
    ]
    users = User.objects.filter(Q(posts__division__in=divisions) | Q(memberships__organization__in=organizations))
    people = {
        *(person_of(label) for label in (*labels, request.asked_by)),
        *users.values_list("name", flat=True),
        *(proposal.contact_name for proposal in proposals),
        *(person_in(one.representative) for one in organizations),
    }
    joined = CoProposer.objects.filter(proposal__in=proposals).values_list("name", "organization__name")
    bodies = {*(one.name for one in organizations), *(name for pair in joined for name in pair)}
    return Known(frozenset(filter(None, people)), frozenset(filter(None, bodies)))


# --- FAQ


@dataclass(frozen=True, slots=True)
class FaqCard:
    """A FAQ in the list, with what was looked for in marks."""

    code: str
    topic: str
    question: Sequence[Piece]
    says: Sequence[Piece]
    keeper: str
    is_past_review: bool


@dataclass(frozen=True, slots=True)
class FaqPage:
    cards: Sequence[FaqCard]
    page: Page[Faq]


def find_faqs(on: date, *, words: str, topic: str, page: str) -> FaqPage:
    """Return the open FAQ of a topic that hold the words. Two queries."""
    rows = Faq.objects.open_to_staff().select_related("owner").order_by("topic", "-opened_at", "-pk")
    if topic in SupportTopic.values:
        rows = rows.filter(topic=topic)
    shown = Paginator(rows.saying(words), ROWS).get_page(page)
    cards = [
        FaqCard(
            code=one.code,
            topic=one.get_topic_display(),
            question=marked(one.question, words),
            says=snippet(MARKS.sub("", one.answer), words),
            keeper=one.keeper,
            is_past_review=one.is_past_review(on),
        )
        for one in shown
    ]
    return FaqPage(cards, shown)
