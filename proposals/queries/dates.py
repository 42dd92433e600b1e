"""How a promised date was counted, for 「この期日の数え方」."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nara_renkei.core.calendar import local_day
from nara_renkei.core.holidays import closed_day_names, closed_days
from nara_renkei.core.models import CitySettings
from proposals.enums import Stage
from proposals.models import Norm, Pause, Promise, Proposal, ToldDate
from proposals.rules.norms import most_specific
from proposals.rules.promises import Season, Span, due_on, skipped_days, within_days


def season_of(city: CitySettings) -> Season:
    """Return the time of the year in which this city takes longer."""
    return Season(
        (city.season_from_month, city.season_from_day),
        (city.season_to_month, city.season_to_day),
        city.season_extra_days,
        city.season_reason,
    )


def norm_of(city: CitySettings, stage: Stage, *, challenge: int | None = None, division: int | None = None) -> int:
    """Return the 開庁日 to aim at for a stage: of the 課題 and the 課 (their keys), else of the city.

    One query where a 課題 or a 課 is named, none otherwise.
    """
    own = _city_norm(city, stage)
    if challenge is None and division is None:
        return own
    rows = Norm.objects.for_work(stage, challenge, division).values_list("challenge", "division", "days")
    return most_specific(((of is not None, by is not None, days) for of, by, days in rows), own)


def _city_norm(city: CitySettings, stage: Stage) -> int:
    return {
        Stage.FORMAL_CHECK: city.formal_check_days,
        Stage.FIRST_ANSWER: city.first_answer_days,
        Stage.DIALOGUE: city.dialogue_days,
        Stage.OUTCOME: city.outcome_days,
    }[stage]


def days_to_promise(stage: Stage, today: date, *, challenge: int | None = None, division: int | None = None) -> int:
    """Return the 開庁日 of a promise that is made today: the norm, longer in the season. Queries: see ``norm_of``."""
    city = CitySettings.load()
    return within_days(norm_of(city, stage, challenge=challenge, division=division), today, season_of(city))


def due_if_promised(stage: Stage, proposal: Proposal, today: date, *, division: int | None = None) -> date | None:
    """Return the day on which the proposal would be due, promised today; None while its clock stands."""
    days = days_to_promise(stage, today, challenge=proposal.challenge_id, division=division)
    return due_on(today, days, spans_of(proposal), closed_days(today), today=today)


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


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: a promise to the company, or a date between the city's own desks."""

    label: str
    starts_on: date
    within_days: int  # 開庁日
    due_on: date | None
    norm: int  # that holds now, without the season
    told: list[ToldDay]


def countings(proposal: Proposal) -> list[Counting]:
    """Return how each open promise is counted, the nearest first. At most six queries and one for each promise."""
    promises = list(Promise.objects.open().filter(proposal=proposal).nearest_first().with_told_dates())
    city = CitySettings.load()
    return count_openly(proposal, _promised(proposal, promises, city), city)


def _promised(proposal: Proposal, promises: Sequence[Promise], city: CitySettings) -> list[Counted]:
    """Return the promises as what is counted. One query for each where a 課題 or a 課 is known."""
    return [
        Counted(
            label=promise.get_stage_display(),
            starts_on=promise.starts_on,
            within_days=promise.within_days,
            due_on=promise.due_on,
            norm=norm_of(
                city, Stage(promise.stage), challenge=proposal.challenge_id, division=proposal.lead_division_id
            ),
            told=told_days(list(promise.told_dates.all())),
        )
        for promise in promises
    ]


def spans_of(proposal: Proposal) -> list[Span]:
    """Return when the clock of a proposal stood and why, the first first. One query."""
    rows = Pause.objects.filter(proposal=proposal).order_by("starts_on", "pk")
    return [Span(pause.starts_on, pause.ends_on, pause.reason) for pause in rows]


def count_openly(proposal: Proposal, rows: Sequence[Counted], city: CitySettings) -> list[Counting]:
    """Return how each date was counted, day by day. Two queries; none for nothing."""
    if not rows:
        return []
    season = season_of(city)
    pauses = spans_of(proposal)
    first = min(row.starts_on for row in rows)
    last = max((row.due_on for row in rows if row.due_on), default=first)
    closed = closed_day_names(first, last)
    stands = next((pause.reason for pause in pauses if pause.last is None), "")
    return [_counting(row, season, pauses, closed, stands) for row in rows]


def _counting(row: Counted, season: Season, pauses: Sequence[Span], closed: dict[date, str], stands: str) -> Counting:
    # the days were copied at the event: the season is named only when it explains them
    longer = season.holds_on(row.starts_on) and row.within_days == row.norm + season.extra_days
    by_reason: dict[str, list[date]] = {}
    for day, reason in skipped_days(row.starts_on, row.due_on, pauses, closed) if row.due_on else []:
        by_reason.setdefault(reason, []).append(day)
    return Counting(
        stage=row.label,
        starts_on=row.starts_on,
        within_days=row.within_days,
        extra_days=season.extra_days if longer else 0,
        extra_reason=season.reason if longer else "",
        due_on=row.due_on,
        stands="" if row.due_on else stands,
        told=row.told,
        skipped=list(by_reason.items()),
    )
