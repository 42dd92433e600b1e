"""Page-shaped reads of what a company may see."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import Case, F, Min, Prefetch, Q, When

from nara_renkei.accounts.models import User
from nara_renkei.core.calendar import TOKYO, WorkingDays, add_working_days, local_day, wareki_with_year
from nara_renkei.core.holidays import closed_days
from nara_renkei.directory.models import Organization

from .enums import OPEN_STATUSES, ConsultationState, Party, Publicity, PublicWord, Scope, Stage, Status
from .models import (
    Consultation,
    ConsultationSlot,
    CorrectionRequest,
    Letter,
    Meeting,
    Message,
    Pause,
    PledgeAnswer,
    PledgeItem,
    Promise,
    Proposal,
    StatusChange,
    Submission,
)
from .rules.drafts import last_day
from .rules.lifecycle import public_word
from .rules.promises import Span, days_of, skipped_days

EVIDENCE_LASTS = timedelta(days=365)


def items_to_ask(proposal: Proposal, today: date) -> list[PledgeItem]:
    """Return the items this proposal must answer, in the order of the form. Two queries.

    An item about the 団体 that was answered in the same version within 12 months is not asked again
    (decisions.md 14); an item about the proposal is asked every time.
    """
    items = list(PledgeItem.objects.current_on(today))
    if proposal.organization_id is None:
        return items
    known = set(
        PledgeAnswer.objects.filter(
            organization=proposal.organization_id,
            item__scope=Scope.BODY,
            answered_at__date__gte=today - EVIDENCE_LASTS,
        ).values_list("item_id", flat=True)
    )
    return [item for item in items if item.pk not in known]


def evidence_of(proposal: Proposal) -> list[PledgeAnswer]:
    """Return the answers that count for a proposal: its own, and the 団体's that were not asked again."""
    own = PledgeAnswer.objects.filter(proposal=proposal)
    body = PledgeAnswer.objects.filter(
        organization=proposal.organization_id,
        item__scope=Scope.BODY,
        answered_at__lte=proposal.submitted_at or F("answered_at"),
    )
    rows = (own | body).select_related("item").order_by("item__position", "item__code", "-answered_at")
    newest: dict[str, PledgeAnswer] = {}
    for row in rows:
        newest.setdefault(row.item.code, row)
    return list(newest.values())


@dataclass(frozen=True, slots=True)
class NextDate:
    """The date the city owes, and how it was counted."""

    stage: str
    starts_on: date
    within_days: int  # 開庁日
    due_on: date | None  # None while the clock stands
    told_on: date | None  # the date the company was told; a fact
    is_past: bool
    skipped: list[tuple[date, str]]


@dataclass(frozen=True, slots=True)
class TimelineStep:
    label: str
    state: str  # "done", "here" or "ahead"
    on: date | None


@dataclass(frozen=True, slots=True)
class CompanySheet:
    """Everything a company sees of one proposal. Holds nothing internal."""

    proposal: Proposal
    word: PublicWord
    sentence: str  # いつまでに・だれが・何を
    must_act: bool
    next_date: NextDate | None
    timeline: list[TimelineStep]
    letters: list[Letter]
    messages: list[Message]
    correction: CorrectionRequest | None
    meeting: Meeting | None
    versions: list[Submission]

    @property
    def unread(self) -> int:
        """How many messages of the city wait for 「確認しました」."""
        return sum(one.party != Party.PROPOSER and one.confirmed_at is None for one in self.messages)


STEPS = (PublicWord.RECEIVED, PublicWord.REVIEW, PublicWord.DIALOGUE, PublicWord.RESULT)


def company_sheet(proposal: Proposal, today: date) -> CompanySheet:
    """Gather one proposal for its proposer. Constant number of queries."""
    changes = list(StatusChange.objects.filter(proposal=proposal).oldest_first())
    correction = proposal.corrections.filter(resolved_at=None).prefetch_related("items").first()
    is_open = proposal.status in OPEN_STATUSES
    meeting = proposal.meetings.filter(held_on=None).order_by("-pk").first() if is_open else None
    next_date = _next_date(proposal, today)
    return CompanySheet(
        proposal=proposal,
        word=proposal.public_word,
        sentence=_sentence(proposal, next_date, correction, meeting, today),
        must_act=proposal.status == Status.RETURNED,
        next_date=next_date,
        timeline=_timeline(proposal, changes),
        letters=list(proposal.letters.newest_first()),
        messages=list(proposal.messages.thread()),
        correction=correction,
        meeting=meeting,
        versions=list(proposal.submissions.newest_first()),
    )


def _next_date(proposal: Proposal, today: date) -> NextDate | None:
    promise = Promise.objects.open().filter(proposal=proposal).order_by(F("due_on").asc(nulls_last=True), "pk").first()
    if promise is None:
        return None
    skipped: list[tuple[date, str]] = []
    if promise.due_on:
        spans = [
            Span(pause.starts_on, pause.ends_on) for pause in Pause.objects.filter(proposal=proposal).order_by("pk")
        ]
        skipped = skipped_days(promise.starts_on, promise.due_on, spans, closed_days(promise.starts_on))
    told = promise.told_on or promise.due_on
    return NextDate(
        stage=promise.get_stage_display(),
        starts_on=promise.starts_on,
        within_days=promise.within_days,
        due_on=promise.due_on,
        told_on=promise.told_on,
        is_past=bool(promise.due_on and told and told < today),
        skipped=skipped,
    )


def _sentence(
    proposal: Proposal,
    next_date: NextDate | None,
    correction: CorrectionRequest | None,
    meeting: Meeting | None,
    today: date,
) -> str:
    """Return one sentence: いつまでに・だれが・何を."""
    who = str(proposal.lead_division) if proposal.lead_division else "公民連携デスク"
    if correction:
        return f"{wareki_with_year(correction.wanted_by)}までに、お願いした欄を直して、もう一度出してください。直していただく間、市の期日は止まります。"
    if proposal.status == Status.ON_HOLD and proposal.held_until:
        return f"{wareki_with_year(proposal.held_until)}まで、判断を待っています。その日までに、{who}が次の見通しをお知らせします。"
    if meeting and meeting.fixed_at and local_day(meeting.fixed_at) >= today:
        at = meeting.fixed_at.astimezone(TOKYO)
        return f"{wareki_with_year(at.date())}{at:%-H時%M分}に、{who}とお話しします。場所は{meeting.place or '後日お知らせします'}。"
    if next_date and next_date.is_past:
        return f"お約束の日を過ぎています。申し訳ありません。{who}が確かめて、次の日にちをお知らせします。していただくことはありません。"
    if next_date and next_date.due_on:
        day = wareki_with_year(next_date.told_on or next_date.due_on)
        return f"{day}までに、{who}が{next_date.stage}をします。していただくことはありません。"
    return {
        Status.ADOPTED: f"{who}と、始める準備を進めています。次のことは、通知文をご覧ください。",
        Status.UNDERWAY: f"{who}と、取組を進めています。",
        Status.COMPLETED: "取組が終わりました。ありがとうございました。",
        Status.DECLINED: "結果をお知らせしました。理由と、どう変わればよいかを通知文に書いています。",
        Status.REFERRED: "ほかの窓口をご案内しました。行き先は通知文に書いています。",
        Status.WITHDRAWN: "取り下げられました。もう一度提案することもできます。",
    }.get(Status(proposal.status), f"{who}が次の見通しをお知らせします。していただくことはありません。")


def _timeline(proposal: Proposal, changes: Sequence[StatusChange]) -> list[TimelineStep]:
    reached: dict[PublicWord, date] = {}
    for change in changes:
        reached.setdefault(public_word(change.target), local_day(change.at))
    here = proposal.public_word
    if here == PublicWord.CORRECTION:
        here = max((word for word in STEPS if word in reached), key=STEPS.index, default=PublicWord.RECEIVED)
    steps = []
    for word in STEPS:
        if word == here:
            state = "here"
        elif STEPS.index(word) < STEPS.index(here) if here in STEPS else False:
            state = "done" if word in reached else "skipped"
        else:
            state = "ahead"
        steps.append(TimelineStep(word.label, state, reached.get(word) if state != "ahead" else None))
    return steps


@dataclass(frozen=True, slots=True)
class MyRow:
    """One proposal in 「わたしの提案」."""

    proposal: Proposal
    word: PublicWord
    must_act: bool
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


def my_proposals(
    user: User | AnonymousUser, today: date, now: datetime, *, only: str = "", page: str | int = 1
) -> Page[MyRow]:
    """Return a page of what a person of a company has: what it owes, its drafts, the rest. Constant queries.

    ``only`` is a key of MY_FILTERS; anything else is everything.
    """
    first = Case(When(status=Status.RETURNED, then=0), When(status=Status.DRAFT, then=1), default=2)
    found = (
        Proposal.objects.visible_to(user, today)
        .filter(MY_FILTERS.get(only, Q()))
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
        must_act=correction is not None,
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


def organizations_of(user: User) -> list[Organization]:
    """Return the 団体 this person belongs to now."""
    return [member.organization for member in user.memberships.active().select_related("organization").order_by("pk")]


# A median of fewer is no figure: it would name the proposals it was made of.
FEWEST_CASES = 5


@dataclass(frozen=True, slots=True)
class MedianDays:
    days: float | None  # 開庁日 with parked time removed; None below FEWEST_CASES
    cases: int  # proposals

    def __str__(self) -> str:
        return f"{self.cases}件の中央値" if self.days is not None else f"{FEWEST_CASES}件未満のため出しません"


def median_working_days(stage: Stage, *, first: date, last: date) -> MedianDays:
    """Return the median 開庁日 from 受付 to the day a stage was first fulfilled, for those fulfilled in a period.

    The time the clock stood is removed; withdrawn proposals do not count. Three queries.
    """
    return _medians([stage], first=first, last=last, newest=None)[stage]


# The front page reads no more than these: the usual of a year is told by its newest cases.
NEWEST_CASES = 1000


def usual_working_days(stages: Collection[Stage], *, first: date, last: date) -> dict[Stage, MedianDays]:
    """Return the same median for several stages, of the newest NEWEST_CASES in the period. Three queries."""
    return _medians(stages, first=first, last=last, newest=NEWEST_CASES)


def _medians(stages: Collection[Stage], *, first: date, last: date, newest: int | None) -> dict[Stage, MedianDays]:
    found = (
        Promise.objects.filter(stage__in=stages, met_on__isnull=False, proposal__submitted_at__isnull=False)
        .exclude(proposal__status=Status.WITHDRAWN)
        .values("stage", "proposal", "proposal__submitted_at")
        .annotate(on=Min("met_on"))
        .filter(on__range=(first, last))
        .order_by("-on", "-proposal")
        .values_list("stage", "proposal", "proposal__submitted_at", "on")
    )
    rows = [
        (stage, proposal, local_day(submitted), on) for stage, proposal, submitted, on in found[:newest] if submitted
    ]
    counted: dict[str, list[int]] = defaultdict(list)
    if rows:
        oldest = min(submitted for _, _, submitted, _ in rows)
        days = WorkingDays(oldest, last, closed_days(last, (last - oldest).days + 1))
        spans = parked_spans({proposal for _, proposal, _, _ in rows})
        for stage, proposal, submitted, on in rows:
            without = days_of(spans.get(proposal, []), until=on)
            counted[stage].append(days.between(submitted, on, without=without))
    return {
        stage: MedianDays(median(counted[stage]) if len(counted[stage]) >= FEWEST_CASES else None, len(counted[stage]))
        for stage in stages
    }


def parked_spans(proposals: Collection[int]) -> dict[int, list[Span]]:
    """Return when the clock of each proposal stood, by its id. One query."""
    spans: dict[int, list[Span]] = defaultdict(list)
    rows = Pause.objects.values_list("proposal", "starts_on", "ends_on").order_by("pk")
    for proposal, starts_on, ends_on in rows.filter(proposal__in=proposals):
        spans[proposal].append(Span(starts_on, ends_on))
    return dict(spans)


SLOT_HORIZON = 20  # 開庁日 ahead that the calendar shows


def free_slots(at: datetime) -> list[ConsultationSlot]:
    """Return the half hours that can be booked within the next SLOT_HORIZON 開庁日, in order. Two queries."""
    today = local_day(at)
    last = add_working_days(today, SLOT_HORIZON, closed_days(today))
    return list(ConsultationSlot.objects.bookable(at).until(last).in_order())


def my_consultations(user: User | AnonymousUser, today: date) -> list[Consultation]:
    """Return the consultations of a person of a company that were not cancelled, newest first, 50 at most."""
    rows = Consultation.objects.visible_to(user, today).exclude(state=ConsultationState.CANCELLED)
    return list(rows.with_slot().newest_first()[:50])


REALISED = (Status.ADOPTED, Status.UNDERWAY, Status.COMPLETED)


def realised_proposals(count: int) -> list[Proposal]:
    """Return what came about and may be named to everybody, the newest first: title, 団体 and status. One query."""
    rows = Proposal.objects.filter(status__in=REALISED, publicity=Publicity.OPEN).select_related("organization")
    named = rows.only("title", "status", "status_changed_at", "organization__name")
    return list(named.order_by("-status_changed_at", "-pk")[:count])
