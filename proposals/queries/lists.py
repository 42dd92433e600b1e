"""What a person of a company has with the city: its proposals, consultations and 団体, and the free half hours."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, When

from nara_renkei.accounts.models import Member, User
from nara_renkei.core.calendar import add_working_days, local_day
from nara_renkei.core.gathering import Worded
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.wall import as_city
from nara_renkei.directory.models import Organization
from proposals.enums import OPEN_STATUSES, ConsultationState, PublicWord, Status
from proposals.models import (
    Challenge,
    Consultation,
    ConsultationSlot,
    CorrectionRequest,
    Meeting,
    Message,
    Promise,
    Proposal,
)
from proposals.rules.drafts import last_day


@dataclass(frozen=True, slots=True)
class MyRow:
    """One proposal in 「わたしの提案」."""

    proposal: Proposal
    word: PublicWord
    must_act: bool
    must_choose: bool  # a day for 対話; otherwise what must be done is to correct
    next_on: date | None  # the date the city told or holds until, or the company's own date to correct
    unread: int  # messages of the city not yet confirmed
    expires_on: date | None  # drafts only


MY_PAGE = 20
# What a company may narrow its list to.
MY_FILTERS: dict[str, Q] = {
    "open": Q(status__in=OPEN_STATUSES),
    "told": ~Q(status__in=(Status.DRAFT, *OPEN_STATUSES)),
    "draft": Q(status=Status.DRAFT),
}


def my_proposals(user: User | AnonymousUser, today: date, *, only: str = "", page: str | int = 1) -> Page[MyRow]:
    """Return a page of what a person of a company has: what it owes, its drafts, the rest. Constant queries.

    ``only`` is a key of MY_FILTERS; anything else is everything.
    """
    owns = Exists(Member.objects.active().filter(user=user.pk, organization=OuterRef("organization")))
    chooses = Exists(Meeting.objects.to_choose().filter(proposal=OuterRef("pk")))
    owes = Q(owns=True) & (Q(status=Status.RETURNED) | Q(chooses=True))
    first = Case(When(owes, then=0), When(status=Status.DRAFT, then=1), default=2)
    found = (
        Proposal.objects.visible_to(user, today)
        .filter(MY_FILTERS.get(only, Q()))
        .annotate(owns=owns, chooses=chooses)
        .select_related("organization", "lead_division", "draft")
        .prefetch_related(
            Prefetch("promises", Promise.objects.open().order_by("due_on", "pk"), to_attr="open_promises"),
            Prefetch(
                "corrections",
                CorrectionRequest.objects.filter(resolved_at=None).order_by("pk"),
                to_attr="open_corrections",
            ),
            Prefetch(
                "messages",
                Message.objects.filter(Q(confirmed_at=None) & ~Q(party="proposer")).order_by("pk"),
                to_attr="unread_messages",
            ),
        )
        .order_by(first, "-updated_at", "-pk")
    )
    rows = Paginator(found, MY_PAGE).get_page(page)
    return Page([_my_row(row) for row in rows], rows.number, cast("Paginator[MyRow]", rows.paginator))


def _my_row(proposal: Any) -> MyRow:
    correction = next(iter(proposal.open_corrections), None)
    promise = next(iter(proposal.open_promises), None)
    return MyRow(
        proposal=proposal,
        word=proposal.public_word,
        must_act=proposal.owns and (correction is not None or proposal.chooses),
        must_choose=proposal.owns and proposal.chooses and correction is None,
        next_on=_next_on(proposal, correction, promise),
        unread=len(proposal.unread_messages),
        expires_on=_last_day(proposal) if proposal.status == Status.DRAFT else None,
    )


def _last_day(draft: Proposal) -> date:
    warned_at = draft.draft.warned_at if hasattr(draft, "draft") else None
    return last_day(local_day(draft.updated_at), local_day(warned_at) if warned_at else None)


def _next_on(proposal: Proposal, correction: CorrectionRequest | None, promise: Promise | None) -> date | None:
    if correction:
        return correction.wanted_by
    if proposal.held_until or promise is None or promise.due_on is None:
        # while the clock stands, a date told before binds nobody
        return proposal.held_until
    return promise.told_on or promise.due_on


SLOT_HORIZON = 20  # 開庁日 ahead that the calendar shows


def free_slots(at: datetime) -> list[ConsultationSlot]:
    """Return the half hours that can be booked within the next SLOT_HORIZON 開庁日, in order. Two queries."""
    today = local_day(at)
    last = add_working_days(today, SLOT_HORIZON, closed_days(today))
    with as_city("ほかの方の予約と重ならない枠を探す"):
        return list(ConsultationSlot.objects.bookable(at).until(last).in_order())


def my_consultations(user: User | AnonymousUser, today: date) -> list[Consultation]:
    """Return the consultations of a person of a company that were not cancelled, newest first, 50 at most."""
    rows = Consultation.objects.visible_to(user, today).exclude(state=ConsultationState.CANCELLED)
    return list(rows.with_slot().newest_first()[:50])


def long_record(proposal: Proposal) -> Consultation | None:
    """Return the consultation of a draft whose record did not fit into 提案内容. One query, or none."""
    if not proposal.consulted_before:
        return None
    found = Consultation.objects.filter(proposal=proposal).first()
    return found if found and not found.fits_body else None


OPEN_CHALLENGES = Worded(lambda day: Challenge.objects.live_on(day).newest_first().only("code", "title"))


def open_challenges(day: date) -> list[Challenge]:
    """Return code and title of the 課題 open to proposals on a day, the newest first. One query."""
    return OPEN_CHALLENGES.ask(day=day)


def organizations_to_confirm() -> QuerySet[Organization]:
    """Return the 未確認 団体 that have sent a proposal: nothing else of theirs waits for the desk."""
    sent = Proposal.objects.submitted().filter(organization=OuterRef("pk"))
    return Organization.objects.unconfirmed().filter(Exists(sent))
