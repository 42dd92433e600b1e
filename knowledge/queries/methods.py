"""What pages show of the 連携手法カタログ."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from knowledge.models import CaseStudy, CaseStudyQuerySet, CaseVersion, Method
from knowledge.rules.methods import group_of
from nara_renkei.accounts.models import User

CASES: Final = 5  # on the page of a method


@dataclass(frozen=True, slots=True)
class MethodGroup:
    """One heading of the catalogue with its methods."""

    name: str
    methods: Sequence[Method]


def catalogue() -> list[MethodGroup]:
    """Return the methods in use in their order, under their headings. One query."""
    rows = Method.objects.in_use().in_order()
    return [MethodGroup(name, list(methods)) for name, methods in groupby(rows, key=lambda one: group_of(one.code))]


@dataclass(frozen=True, slots=True)
class MethodCase:
    """A 事例 below a method."""

    code: str
    title: str
    summary: str
    division: str
    year: int | None


@dataclass(frozen=True, slots=True)
class MethodCases:
    """The newest 事例 of a method that somebody reads, and how many there are."""

    newest: Sequence[MethodCase]
    count: int


def cases_of(method: Method, user: User, day: date) -> MethodCases:
    """Return the newest open 事例 of a method. Three queries, and those of who may read."""
    found = _readable(user, day).filter(method=method)
    return MethodCases(_told(list(found.newest_first()[:CASES])), found.count())


def newest_cases(methods: Collection[str], user: User, day: date, *, each: int) -> Mapping[str, Sequence[MethodCase]]:
    """Return up to ``each`` of the newest open 事例 of every method, by its code. Two queries."""
    ranked = _readable(user, day).filter(method__code__in=methods)
    place = Window(RowNumber(), partition_by=F("method"), order_by=[F("opened_at").desc(), F("pk").desc()])
    rows = list(ranked.annotate(place=place).filter(place__lte=each).select_related("method").newest_first())
    found: dict[str, list[MethodCase]] = defaultdict(list)
    for row, told in zip(rows, _told(rows), strict=True):
        found[row.method.code].append(told)  # type: ignore[union-attr]  # those without were left out
    return found


def _readable(user: User, day: date) -> CaseStudyQuerySet:
    return CaseStudy.objects.visible_to(user, day).open_to_staff().select_related("owner")


def _told(rows: Sequence[CaseStudy]) -> list[MethodCase]:
    """Return the cases as they are told. One query."""
    said = {one.case_id: one for one in CaseVersion.objects.filter(case__in=[row.pk for row in rows]).current()}
    return [MethodCase(row.code, said[row.pk].title, said[row.pk].summary, row.keeper, row.year) for row in rows]
