"""What a page of figures says: frozen values gathered from the apps below, with a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncMonth

from nara_renkei.core.calendar import TOKYO, WorkingDays, local_day
from nara_renkei.core.holidays import closed_days
from nara_renkei.reports.rules.figures import share
from nara_renkei.reports.rules.months import (
    first_of_next,
    last_day,
    month_name,
    months_until,
    short_wareki,
)
from nara_renkei.reports.rules.wiped import shown
from proposals.enums import OPEN_STATUSES, Channel, Kind, Stage, Status
from proposals.models import Promise, Proposal
from proposals.queries import MedianDays, median_working_days

from .outcomes import OUTCOMES, WITHDRAWN, midnight, outcomes_told
from .promises import Judged, PromiseLine, judged_promises, lines_of
from .rows import NOT_ROUTED, Place, Row, divisions_by_key, lead, open_on, received_between

# The list in a paper is bounded; every figure counts all rows.
LONGEST_LIST = 2000
LONGEST_LATE = 20

# Ageing in 開庁日 since 受付: the last day of each band, and its name.
BANDS: tuple[tuple[int | None, str], ...] = (
    (10, "10日まで"),
    (20, "11日から20日"),
    (40, "21日から40日"),
    (60, "41日から60日"),
    (None, "61日以上"),
)
STOPPED = frozenset({Status.RETURNED, Status.ON_HOLD})


@dataclass(frozen=True, slots=True)
class Line:
    """A label and how many proposals."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class AgeBand:
    label: str  # 開庁日 since 受付
    count: int  # open proposals
    stopped: int  # of these, waiting for the proposer or on hold


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    name: str  # 部 of the lead 課, or 送付前
    received: int  # in the month
    open: int  # on the day of the figures
    old: int  # of the open ones, 41 開庁日 and more


@dataclass(frozen=True, slots=True)
class MonthPoint:
    month: date  # first day
    open_kind: int  # 自由提案型, received
    challenge_kind: int  # 課題提示型, received

    @property
    def name(self) -> str:
        """「令和8年10月」."""
        return month_name(self.month)

    @property
    def received(self) -> int:
        return self.open_kind + self.challenge_kind


@dataclass(frozen=True, slots=True)
class ProposalLine:
    number: str
    title: str
    organization: str
    kind: str  # 自由 or 課題
    status: str  # label, on the day of the figures
    division: str  # lead 課, or 送付前
    received_on: date
    due_on: date | None  # the nearest promise still open

    @property
    def received_text(self) -> str:
        """「R8.10.3」."""
        return short_wareki(self.received_on)

    @property
    def due_text(self) -> str:
        return short_wareki(self.due_on) if self.due_on else "―"


@dataclass(frozen=True, slots=True)
class LateLine:
    """A promise past its day and not yet fulfilled, on the day of the figures."""

    number: str
    title: str
    stage: str
    division: str  # lead 課, or 送付前
    days_over: int  # 開庁日


@dataclass(frozen=True, slots=True)
class MonthlyFigures:
    """One month of the desk. Days are 開庁日; counts are proposals unless a comment says otherwise."""

    month: date  # first day of the month, Asia/Tokyo
    as_of: date  # the day the stock is counted: the month's last, or today when it still runs
    is_running: bool  # whether the month is not over
    # flow
    received: int
    received_before: int  # the month before
    by_kind: tuple[Line, ...]
    by_channel: tuple[Line, ...]
    outcomes: tuple[Line, ...]
    outcomes_told: int  # without 取下げ
    decline_reasons: tuple[Line, ...]  # one proposal may have several
    # stock
    open: int
    ages: tuple[AgeBand, ...]
    departments: tuple[DepartmentLine, ...]
    # how long, how well
    first_answer: MedianDays  # 受付 to 最初のお返事, in the month
    first_answer_year: MedianDays  # the same over twelve months
    outcome: MedianDays  # 受付 to 結果
    outcome_year: MedianDays
    promises: tuple[PromiseLine, ...]
    promises_met: int
    promises_kept: int
    promises_late: int
    late: tuple[LateLine, ...]  # the longest over first, at most LONGEST_LATE
    kept_share: int | None  # percent, all stages; None below five
    # lists
    series: tuple[MonthPoint, ...]  # twelve months, the oldest first
    proposals: tuple[ProposalLine, ...]  # received in the month, at most LONGEST_LIST
    left_out: int  # how many the list leaves out

    @property
    def stopped(self) -> int:
        """Open proposals that wait for the proposer or are on hold."""
        return sum(band.stopped for band in self.ages)

    @property
    def late_left_out(self) -> int:
        return self.promises_late - len(self.late)


def monthly_figures(month: date, *, at: datetime) -> MonthlyFigures:
    """Return the figures of the month that begins on ``month``, as they stood on its last day.

    A month that still runs is counted up to ``at``. The number of queries does not depend on the rows.
    """
    today = local_day(at)
    as_of = min(last_day(month), today)
    first, after = midnight(month), midnight(first_of_next(month))
    cutoff = midnight(as_of + timedelta(days=1))
    divisions = divisions_by_key()

    received = _received(first, after, cutoff, as_of)
    stock = open_on(cutoff)
    oldest = min([month, *(local_day(row["submitted_at"]) for row in stock)])
    days = WorkingDays(oldest, as_of, closed_days(as_of, (as_of - oldest).days + 400))

    ages = [(row, days.between(local_day(row["submitted_at"]), as_of)) for row in stock]
    outcomes, reasons = outcomes_told(first, after)
    judged = judged_promises(month, as_of)
    lines = lines_of(judged)
    met, kept = sum(line.met for line in lines), sum(line.kept for line in lines)
    series = received_by_month(months_until(month, 12))
    year_first = months_until(month, 12)[0]
    return MonthlyFigures(
        month=month,
        as_of=as_of,
        is_running=today <= last_day(month),
        received=len(received),
        received_before=series[-2].received,
        by_kind=_lines(Kind.choices, Counter(row["kind"] for row in received)),
        by_channel=_lines(Channel.choices, Counter(row["channel"] for row in received)),
        outcomes=tuple(Line(name, outcomes[name]) for name in OUTCOMES),
        outcomes_told=sum(count for name, count in outcomes.items() if name != WITHDRAWN),
        decline_reasons=tuple(
            Line(label, count) for label, count in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
        open=len(stock),
        ages=_bands(ages),
        departments=_departments(received, ages, divisions),
        first_answer=median_working_days(Stage.FIRST_ANSWER, first=month, last=as_of),
        first_answer_year=median_working_days(Stage.FIRST_ANSWER, first=year_first, last=as_of),
        outcome=median_working_days(Stage.OUTCOME, first=month, last=as_of),
        outcome_year=median_working_days(Stage.OUTCOME, first=year_first, last=as_of),
        promises=lines,
        promises_met=met,
        promises_kept=kept,
        promises_late=sum(line.late for line in lines),
        late=_late(judged, divisions),
        kept_share=share(kept, met),
        series=series,
        proposals=tuple(_proposal_line(row, divisions) for row in received[:LONGEST_LIST]),
        left_out=max(0, len(received) - LONGEST_LIST),
    )


def received_by_month(months: Sequence[date]) -> tuple[MonthPoint, ...]:
    """Return how many were received in each of some months in a row, given by their first days. One query."""
    counts: dict[date, dict[str, int]] = defaultdict(dict)
    rows = (
        Proposal.objects.received_between(midnight(months[0]), midnight(first_of_next(months[-1])))
        .annotate(month=TruncMonth("submitted_at", tzinfo=TOKYO))
        .values("month", "kind")
        .annotate(cases=Count("pk"))
        .values_list("month", "kind", "cases")
    )
    for start, kind, cases in rows:
        counts[local_day(start)][kind] = cases
    return tuple(
        MonthPoint(each, counts[each].get(Kind.OPEN, 0), counts[each].get(Kind.CHALLENGE, 0)) for each in months
    )


def open_by_department(as_of: date) -> tuple[DepartmentLine, ...]:
    """Return what was open on a day by the 部 of the lead 課, and how much of it was old. Three queries."""
    stock = open_on(midnight(as_of + timedelta(days=1)))
    oldest = min((local_day(row["submitted_at"]) for row in stock), default=as_of)
    days = WorkingDays(oldest, as_of, closed_days(as_of, (as_of - oldest).days + 1))
    ages = [(row, days.between(local_day(row["submitted_at"]), as_of)) for row in stock]
    return _departments([], ages, divisions_by_key())


# --- the parts


def _lines(choices: Iterable[tuple[str, str]], counts: Mapping[str, int]) -> tuple[Line, ...]:
    return tuple(Line(str(label), counts.get(code, 0)) for code, label in choices)


def _received(first: datetime, after: datetime, cutoff: datetime, as_of: date) -> Sequence[Row]:
    due = (
        Promise.objects.filter(Q(met_on=None) | Q(met_on__gt=as_of), proposal=OuterRef("pk"), starts_on__lte=as_of)
        .annotate(day=Coalesce("told_on", "due_on"))
        .exclude(day=None)
        .order_by("day")
    )
    rows = received_between(first, after, cutoff).annotate(due=Subquery(due.values("day")[:1]))
    columns = ("number", "title", "organization__name", "kind", "channel", "submitted_at", "status_then", "lead", "due")
    return list(rows.values(*columns))


def _bands(ages: Sequence[tuple[Row, int]]) -> tuple[AgeBand, ...]:
    counts, stopped = [0] * len(BANDS), [0] * len(BANDS)
    for row, age in ages:
        band = next(i for i, (until, _) in enumerate(BANDS) if until is None or age <= until)
        counts[band] += 1
        stopped[band] += row["status_then"] in STOPPED
    return tuple(AgeBand(name, counts[i], stopped[i]) for i, (_, name) in enumerate(BANDS))


def _departments(
    received: Sequence[Row],
    ages: Sequence[tuple[Row, int]],
    divisions: Mapping[int, Place],
) -> tuple[DepartmentLine, ...]:
    def place(row: Row) -> tuple[str, str]:
        lead = divisions.get(row["lead"])
        return (lead.department_code, lead.department) if lead else ("", NOT_ROUTED)

    came = Counter(place(row) for row in received)
    waiting = Counter(place(row) for row, _ in ages)
    old = Counter(place(row) for row, age in ages if age > 40)
    return tuple(
        DepartmentLine(key[1], came[key], waiting[key], old[key]) for key in sorted(came.keys() | waiting.keys())
    )


def _late(judged: Iterable[Judged], divisions: Mapping[int, Place]) -> tuple[LateLine, ...]:
    """Name what is late. One query."""
    worst = sorted((one for one in judged if one.is_late), key=lambda one: (-one.days_over, one.proposal, one.stage))
    worst = worst[:LONGEST_LATE]
    rows = Proposal.objects.annotate(lead=lead()).filter(pk__in={one.proposal for one in worst})
    known = {row["pk"]: dict(row) for row in rows.values("pk", "number", "title", "lead")}
    return tuple(_late_line(one, known[one.proposal], divisions) for one in worst)


def _late_line(one: Judged, row: Row, divisions: Mapping[int, Place]) -> LateLine:
    place = divisions.get(row["lead"])
    return LateLine(
        number=row["number"],
        title=shown(row["title"]),
        stage=str(Stage(one.stage).label),
        division=place.division if place else NOT_ROUTED,
        days_over=one.days_over,
    )


def _proposal_line(row: Row, divisions: Mapping[int, Place]) -> ProposalLine:
    lead = divisions.get(row["lead"])
    status = Status(row["status_then"])
    return ProposalLine(
        number=row["number"],
        title=row["title"],
        organization=row["organization__name"],
        kind=str(Kind(row["kind"]).label)[:2],
        status=str(status.label),
        division=lead.division if lead else NOT_ROUTED,
        received_on=local_day(row["submitted_at"]),
        due_on=row["due"] if status in OPEN_STATUSES else None,
    )
