"""必読: what somebody has still to read, and how far each 部 has come by the posts of a day."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Q

from knowledge.models import Acknowledgement, ChapterVersion
from nara_renkei.accounts.models import Post, User
from nara_renkei.accounts.queries import Unit, units_on

OUTSIDE: Final = "部に属さない席"


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody said of a chapter that everybody must read."""

    number: int | None  # version that was read last; None: none
    at: datetime | None
    is_done: bool  # whether what changed since then need not be read again


def asked_on(day: date) -> dict[int, int]:
    """Return from which version on each chapter that must be read has to be read, by its id. One query."""
    asking = ChapterVersion.objects.filter(chapter__must_read=True, effective_from__lte=day, asks_again=True)
    rows = asking.order_by("chapter", "-number").distinct("chapter").values_list("chapter_id", "number")
    return dict(rows)


def readings_of(user: User, day: date) -> dict[int, Reading]:
    """Return how far somebody is with each chapter that must be read, by its id. Two queries."""
    read = {
        chapter: (number, at)
        for chapter, number, at in Acknowledgement.objects.filter(user=user)
        .order_by("version__number")
        .values_list("version__chapter", "version__number", "at")
    }
    found = {}
    for chapter, asked in asked_on(day).items():
        number, at = read.get(chapter, (None, None))
        found[chapter] = Reading(number, at, number is not None and number >= asked)
    return found


@dataclass(frozen=True, slots=True)
class CoverRow:
    """How many of one 部 have read a chapter, and who has not."""

    department: str
    people: int
    missing: Sequence[str]  # 課 and name, in their order

    @property
    def done(self) -> int:
        return self.people - len(self.missing)


@dataclass(frozen=True, slots=True)
class ChapterCover:
    """How far the staff are with one chapter."""

    version: ChapterVersion
    rows: Sequence[CoverRow]

    @property
    def people(self) -> int:
        return sum(row.people for row in self.rows)

    @property
    def done(self) -> int:
        return sum(row.done for row in self.rows)


def must_read_cover(day: date, departments: Collection[int] | None = None) -> list[ChapterCover]:
    """Return the cover of every chapter that must be read, in the order of the book. Five queries.

    Everybody counts once who holds a post on the day, in the 部 of that post. ``departments``: ids of the 部 that are
    shown; None: all of them.
    """
    asked = asked_on(day)
    versions = ChapterVersion.objects.effective_on(day).filter(chapter__in=asked).in_order().defer("text")
    groups = _groups(day, departments)
    done = _done(asked)
    return [ChapterCover(version, _rows(groups, done[version.chapter_id])) for version in versions]


def people_by_department(day: date) -> dict[tuple[str, str], list[int]]:
    """Return the ids of the people of each 部 by its code and name, in the order of the 部. Two queries."""
    groups = _groups(day, None)
    return {(key[1], key[2]): [pk for _, pk in people] for key, people in sorted(groups.items())}


def who_read(chapter: int, asked: int) -> set[int]:
    """Return the ids of those who have read a chapter in the version asked for, or a later one. One query."""
    return set(_done({chapter: asked})[chapter])


def _groups(day: date, departments: Collection[int] | None) -> Mapping[tuple[bool, str, str], list[tuple[str, int]]]:
    """Return the people of each 部 as what they are called and their ids. Two queries."""
    seated = Post.objects.held_on(day).values("user")
    people = User.objects.filter(
        Q(last_day=None) | Q(last_day__gte=day), pk__in=seated, is_active=True, employee_number__isnull=False
    )
    units = units_on(people.values("pk"), day)
    groups: dict[tuple[bool, str, str], list[tuple[str, int]]] = defaultdict(list)
    for pk, name in people.order_by("employee_number").values_list("pk", "name"):
        unit = units[pk]
        if departments is None or unit.department in departments:
            groups[_group(unit)].append((f"{unit.division_name or unit.title}　{name}".strip(), pk))
    return groups


def _group(unit: Unit) -> tuple[bool, str, str]:
    """Return what orders a 部 among the others, with its name: by code, those of none last."""
    return (not unit.department, unit.department_code, unit.department_name or OUTSIDE)


def _done(asked: Mapping[int, int]) -> Mapping[int, AbstractSet[int]]:
    """Return who has read what must be read, by chapter. One query."""
    done: dict[int, set[int]] = defaultdict(set)
    rows = Acknowledgement.objects.filter(version__chapter__in=asked).order_by()
    for chapter, number, user in rows.values_list("version__chapter", "version__number", "user"):
        if number >= asked[chapter]:
            done[chapter].add(user)
    return done


def _rows(
    groups: Mapping[tuple[bool, str, str], Sequence[tuple[str, int]]], done: AbstractSet[int]
) -> Sequence[CoverRow]:
    return [
        CoverRow(key[2], len(people), [called for called, pk in people if pk not in done])
        for key, people in sorted(groups.items())
    ]
