"""What the 共創推進リーダー reads of the own 部: what is in hand today, and what the 課 did in a period.

The page, the paper and the table show the same values. A 部 is what carries one code: after an 機構改革 its earlier rows
are read with it, and a 課 that ended in the period stays on the list with its last day and where its work went.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any, ClassVar, Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from dialogue.enums import Side
from dialogue.models import Registration
from knowledge.models import CaseStudy, SupportRequest
from nara_renkei.core.calendar import FiscalYear, WorkingDays, local_day, wareki
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.models import PaperJob
from nara_renkei.core.wall import as_city
from nara_renkei.directory.models import Department, Division
from nara_renkei.directory.queries import succession
from nara_renkei.reports.rules.department import kind_of
from nara_renkei.reports.rules.figures import FEWEST, HIDDEN, number_text, share
from nara_renkei.reports.rules.months import short_wareki
from nara_renkei.reports.rules.periods import Period
from nara_renkei.reports.rules.stuck import counted
from proposals.enums import OPEN_STATUSES
from proposals.models import Challenge
from proposals.queries import must_reconfirm, parked_spans
from proposals.rules.promises import days_of
from screening.enums import Answer
from screening.models import Routing, RoutingAnswer
from training.queries.departments import CourseCover, covers_of_department
from training.rules.cover import TOGETHER, CoverRow, shown, shown_rows

from .department_stock import DepartmentStock, DivisionStock, StuckLine, department_stock
from .outcomes import midnight

Row = dict[str, Any]  # one row of values()
PROPOSAL: Final = "routing__screening__proposal"
CONTACT_WITHIN: Final = timedelta(days=365)
CONTACTS: Final = ("送付", "課題", "ダイアログ", "デスクへの相談")
IN_NO_DIVISION: Final = "部長・次長など"
FEW_PEOPLE: Final = "対象が5人未満のため出しません"
MOST_COURSES: Final = 4  # the newest; more make no picture


@dataclass(frozen=True, slots=True)
class DivisionLine:
    """One 課. Counts are proposals unless a comment says otherwise."""

    code: str
    name: str
    ended_on: date | None  # its last day, when that has gone by
    went_to: str  # who does its work; "" while it stands
    stock: DivisionStock  # today
    limit: int  # 同時に受ける件数の目安
    sent: int  # 送付 in the period
    answers: int  # confirmed in the period
    in_time: int  # of them
    not_ours: int  # of them 担当ではない
    contacts: tuple[int, ...]  # in the last 12 months, in the order of CONTACTS

    @property
    def label(self) -> str:
        """The name, with the last day of a 課 that has ended."""
        return f"{self.name}（{short_wareki(self.ended_on)}まで）" if self.ended_on else self.name

    @property
    def is_over_limit(self) -> bool:
        return self.stock.open > self.limit

    @property
    def has_no_contact(self) -> bool:
        return self.ended_on is None and not any(self.contacts)

    @property
    def ended_words(self) -> str:
        """「令和8年9月30日に終わり、仕事は文化観光課（観光部）へ」; nothing while it stands."""
        if self.ended_on is None:
            return ""
        return f"{wareki(self.ended_on)}に終わり、{f'仕事は{self.went_to}へ' if self.went_to else '後の課はありません'}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One 担当ではない of the period."""

    number: str
    division: str
    answered_on: date
    reason: str
    suggested: str  # the 課 it named, or ""
    now: str  # the 課 that leads today, or ""


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """One 研修 in the 部."""

    course: str
    total: CoverRow
    rows: tuple[CoverRow, ...]  # by 課

    @property
    def total_text(self) -> str:
        """「対象12人のうち9人が済み（75％）」, or why there is none."""
        cover = self.total.cover
        if cover is None:
            return FEW_PEOPLE
        return f"対象{cover.must}人のうち{cover.came + cover.studied}人が済み（{cover.studied_percent}％）"

    def percents(self, names: Sequence[str]) -> list[int | None]:
        """Return the share of those who are done, for these 課; None where there is nobody, or too few to tell."""
        found = {row.label: row.cover for row in self.rows}
        return [cover.studied_percent if (cover := found.get(name)) else None for name in names]


@dataclass(frozen=True, slots=True)
class Headline:
    label: str
    value: int
    unit: str


@dataclass(frozen=True, slots=True)
class DepartmentReport:
    """A 部 today and in a period. Days are 開庁日; counts are proposals unless a comment says otherwise."""

    code: str
    name: str
    organ: str  # 執行機関
    ended_on: date | None  # the last day of the 部, when that has gone by
    went_to: str  # who does its work
    period: Period
    today: date
    in_full: bool  # whether groups of fewer than five people are shown
    stock: DepartmentStock
    lines: tuple[DivisionLine, ...]  # by code
    refusals: tuple[Refusal, ...]  # in the period, the newest first
    answer_days: float | None  # median from 送付 to the answer, without parked time; None below five
    challenges: tuple[str, ...]  # 課題 before the public today, by name
    to_reconfirm: tuple[str, ...]  # of them, those whose 課 must confirm them now
    cases: int  # 事例 that staff read
    trainings: tuple[TrainingLine, ...]

    @property
    def stuck(self) -> Sequence[StuckLine]:
        return self.stock.stuck

    @property
    def figures(self) -> tuple[Headline, ...]:
        """What stands on top."""
        return (
            Headline("いま受け持つ提案", self.stock.open, "件"),
            Headline("期限を過ぎた提案", self.stock.late, "件"),
            Headline("返事待ち・保留", self.stock.stopped, "件"),
            Headline("接点のない課", len(self.without_contact), "課"),
        )

    @property
    def without_contact(self) -> list[str]:
        """The 課 that stand and had no contact in 12 months."""
        return [line.name for line in self.lines if line.has_no_contact]

    @property
    def answers(self) -> int:
        return sum(line.answers for line in self.lines)

    @property
    def in_time(self) -> int:
        return sum(line.in_time for line in self.lines)

    @property
    def answers_text(self) -> str:
        """「回答は10件で、期限内は8件（80％）です。送付から回答までの中央値は6.5開庁日です。」, or as much as may be told."""
        percent = share(self.in_time, self.answers)
        if percent is None or self.answer_days is None:
            few = f"{self.answers}件です。期限内の割合と中央値は、{HIDDEN}。" if self.answers else "ありません。"
            return f"{self.period.name}に確かめられた回答は{few}"
        return (
            f"{self.period.name}に確かめられた回答は{self.answers}件で、期限内は{self.in_time}件（{percent}％）です。"
            f"送付から回答までの中央値は{number_text(self.answer_days)}開庁日です。"
        )

    @property
    def standing(self) -> list[DivisionLine]:
        return [line for line in self.lines if line.ended_on is None]

    @property
    def ended(self) -> list[DivisionLine]:
        return [line for line in self.lines if line.ended_on is not None]

    @property
    def overloaded(self) -> list[DivisionLine]:
        return [line for line in self.standing if line.is_over_limit]

    # --- the pictures

    roles: ClassVar = ("主担当", "協力")
    manners: ClassVar = ("期限内", "期限のあと")
    ways: ClassVar = CONTACTS

    @property
    def loads(self) -> list[tuple[str, tuple[int, int]]]:
        """主担当 and 協力 of each 課."""
        there = [line for line in self.lines if line.ended_on is None or line.stock.open]
        return [(line.label, (line.stock.lead, line.stock.supporting)) for line in there]

    @property
    def reasons(self) -> list[tuple[str, int]]:
        return counted(line.stuck for line in self.stuck)

    @property
    def kept(self) -> list[tuple[str, tuple[int, int]]]:
        """Answers in time and too late of each 課 that answered."""
        return [(line.label, (line.in_time, line.answers - line.in_time)) for line in self.lines if line.answers]

    @property
    def contacts(self) -> list[tuple[str, tuple[int, ...]]]:
        return [(line.name, line.contacts) for line in self.standing]

    @property
    def courses(self) -> list[str]:
        return [one.course for one in self.trainings]

    @property
    def covers(self) -> list[tuple[str, list[int | None]]]:
        """Per cent done, 課 by 課 and 研修 by 研修."""
        names = list(dict.fromkeys(row.label for one in self.trainings for row in one.rows))
        columns = [one.percents(names) for one in self.trainings]
        return [(name, [column[n] for column in columns]) for n, name in enumerate(names)]


@as_city("who reads about a 部 reads how far its 課 are, and no word of a proposal that was not sent there")
def department_report(department: Department, period: Period, *, at: datetime, in_full: bool) -> DepartmentReport:
    """Return it. Stock is told of today, deeds of the period. The number of queries does not depend on the rows.

    ``in_full``: whether the reader may know how far a group of fewer than five people is.
    """
    today = local_day(at)
    divisions = list(divisions_of(department, period.first, today))
    ids = [one.pk for one in divisions]
    as_of = period.as_of(today)
    moments = midnight(period.first), midnight(as_of + timedelta(days=1))
    reform = succession(today)
    answers = _answers(ids, moments)
    days = _days_of(answers, as_of)
    sent, contacts = _sent(ids, moments), _contacts(ids, reform.heirs, today)
    stock = department_stock(department, divisions, today)
    by_division = {pk: [n for n, row in enumerate(answers) if row["routing__division"] == pk] for pk in ids}
    lines = tuple(
        DivisionLine(
            code=one.code,
            name=one.name,
            ended_on=one.valid_to if one.pk in reform.ended else None,
            went_to=_names(reform.ways.get(one.pk, ()), department),
            stock=stock.divisions[one.pk],
            limit=one.open_limit,
            sent=sent[one.pk],
            answers=len(by_division[one.pk]),
            in_time=sum(days[n] <= answers[n]["routing__within_days"] for n in by_division[one.pk]),
            not_ours=sum(answers[n]["choice"] == Answer.NOT_OURS for n in by_division[one.pk]),
            contacts=contacts[one.pk],
        )
        for one in divisions
    )
    has_ended = not department.is_valid_on(today)
    heirs = {way.pk: way for one in divisions for way in reform.ways.get(one.pk, ())} if has_ended else {}
    challenges = list(Challenge.objects.not_ended_on(today).filter(lead__in=ids).latest_first())
    year = FiscalYear.of(as_of)
    covers = covers_of_department(list(_rows_of(department)), year.first, year.last, today)
    return DepartmentReport(
        code=department.code,
        name=department.name,
        organ=department.get_organ_display(),
        ended_on=department.valid_to if has_ended else None,
        went_to=_names(heirs.values(), department),
        period=period,
        today=today,
        in_full=in_full,
        stock=stock,
        lines=lines,
        refusals=_refusals(answers),
        answer_days=median(days) if len(days) >= FEWEST else None,
        challenges=tuple(one.title for one in challenges),
        to_reconfirm=tuple(one.title for one in challenges if must_reconfirm(one, today)),
        cases=CaseStudy.objects.open_to_staff().filter(owner__in=ids).count(),
        trainings=tuple(_training(cover, divisions, in_full) for cover in covers[:MOST_COURSES]),
    )


def department_papers(department: Department, *, in_full: bool) -> QuerySet[PaperJob]:
    """Return the papers that were made of a 部 for readers who may read it so."""
    papers = PaperJob.objects.filter(kind=kind_of(in_full), about__startswith=f"{department.code}/")
    return papers.select_related("file")


def department_of(code: str, on: date) -> Department | None:
    """Return the newest row of a 部 that has begun, or None. One query."""
    rows = Department.objects.filter(code=code, valid_from__lte=on).order_by("-valid_from", "-pk")
    return rows.first()


def divisions_of(department: Department, since: date, today: date) -> QuerySet[Division]:
    """Return the 課 that stood on a day or stand since, and those that ended before and still hold something."""
    holds = Routing.objects.in_hand().filter(division=OuterRef("pk"), screening__proposal__status__in=OPEN_STATUSES)
    known = Division.objects.filter(department__code=department.code, valid_from__lte=today)
    there = Q(valid_to=None) | Q(valid_to__gte=min(since, today)) | Q(Exists(holds))
    return known.filter(there).order_by("code", "valid_from", "pk")


# --- what stands in the database


def _rows_of(department: Department) -> QuerySet[Department, int]:
    return Department.objects.filter(code=department.code).order_by("pk").values_list("pk", flat=True)


def _sent(ids: Collection[int], moments: tuple[datetime, datetime]) -> Counter[int]:
    first, after = moments
    rows = Routing.objects.filter(division__in=ids, sent_at__gte=first, sent_at__lt=after).order_by()
    return Counter(rows.values_list("division", flat=True))


def _answers(ids: Collection[int], moments: tuple[datetime, datetime]) -> Sequence[Row]:
    """Return the answers that 課長 confirmed in the span, the newest first."""
    first, after = moments
    leads = Routing.objects.in_hand().filter(screening=OuterRef("routing__screening"), is_lead=True)
    rows = (
        RoutingAnswer.objects.filter(routing__division__in=ids, confirmed_at__gte=first, confirmed_at__lt=after)
        .annotate(now=Subquery(leads.values("division__name")[:1]))
        .order_by("-confirmed_at", "-pk")
        .values(
            "choice", "comment", "suggested__name", "confirmed_at", "now",
            "routing__division", "routing__division__name", "routing__starts_on", "routing__within_days",
            PROPOSAL, f"{PROPOSAL}__number",
        )
    )  # fmt: skip
    return [dict(row) for row in rows]


def _days_of(answers: Sequence[Row], as_of: date) -> list[int]:
    """Return the 開庁日 from 送付 to each answer, without parked time. Two queries; none without answers."""
    if not answers:
        return []
    oldest = min(row["routing__starts_on"] for row in answers)
    days = WorkingDays(oldest, as_of, closed_days(as_of, (as_of - oldest).days + 1))
    spans = parked_spans({row[PROPOSAL] for row in answers})
    counted_days = []
    for row in answers:
        on = local_day(row["confirmed_at"])
        parked = days_of(spans.get(row[PROPOSAL], ()), until=on)
        counted_days.append(days.between(row["routing__starts_on"], on, without=parked))
    return counted_days


def _refusals(answers: Sequence[Row]) -> tuple[Refusal, ...]:
    return tuple(
        Refusal(
            number=row[f"{PROPOSAL}__number"] or "",
            division=row["routing__division__name"],
            answered_on=local_day(row["confirmed_at"]),
            reason=row["comment"],
            suggested=row["suggested__name"] or "",
            now=row["now"] or "",
        )
        for row in answers
        if row["choice"] == Answer.NOT_OURS
    )


def _contacts(ids: Collection[int], heirs: Mapping[int, Division], today: date) -> dict[int, tuple[int, ...]]:
    """Return how often each 課, and those it alone came after, met the world in 12 months. Four queries."""
    since = today - CONTACT_WITHIN
    owners = {
        **{pk: heir.pk for pk, heir in heirs.items() if heir.pk in ids},
        **{pk: pk for pk in ids if pk not in heirs},
    }
    sources = [
        Routing.objects.filter(division__in=owners, sent_at__gte=midnight(since)).values_list("division", flat=True),
        Challenge.objects.filter(lead__in=owners)
        .exclude(retired_on__lt=since)
        .exclude(closes_on__lt=since)
        .values_list("lead", flat=True),
        Registration.objects.entered()
        .filter(side=Side.DIVISION, division__in=owners, event__held_on__gte=since)
        .values_list("division", flat=True),
        SupportRequest.objects.filter(division__in=owners, asked_at__gte=midnight(since)).values_list(
            "division", flat=True
        ),
    ]
    counts = [Counter(owners[pk] for pk in rows.order_by()) for rows in sources]
    return {pk: tuple(count[pk] for count in counts) for pk in ids}


def _training(cover: CourseCover, divisions: Sequence[Division], in_full: bool) -> TrainingLine:
    names = [*dict.fromkeys(one.name for one in divisions), ""]
    groups = [(name or IN_NO_DIVISION, cover.divisions[name]) for name in names if name in cover.divisions]
    if in_full:
        rows = [CoverRow(label, one) for label, one in groups]
        return TrainingLine(cover.course, CoverRow(TOGETHER, cover.total), tuple(rows))
    return TrainingLine(cover.course, shown(TOGETHER, cover.total), tuple(shown_rows(groups)))


def _names(divisions: Iterable[Division], department: Department) -> str:
    """Return 「文化課・観光課（観光部）」: with the 部 where it is another one."""
    return "・".join(
        one.name if one.department.code == department.code else f"{one.name}（{one.department.name}）"
        for one in divisions
    )
