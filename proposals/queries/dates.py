"""How a promised date was counted, for 「この期日の数え方」."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nara_renkei.core.calendar import local_day
from nara_renkei.core.holidays import closed_day_names
from nara_renkei.core.models import CitySettings
from proposals.enums import Stage
from proposals.models import Pause, Promise, Proposal, ToldDate
from proposals.rules.promises import Season, Span, skipped_days


def season_of(city: CitySettings) -> Season:
    """Return the time of the year in which this city takes longer."""
    return Season(
        (city.season_from_month, city.season_from_day),
        (city.season_to_month, city.season_to_day),
        city.season_extra_days,
        city.season_reason,
    )


def norm_of(city: CitySettings, stage: Stage) -> int:
    """Return the 開庁日 this city aims at for a stage."""
    return {
        Stage.FORMAL_CHECK: city.formal_check_days,
        Stage.FIRST_ANSWER: city.first_answer_days,
        Stage.DIALOGUE: city.dialogue_days,
        Stage.OUTCOME: city.outcome_days,
    }[stage]


@dataclass(frozen=True, slots=True)
class ToldDay:
    """A date as it was told to the company."""

    day: date
    on: date  # the day on which it was told
    why: str  # empty for the first


@dataclass(frozen=True, slots=True)
class Counting:
    """One promise of the city, counted in the open."""

    stage: str
    starts_on: date
    within_days: int  # 開庁日, the extra of the season included
    extra_days: int  # of the season; 0 outside it
    extra_reason: str
    due_on: date | None  # None while the clock stands
    stands: str  # why the clock stands
    told: list[ToldDay]  # the first first
    skipped: list[tuple[str, list[date]]]  # why, and the days; in the order of the calendar

    @property
    def norm(self) -> int:
        return self.within_days - self.extra_days

    @property
    def told_on(self) -> date | None:
        return self.told[-1].day if self.told else None

    @property
    def parted(self) -> bool:
        """Whether the date that was told is not the one that is counted now."""
        return self.due_on is not None and self.told_on is not None and self.due_on != self.told_on


def told_days(rows: Sequence[ToldDate]) -> list[ToldDay]:
    return [ToldDay(row.day, local_day(row.told_at), row.why) for row in rows]


def countings(proposal: Proposal) -> list[Counting]:
    """Return how each open promise is counted, the nearest first. At most five queries."""
    promises = list(Promise.objects.open().filter(proposal=proposal).nearest_first().with_told_dates())
    if not promises:
        return []
    city = CitySettings.load()
    pauses = [
        Span(pause.starts_on, pause.ends_on, pause.reason)
        for pause in Pause.objects.filter(proposal=proposal).order_by("starts_on", "pk")
    ]
    first = min(promise.starts_on for promise in promises)
    last = max((promise.due_on for promise in promises if promise.due_on), default=first)
    closed = closed_day_names(first, last)
    stands = next((pause.reason for pause in pauses if pause.last is None), "")
    return [_counting(promise, city, pauses, closed, stands) for promise in promises]


def _counting(
    promise: Promise, city: CitySettings, pauses: Sequence[Span], closed: dict[date, str], stands: str
) -> Counting:
    season = season_of(city)
    # the days were copied at the event: the season is named only when it explains them
    longer = (
        season.holds_on(promise.starts_on)
        and promise.within_days == norm_of(city, Stage(promise.stage)) + season.extra_days
    )
    days = skipped_days(promise.starts_on, promise.due_on, pauses, closed) if promise.due_on else []
    by_reason: dict[str, list[date]] = {}
    for day, reason in days:
        by_reason.setdefault(reason, []).append(day)
    return Counting(
        stage=promise.get_stage_display(),
        starts_on=promise.starts_on,
        within_days=promise.within_days,
        extra_days=season.extra_days if longer else 0,
        extra_reason=season.reason if longer else "",
        due_on=promise.due_on,
        stands="" if promise.due_on else stands,
        told=told_days(list(promise.told_dates.all())),
        skipped=list(by_reason.items()),
    )
