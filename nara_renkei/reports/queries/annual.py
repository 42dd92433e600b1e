"""What an annual report says: three 年度 beside one another, and what the last of them brought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dialogue.enums import EventState
from dialogue.models import Event
from dialogue.queries.report import EventReport, event_report
from knowledge.models import CaseStudy, CaseVersion
from knowledge.queries.cases import versions_of
from knowledge.rules.cases import benefit_words
from nara_renkei.core.calendar import FiscalYear, local_day
from nara_renkei.directory.models import Agreement
from nara_renkei.reports.rules.beside import BesideRow, Column, beside
from nara_renkei.reports.rules.figures import Figure
from nara_renkei.reports.rules.periods import year_of
from nara_renkei.reports.rules.wiped import shown
from proposals.enums import Publicity, Status
from proposals.queries import days_to_outcome
from screening.models import Undertaking
from training.enums import SessionState
from training.models import Course
from training.queries.figure_values import TrainingFigures
from training.queries.figures import training_figures

from .departments import DepartmentRow, department_rows, received_by_department
from .figures import adopted_between, columns_of
from .outcomes import midnight
from .promises import judged_promises
from .rows import NOT_ROUTED, divisions_by_key, received_between

YEARS = 3
# Lists in the paper are bounded; every figure counts all rows.
LONGEST_LIST = 2000
MOST_CASES = 40


@dataclass(frozen=True, slots=True)
class YearProposal:
    """One line of the list of a year."""

    number: str
    title: str
    organization: str  # empty: it may not be named
    department: str  # 部 of the lead 課, or 送付前
    outcome: str  # label of the state on the day of the figures
    days: int | None  # 開庁日 from 受付 to the outcome; None: not told yet, or withdrawn


@dataclass(frozen=True, slots=True)
class Benefit:
    """効果額 of one proposal that was taken up in the year."""

    number: str
    title: str
    yen: int
    how: str

    @property
    def words(self) -> str:
        """「420,000円」."""
        return f"{self.yen:,}円"


@dataclass(frozen=True, slots=True)
class YearCase:
    """One 事例 that staff could read for the first time in the year."""

    case: CaseStudy  # with 課 and 手法
    version: CaseVersion
    partner: str  # empty: it may not be named

    @property
    def benefit(self) -> str:
        """「480,000円」."""
        return benefit_words(self.version.benefit_yen)


@dataclass(frozen=True, slots=True)
class AnnualFigures:
    """One 年度 of the city, with the two before."""

    year: FiscalYear
    as_of: date  # the year's last day, or today while it runs
    is_running: bool
    years: Sequence[FiscalYear]  # YEARS, the newest last
    columns: Sequence[Column]  # the figures of each
    rows: Sequence[BesideRow]
    departments: Sequence[DepartmentRow]
    came_to: Sequence[tuple[str, Sequence[int]]]  # 部, what it received in each year
    agreements: Sequence[Agreement]  # in force on the last day, with 団体 and 課, the newest first
    events: Sequence[EventReport]  # held in the year
    trainings: Sequence[TrainingFigures]  # of which a 回 ended in the year
    benefits: Sequence[Benefit]  # the largest first
    cases: Sequence[YearCase]  # the newest first, at most MOST_CASES
    cases_left_out: int
    proposals: Sequence[YearProposal]  # received in the year, at most LONGEST_LIST
    left_out: int

    @property
    def figures(self) -> Mapping[str, Figure]:
        """The figures of this year by code."""
        return self.columns[-1] or {}


def annual_figures(year: FiscalYear, *, at: datetime) -> AnnualFigures:
    """Return the figures of a year that has begun. Beside ダイアログ and 研修 the number of queries is fixed."""
    today = local_day(at)
    as_of = year_of(year).as_of(today)
    years = [FiscalYear(year.year - n) for n in reversed(range(YEARS))]
    periods = [year_of(one) for one in years]
    columns = columns_of(periods, at=at)
    proposals, cases = _proposals(year, as_of), _cases(year, as_of)
    return AnnualFigures(
        year=year,
        as_of=as_of,
        is_running=today <= year.last,
        years=years,
        columns=columns,
        rows=beside(columns),
        departments=department_rows(year.first, as_of, judged_promises(year.first, as_of)),
        came_to=received_by_department(periods, as_of),
        agreements=list(
            Agreement.objects.valid_on(as_of).select_related("organization", "division").order_by("-starts_on", "pk")
        ),
        events=[event_report(one) for one in _events(year, as_of)],
        trainings=[training_figures(one, as_of) for one in _courses(year, as_of)],
        benefits=_benefits(year, as_of),
        cases=cases[:MOST_CASES],
        cases_left_out=max(0, len(cases) - MOST_CASES),
        proposals=proposals[:LONGEST_LIST],
        left_out=max(0, len(proposals) - LONGEST_LIST),
    )


def _after(as_of: date) -> datetime:
    return midnight(as_of + timedelta(days=1))


def _events(year: FiscalYear, as_of: date) -> Sequence[Event]:
    held = Event.objects.filter(held_on__range=(year.first, as_of), state=EventState.ENDED)
    return list(held.order_by("held_on", "pk"))


def _courses(year: FiscalYear, as_of: date) -> Sequence[Course]:
    ended = Course.objects.filter(sessions__state=SessionState.ENDED, sessions__held_on__range=(year.first, as_of))
    return list(ended.distinct().order_by("pk"))


def _benefits(year: FiscalYear, as_of: date) -> list[Benefit]:
    adopted = Undertaking.objects.filter(adopted_between(midnight(year.first), _after(as_of)))
    rows = adopted.filter(benefit_yen__isnull=False).order_by("-benefit_yen", "pk")
    columns = ("screening__proposal__number", "screening__proposal__title", "benefit_yen", "benefit_how")
    return [Benefit(number, shown(title), yen, how) for number, title, yen, how in rows.values_list(*columns)]


def _cases(year: FiscalYear, as_of: date) -> list[YearCase]:
    opened = CaseStudy.objects.open_to_staff().filter(opened_at__gte=midnight(year.first), opened_at__lt=_after(as_of))
    rows = list(opened.select_related("owner", "method").newest_first())
    versions = versions_of(rows)
    return [YearCase(one, versions[one.pk], one.partner_name if one.is_public else "") for one in rows]


def _proposals(year: FiscalYear, as_of: date) -> list[YearProposal]:
    places = divisions_by_key()
    days = days_to_outcome(first=year.first, last=as_of)
    columns = ("pk", "number", "title", "organization__name", "publicity", "status_then", "lead")
    rows = received_between(midnight(year.first), _after(as_of), _after(as_of)).values_list(*columns)
    return [
        YearProposal(
            number=number,
            title=shown(title),
            organization=name if publicity == Publicity.OPEN else "",
            department=places[lead].department if lead else NOT_ROUTED,
            outcome=str(Status(status).label),
            days=days.get(pk),
        )
        for pk, number, title, name, publicity, status, lead in rows
    ]
