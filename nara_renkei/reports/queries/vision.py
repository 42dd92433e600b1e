"""目指す姿ボード of a 年度: what the page and the paper show."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count

from dialogue.enums import RegistrationState, Side
from dialogue.models import Registration
from knowledge.models import CaseStudy, CaseVersion
from nara_renkei.core.calendar import FiscalYear, local_day
from nara_renkei.core.wall import as_city
from nara_renkei.directory.models import Division
from nara_renkei.reports.models import SignReading, VisionTarget
from nara_renkei.reports.rules.vision import (
    FULL,
    PICTURES,
    Measured,
    Move,
    Picture,
    gap_words,
    most_moved,
    quarter_name,
    score_of,
)
from proposals.models import Challenge
from screening.models import RoutingAnswer

from .figures import readable_cases
from .outcomes import midnight
from .self_checks import DepartmentMean, became, department_means, lineage, sums_of

VISION: Final = "vision"  # PaperJob.kind
CASES_SHOWN: Final = 3  # of each 課 that moved most
NO_COMPARISON: Final = "二つの年度の自己点検がそろった課が、まだありません。そろうと、ここに出します。"
NOBODY_MOVED: Final = "自己点検が前の年度より伸び、ポータルでの動きもあった課は、ありませんでした。"

Values = dict[str, tuple[float | None, int | None]]  # a sign's value and of how many, by code


@dataclass(frozen=True, slots=True)
class PictureNow:
    """One picture with its signs."""

    picture: Picture
    signs: Sequence[Measured]
    score: int | None  # 0 to FULL
    score_before: int | None  # of the 年度 before, by the targets of this one
    words: str

    @property
    def score_text(self) -> str:
        return "―" if self.score is None else f"{self.score}点"

    @property
    def before_text(self) -> str:
        return "―" if self.score_before is None else f"{self.score_before}点"


@dataclass(frozen=True, slots=True)
class Case:
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Mover:
    move: Move
    cases: Sequence[Case]  # the newest, CASES_SHOWN at most


@dataclass(frozen=True, slots=True)
class VisionBoard:
    """The board of one 年度."""

    year: FiscalYear
    as_of: date | None  # None: nothing was counted yet
    pictures: Sequence[PictureNow]
    axes: Sequence[str]
    radar: Sequence[tuple[str, Sequence[int | None]]]  # this 年度, the one before, the target; empty without points
    quarters: Sequence[str]  # those of the year before and of this one that were counted
    trend: Sequence[tuple[str, Sequence[int | None]]]
    movers: Sequence[Mover]
    movers_words: str  # why there are none; empty when there are
    departments: Sequence[DepartmentMean]

    @property
    def told(self) -> list[DepartmentMean]:
        """The 部 whose mean is shown."""
        return [one for one in self.departments if one.mean is not None]

    @property
    def hidden(self) -> str:
        """The names of the others."""
        return "、".join(one.name for one in self.departments if one.mean is None)

    @property
    def words(self) -> list[str]:
        """「④公民の相互理解：…」, one for each picture."""
        return [f"{one.picture.title}：{one.words}" for one in self.pictures]


def years_of_board(at: datetime) -> list[FiscalYear]:
    """Return this 年度 and those that were counted, the newest first. One query."""
    counted = {FiscalYear.of(day) for day in SignReading.objects.values_list("quarter", flat=True).distinct()}
    return sorted(counted | {FiscalYear.of(local_day(at))}, key=lambda one: -one.year)


@as_city("figures are counts of the whole city, the same for everybody who reads reports")
def vision_board(year: FiscalYear, *, at: datetime) -> VisionBoard:
    """Return the board as it stands. The number of queries does not depend on the rows."""
    targets = dict(VisionTarget.objects.filter(year=year.year).values_list("sign", "value"))
    readings = _readings(year)
    quarters, values = sorted(readings), {day: _values(rows) for day, rows in readings.items()}
    # a year stands as its last quarter
    of_year = {FiscalYear.of(day): values[day] for day in quarters}
    now, before = of_year.get(year, {}), of_year.get(FiscalYear(year.year - 1), {})
    pictures = [_picture(one, now, before, targets) for one in PICTURES]
    days = [row.as_of for rows in readings.values() for row in rows if FiscalYear.of(row.quarter) == year]
    movers, why = _movers(year, min(year.last, local_day(at)))
    return VisionBoard(
        year=year,
        as_of=max(days, default=None),
        pictures=pictures,
        axes=[one.title for one in PICTURES],
        radar=_radar(year, pictures),
        quarters=[quarter_name(day) for day in quarters],
        trend=[(one.title, [score_of(_measured(one, values[day], targets)) for day in quarters]) for one in PICTURES],
        movers=movers,
        movers_words=why,
        departments=department_means(year, min(year.last, local_day(at))),
    )


# --- the signs


def _readings(year: FiscalYear) -> dict[date, list[SignReading]]:
    found: dict[date, list[SignReading]] = defaultdict(list)
    for row in SignReading.objects.filter(quarter__range=(FiscalYear(year.year - 1).first, year.last)):
        found[row.quarter].append(row)
    return dict(found)


def _values(rows: Iterable[SignReading]) -> Values:
    return {row.sign: (row.value, row.cases) for row in rows}


def _measured(picture: Picture, values: Values, targets: dict[str, float]) -> list[Measured]:
    return [Measured(sign, *values.get(sign.code, (None, 0)), targets.get(sign.code)) for sign in picture.signs]


def _picture(picture: Picture, now: Values, before: Values, targets: dict[str, float]) -> PictureNow:
    signs = _measured(picture, now, targets)
    earlier = score_of(_measured(picture, before, targets))
    return PictureNow(picture, signs, score_of(signs), earlier, gap_words(signs))


def _radar(year: FiscalYear, pictures: Sequence[PictureNow]) -> list[tuple[str, list[int | None]]]:
    now, before = [one.score for one in pictures], [one.score_before for one in pictures]
    if all(score is None for score in (*now, *before)):
        return []
    full: list[int | None] = [FULL] * len(pictures)
    return [(str(year), now), (str(FiscalYear(year.year - 1)), before), ("目標", full)]


# --- the 課 that moved most


def _movers(year: FiscalYear, day: date) -> tuple[list[Mover], str]:
    """Return them and, when there are none, why. Eight queries at most."""
    sums = sums_of([year.year - 1, year.year], day)
    after, before = sums.get(year.year, {}), sums.get(year.year - 1, {})
    both = after.keys() & before.keys()
    if not both:
        return [], NO_COMPARISON
    deeds = _deeds(year, day)
    divisions = Division.objects.valid_on(day).filter(pk__in=both).in_order()
    moved = most_moved(
        Move(one.pk, one.code, one.name, before[one.pk], after[one.pk], deeds[one.pk]) for one in divisions
    )
    cases = _cases([one.division for one in moved])
    return [Mover(one, cases.get(one.division, [])) for one in moved], "" if moved else NOBODY_MOVED


def _deeds(year: FiscalYear, day: date) -> Counter[int]:
    """Return how much each 課 of today did: answers to 送付, 課題 made public, ダイアログ, 事例 opened. Five queries."""
    first, after = midnight(year.first), midnight(day + timedelta(days=1))
    answers = RoutingAnswer.objects.filter(confirmed_at__gte=first, confirmed_at__lt=after)
    asking = Challenge.objects.filter(published_on__range=(year.first, day))
    met = Registration.objects.filter(
        side=Side.DIVISION, state=RegistrationState.ENTERED, event__held_on__range=(year.first, day)
    )
    opened = readable_cases(day).filter(opened_at__gte=first)
    came, found = lineage(), Counter[int]()
    for rows, name in ((answers, "routing__division"), (asking, "lead"), (met, "division"), (opened, "owner")):
        for pk, count in rows.order_by().values_list(name).annotate(count=Count("pk")):
            found[became(pk, came)] += count
    return found


def _cases(divisions: Sequence[int]) -> dict[int, list[Case]]:
    """Return the newest 事例 of each that staff can open today. One query."""
    found: dict[int, list[Case]] = defaultdict(list)
    rows = CaseVersion.objects.current().filter(
        case__owner__in=divisions, case__in=CaseStudy.objects.open_to_staff().values("pk")
    )
    for owner, code, title in rows.order_by("-case__opened_at", "-case").values_list(
        "case__owner", "case__code", "title"
    ):
        if len(found[owner]) < CASES_SHOWN:
            found[owner].append(Case(code, title))
    return found
