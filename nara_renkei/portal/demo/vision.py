"""目指す姿 of the demo city: two years of 自己点検, targets of three years, eight quarters, and the board on paper."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.directory.models import Division
from nara_renkei.reports.models import SelfCheckStatement, VisionTarget
from nara_renkei.reports.rules.vision import quarter_of
from nara_renkei.reports.usecases.load_statements import FIRST_YEAR
from nara_renkei.reports.usecases.order_vision import order_vision
from nara_renkei.reports.usecases.record_self_check import record_self_check
from nara_renkei.reports.usecases.write_readings import count_again

from .city import SHOWN_DIVISION, City
from .clock import moment

QUARTERS: Final = 8
# of last year, of this one, of the next
TARGETS: Final[Mapping[str, tuple[float, float, float]]] = {
    "taking_part": (40, 50, 60),
    "first_answer_days": (10, 9, 8),
    "kept": (85, 90, 95),
    "check_organisation": (40, 50, 60),
    "self_started": (20, 30, 40),
    "with_case": (8, 12, 20),
    "training": (80, 90, 95),
    "check_culture": (30, 40, 50),
    "cases": (10, 15, 25),
    "fresh": (90, 95, 95),
    "templates_taken": (30, 60, 100),
    "check_system": (40, 50, 60),
    "satisfaction": (80, 90, 90),
    "again": (15, 25, 30),
    "for_challenges": (30, 40, 45),
    "check_understanding": (30, 40, 50),
}
# how the twelve statements are usually answered: rules come before habits
USUAL: Final = (3, 2, 3, 2, 2, 3, 3, 2, 3, 2, 3, 2)
# 課 that went a long way in a year, and how many statements rose once more
FORWARD: Final = {SHOWN_DIVISION: 8, "健康増進課": 6, "環境政策課": 5}
SILENT_BEFORE, SILENT_NOW = 9, 6  # every so manieth 課 has not answered
NOTES: Final[Mapping[str, Mapping[str, str]]] = {
    SHOWN_DIVISION: {
        "culture": "夜の観光の提案を2件受けて、断る前に条件を出し合う癖がつきました。",
        "system": "引継ぎの記録は、まだ担当ごとにばらばらです。3月までに様式にそろえます。",
    },
    "市民課": {"understanding": "窓口の繁忙期は会う時間が取れません。4月を避けて声をかけていただけると助かります。"},
}


def show_vision(city: City) -> None:
    """Tell all of it; the papers and the figures of the city are there already."""
    year = FiscalYear.of(city.clock.base)
    before = FiscalYear(year.year - 1)
    for n, division in enumerate(city.divisions.values()):
        if n % SILENT_BEFORE != SILENT_BEFORE - 1 and before.year >= FIRST_YEAR:
            at = moment(date(year.year, 2, 3) + timedelta(days=n % 28), 14)
            _check(city, division, before, _levels(n, division), {}, at)
        if n % SILENT_NOW != SILENT_NOW - 1 or division.name == SHOWN_DIVISION:
            day = max(city.clock.ago(40 - n % 30), year.first)
            _check(city, division, year, _risen(n, division), NOTES.get(division.name, {}), moment(day, 15))
    VisionTarget.objects.bulk_create(
        VisionTarget(year=year.year + step, sign=sign, value=values[step + 1])
        for step in (-1, 0, 1)
        for sign, values in TARGETS.items()
    )
    at = moment(city.clock.base, 8)
    day = city.clock.base - timedelta(days=1)
    for _ in range(QUARTERS):
        count_again(day=day, by=THE_SYSTEM, at=at)
        day = quarter_of(day).first - timedelta(days=1)
    order_vision(year=year, by=city.desk(), at=at)


def _check(
    city: City, division: Division, year: FiscalYear, levels: list[int], notes: Mapping[str, str], at: datetime
) -> None:
    statements = SelfCheckStatement.objects.of_year(year.year)
    record_self_check(
        division=division,
        year=year,
        levels={one.pk: level for one, level in zip(statements, levels, strict=True)},
        notes=notes,
        version=0,
        by=city.officer(division.name),
        at=at,
    )


def _levels(n: int, division: Division) -> list[int]:
    """Return the answers of the n-th 課: the usual ones, higher or lower here and there, and by the 部."""
    lean = division.department_id % 3 - 1
    return [
        min(5, max(1, usual + (n * 7 + at * 5) % 4 - 1 + (lean if at % 2 else 0))) for at, usual in enumerate(USUAL)
    ]


def _risen(n: int, division: Division) -> list[int]:
    """Return the answers a year later: most a little higher, some lower."""
    once_more = FORWARD.get(division.name, 0)
    steps = [(1 if (n + at) % 4 == 0 else 0) - (1 if (n * 3 + at) % 11 == 0 else 0) for at in range(len(USUAL))]
    return [
        min(5, max(1, level + step + (1 if at < once_more else 0)))
        for at, (level, step) in enumerate(zip(_levels(n, division), steps, strict=True))
    ]
