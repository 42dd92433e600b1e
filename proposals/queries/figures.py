"""Figures for everybody: the usual number of 開庁日, what came about."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any, cast

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import TruncDate

from nara_renkei.core.calendar import TOKYO, WorkingDays, local_day
from nara_renkei.core.gathering import any_of
from nara_renkei.core.holidays import closed_days
from proposals.enums import REALISED_STATUSES, Publicity, Stage, Status
from proposals.models import Pause, Promise, Proposal
from proposals.rules.promises import Span, days_of

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


def median_working_days_in(stage: Stage, spans: Sequence[tuple[date, date]]) -> list[MedianDays]:
    """Return the same median for spans that follow each other, the oldest first. Three queries."""
    taken = _days_taken([stage], first=spans[0][0], last=spans[-1][1], newest=None)
    return [_median([days for _, _, on, days in taken if first <= on <= last]) for first, last in spans]


def _medians(stages: Collection[Stage], *, first: date, last: date, newest: int | None) -> dict[Stage, MedianDays]:
    taken = _days_taken(stages, first=first, last=last, newest=newest)
    return {stage: _median([days for found, _, _, days in taken if found == stage]) for stage in stages}


def _median(days: Sequence[int]) -> MedianDays:
    return MedianDays(median(days) if len(days) >= FEWEST_CASES else None, len(days))


def _days_taken(
    stages: Collection[Stage], *, first: date, last: date, newest: int | None
) -> list[tuple[str, int, date, int]]:
    """Return of every stage that was first fulfilled in a period: which, of what proposal, on what day, after how many 開庁日."""
    rows = list(first_met(stages, first=first, last=last)[:newest])
    if not rows:
        return []
    oldest = min(submitted for _, _, submitted, _ in rows)
    days = WorkingDays(oldest, last, closed_days(last, (last - oldest).days + 1))
    spans = parked_spans({proposal for _, proposal, _, _ in rows})
    return [
        (stage, proposal, on, days.between(submitted, on, without=_parked(spans, proposal, on)))
        for stage, proposal, submitted, on in rows
    ]


def _parked(spans: Mapping[int, Sequence[Span]], proposal: int, until: date) -> frozenset[date]:
    return days_of(spans[proposal], until=until) if proposal in spans else frozenset()


def days_to_outcome(*, first: date, last: date) -> dict[int, int]:
    """Return the 開庁日 of which the median is told, proposal by proposal. Three queries."""
    taken = _days_taken([Stage.OUTCOME], first=first, last=last, newest=None)
    return {proposal: days for _, proposal, _, days in taken}


def first_met(stages: Collection[Stage], *, first: date, last: date) -> QuerySet[Promise, Any]:
    """Return stage, proposal, 受付 and the day on which the stage was first fulfilled, the newest first.

    Asked row by row whether an earlier one was fulfilled, not grouped: the newest come off the index promise_newest_met,
    and a limit reads no more than its rows (of 240,000 promises: 5 ms, not 300).
    """
    met = Promise.objects.filter(met_on__isnull=False)
    before = Q(met_on__lt=OuterRef("met_on")) | Q(met_on=OuterRef("met_on"), pk__lt=OuterRef("pk"))
    return (
        met.filter(stage__in=stages, met_on__range=(first, last), proposal__submitted_at__isnull=False)
        .exclude(proposal__status=Status.WITHDRAWN)
        .exclude(Exists(met.filter(before, proposal=OuterRef("proposal"), stage=OuterRef("stage"))))
        .order_by("-met_on", "-proposal")
        .values_list("stage", "proposal", TruncDate("proposal__submitted_at", tzinfo=TOKYO), "met_on")
    )


def parked_spans(proposals: Collection[int]) -> dict[int, list[Span]]:
    """Return when the clock of each proposal stood, by its id. One query, none without proposals."""
    if not proposals:
        return {}
    spans: dict[int, list[Span]] = defaultdict(list)
    rows = Pause.objects.values_list("proposal", "starts_on", "ends_on").order_by("pk")
    # one list of ids: as a thousand values, quoting them was half of the front page
    for proposal, starts_on, ends_on in rows.filter(proposal__in=any_of(Value(list(proposals)))):
        spans[proposal].append(Span(starts_on, ends_on))
    return dict(spans)


def days_from_receipt(proposal: Proposal, last: date) -> int:
    """Return the 開庁日 from 受付 of a submitted proposal to a day, without the time its clock stood. Two queries."""
    first = local_day(cast("datetime", proposal.submitted_at))
    days = WorkingDays(first, last, closed_days(last, (last - first).days + 1))
    stood = parked_spans([proposal.pk]).get(proposal.pk, [])
    return days.between(first, last, without=days_of(stood, until=last))


def realised_proposals(count: int) -> list[Proposal]:
    """Return what came about and may be named to everybody, the newest first: title, 団体 and status. One query."""
    rows = Proposal.objects.filter(status__in=REALISED_STATUSES, publicity=Publicity.OPEN).select_related(
        "organization"
    )
    named = rows.only("title", "status", "status_changed_at", "organization__name")
    return list(named.order_by("-status_changed_at", "-pk")[:count])
