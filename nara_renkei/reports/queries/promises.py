"""How the promises to the proposers were kept."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from nara_renkei.core.calendar import WorkingDays
from nara_renkei.core.holidays import closed_days
from nara_renkei.reports.rules.figures import share
from proposals.enums import Stage
from proposals.models import Promise
from proposals.queries import parked_spans
from proposals.rules.promises import days_of


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """How one promise to the proposers was kept."""

    stage: str
    met: int  # fulfilled in the span
    kept: int  # of these, within the promised 開庁日
    late: int  # open and past its day on the day of the figures
    share: int | None  # kept in percent of met; None below five


@dataclass(frozen=True, slots=True)
class Judged:
    """One promise of a span, as it stood on the day of the figures."""

    proposal: int
    stage: str
    is_met: bool
    days_over: int  # 開庁日 past the promised ones so far; 0 and less: in time

    @property
    def is_in_time(self) -> bool:
        return self.days_over <= 0

    @property
    def is_late(self) -> bool:
        return not self.is_met and not self.is_in_time


def judged_promises(first: date, as_of: date) -> list[Judged]:
    """Return the promises fulfilled from ``first`` to ``as_of`` and those open on that day. Three queries."""
    promises = list(
        Promise.objects.filter(starts_on__lte=as_of)
        .filter(Q(met_on__range=(first, as_of)) | Q(met_on=None) | Q(met_on__gt=as_of))
        .values_list("proposal", "stage", "starts_on", "within_days", "met_on")
    )
    oldest = min([first, *(starts_on for _, _, starts_on, _, _ in promises)])
    days = WorkingDays(oldest, as_of, closed_days(as_of, (as_of - oldest).days + 1))
    spans = parked_spans({proposal for proposal, *_ in promises})
    found = []
    for proposal, stage, starts_on, within_days, met_on in promises:
        end = met_on if met_on and met_on <= as_of else as_of
        parked = days_of(spans.get(proposal, ()), until=end)
        over = days.between(starts_on, end, without=parked) - within_days
        found.append(Judged(proposal, stage, end == met_on, over))
    return found


def promise_lines(first: date, as_of: date) -> tuple[PromiseLine, ...]:
    """Return how the promises fulfilled from ``first`` to ``as_of``, and those open on that day, stood. Three queries."""
    return lines_of(judged_promises(first, as_of))


def lines_of(judged: Iterable[Judged]) -> tuple[PromiseLine, ...]:
    """Return the same of promises that are at hand, stage by stage. No query."""
    met, kept, late = Counter[str](), Counter[str](), Counter[str]()
    for one in judged:
        met[one.stage] += one.is_met
        kept[one.stage] += one.is_met and one.is_in_time
        late[one.stage] += one.is_late
    return tuple(
        PromiseLine(str(label), met[code], kept[code], late[code], share(kept[code], met[code]))
        for code, label in Stage.choices
    )
