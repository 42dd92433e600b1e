"""自己点検 as a 課, a 部 and the desk read it, and what the board makes of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet, Sum

from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.directory.models import Division
from nara_renkei.reports.models import (
    SelfCheck,
    SelfCheckAnswer,
    SelfCheckQuerySet,
    SelfCheckRequest,
    SelfCheckStatement,
)
from nara_renkei.reports.rules.figures import FEWEST
from nara_renkei.reports.rules.vision import LEVELS, PICTURES, Picture

from .outcomes import midnight

if TYPE_CHECKING:
    from nara_renkei.accounts.models import User


# --- the page of a 課


def readable_divisions(user: "User", on: date) -> QuerySet[Division]:
    """Return the 課 of today whose 自己点検 this person reads: one's own, those of one's 部, for the desk all."""
    there = Division.objects.valid_on(on).select_related("department").in_order()
    if may(user, Permission.READ_ALL_PROPOSALS, on):
        return there
    return there.filter(pk__in=division_ids(user, on))


@dataclass(frozen=True, slots=True)
class DivisionLine:
    """One 課 in the list of a 年度."""

    division: Division  # with its 部
    check: SelfCheck | None  # None: not answered
    request: SelfCheckRequest | None  # None: not asked


def division_lines(user: "User", year: FiscalYear, on: date) -> list[DivisionLine]:
    """Return what this person may read, who has not answered first, then by code. A constant number of queries."""
    divisions = list(readable_divisions(user, on))
    checks = {one.division_id: one for one in SelfCheck.objects.visible_to(user, on).filter(year=year.year)}
    asked = {one.division_id: one for one in SelfCheckRequest.objects.filter(year=year.year)}
    lines = [DivisionLine(one, checks.get(one.pk), asked.get(one.pk)) for one in divisions]
    return sorted(lines, key=lambda line: line.check is not None)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One statement with the levels of this 年度 and of the one before."""

    statement: SelfCheckStatement
    level: int | None
    before: int | None  # None: not answered, or other words

    @property
    def text(self) -> str:
        return level_text(self.level)

    @property
    def before_text(self) -> str:
        return level_text(self.before)


@dataclass(frozen=True, slots=True)
class PictureLines:
    picture: Picture
    lines: Sequence[StatementLine]
    note: str


@dataclass(frozen=True, slots=True)
class SelfCheckSheet:
    """The 自己点検 of one 課 in one 年度, answered or not."""

    division: Division
    year: FiscalYear
    check: SelfCheck | None
    pictures: Sequence[PictureLines]


def level_text(level: int | None) -> str:
    """Return 「4 だいたい」, or ― for none."""
    return "―" if level is None else f"{level} {dict(LEVELS)[level]}"


def self_check_sheet(division: Division, year: FiscalYear) -> SelfCheckSheet:
    """Return what the page shows. Four queries."""
    statements = list(SelfCheckStatement.objects.of_year(year.year))
    checks = {one.year: one for one in SelfCheck.objects.filter(division=division, year__in=[year.year - 1, year.year])}
    levels = {
        (row.self_check.year, row.statement_id): row.level
        for row in SelfCheckAnswer.objects.filter(self_check__in=checks.values()).select_related("self_check")
    }
    check = checks.get(year.year)
    notes = check.notes if check else {}
    return SelfCheckSheet(
        division=division,
        year=year,
        check=check,
        pictures=[
            PictureLines(
                picture,
                [
                    StatementLine(one, levels.get((year.year, one.pk)), levels.get((year.year - 1, one.pk)))
                    for one in statements
                    if one.picture == picture.code
                ],
                notes.get(picture.code, ""),
            )
            for picture in PICTURES
        ],
    )


# --- all of them


def lineage() -> dict[int, int]:
    """Return what each 課 that ended in one alone has become: before → after. One query."""
    pairs = list(Division.successors.through.objects.values_list("from_division_id", "to_division_id"))
    ways = Counter(before for before, _ in pairs)
    return {before: after for before, after in pairs if ways[before] == 1}


def became(division: int, came: dict[int, int]) -> int:
    """Return the 課 that a 課 is now, through several reforms."""
    seen = {division}
    while (after := came.get(division)) is not None and after not in seen:
        division = after
        seen.add(after)
    return division


def latest_checks(day: date) -> list[SelfCheck]:
    """Return the newest 自己点検 of each 課 of a day, of this 年度 or the one before, answered by then. Three queries."""
    there = set(Division.objects.valid_on(day).values_list("pk", flat=True))
    came, year = lineage(), FiscalYear.of(day).year
    rows = _answered_by(day).filter(year__in=[year - 1, year]).order_by("-year", "-answered_at", "-pk")
    newest: dict[int, SelfCheck] = {}
    for row in rows:
        newest.setdefault(became(row.division_id, came), row)
    return [row for division, row in newest.items() if division in there]


def _answered_by(day: date) -> SelfCheckQuerySet:
    return SelfCheck.objects.filter(answered_at__lt=midnight(day + timedelta(days=1)))


def sums_of(years: Iterable[int], day: date) -> dict[int, dict[int, int]]:
    """Return 年度 → 課 of today → the sum of its levels. A 課 that grew out of several has none for those. Two queries."""
    came = lineage()
    rows = SelfCheckAnswer.objects.filter(self_check__in=_answered_by(day).filter(year__in=list(years)))
    found: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    grouped = rows.values("self_check__year", "self_check__division").annotate(total=Sum("level")).order_by()
    for row in grouped:
        found[row["self_check__year"]][became(row["self_check__division"], came)].append(row["total"])
    return {
        year: {division: totals[0] for division, totals in by.items() if len(totals) == 1} for year, by in found.items()
    }


@dataclass(frozen=True, slots=True)
class DepartmentMean:
    """How a 部 sees itself."""

    name: str
    answered: int  # 課
    mean: float | None  # of all its levels, 1 to 5; None: too few 課 to tell

    @property
    def text(self) -> str:
        """「3.6」; empty where it is not told."""
        return "" if self.mean is None else f"{self.mean:.1f}"


def department_means(year: FiscalYear, day: date) -> list[DepartmentMean]:
    """Return each 部 with answers in a 年度, in the order of the codes. One query.

    Of fewer than FEWEST 課 nothing is told; where only one 部 is hidden so, the smallest other one is hidden with it.
    """
    answers = SelfCheckAnswer.objects.filter(self_check__in=_answered_by(day).filter(year=year.year))
    rows = (
        answers.values("self_check__division__department__code", "self_check__division__department__name")
        .annotate(total=Sum("level"), every=Count("pk"), checks=Count("self_check", distinct=True))
        .order_by("self_check__division__department__code")
    )
    found = [
        (row["self_check__division__department__name"], row["checks"], round(row["total"] / row["every"], 1))
        for row in rows
    ]
    small = [checks for _, checks, _ in found if checks < FEWEST]
    others = [checks for _, checks, _ in found if checks >= FEWEST]
    fewest = min(others, default=0) + 1 if len(small) == 1 else FEWEST
    return [DepartmentMean(name, checks, mean if checks >= fewest else None) for name, checks, mean in found]
