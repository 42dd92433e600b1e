"""How a 研修 stands: who must attend and came, by 部, 級 and 回 of a given day; promises; what people stumble over.

The page of the desk, the page of a 部 and the 研修報告 show the same values. Nothing is kept: where people sit is asked
of the posts of the day, so that the figures are right after an 異動 and after a 機構改革.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count

from nara_renkei.surveys.rules.figures import SMALLEST
from training.enums import Duty, Mark, Origin, Outcome, Standing
from training.models import Attendance, Course, Resolution, SelfStudy, Session, Stumble, Trainee
from training.queries.units import Unit, units_on
from training.rules.cover import (
    NO_POST,
    OUTSIDE,
    TOGETHER,
    CoverRow,
    cover_of,
    grade_label,
    grade_order,
    shown,
    shown_rows,
)

NO_SESSION: Final = "回が決まっていない"
SENT: Final = "代わりの人が出席"
Choice = tuple[str, str]  # value in an address, label


@dataclass(frozen=True, slots=True)
class Only:
    """Which people a table is narrowed to; None: all of them. Values as ``choices`` gives them."""

    session: str | None = None
    department: str | None = None
    grade: str | None = None


EVERYBODY: Final = Only()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who must attend, as the person sits on the day of the figures."""

    user: int
    name: str
    employee_number: str
    unit: Unit | None  # None: no post on the day
    session: int | None  # number of the 回 to come to
    standing: Standing
    note: str  # why not yet: 欠席, or a substitute came; empty otherwise

    @property
    def department(self) -> str:
        """The value of the 部 in an address."""
        return str(self.unit.department) if self.unit else "nashi"

    @property
    def grade(self) -> str:
        """The value of the 級 in an address; those without a post have one of their own."""
        return f"g{self.unit.grade}" if self.unit else "nashi"

    @property
    def place(self) -> str:
        return str(self.unit) if self.unit else NO_POST


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One 回: how far those are who shall come to it, and who was in the room."""

    session: Session
    row: CoverRow  # of those who shall come to it
    here: int  # people in the room: who must, who wished to, substitutes
    late: int  # of them
    substitutes: int  # of them


@dataclass(frozen=True, slots=True)
class Promises:
    """次に試すこと: how many were made, and what became of them."""

    made: int
    done: int
    not_yet: int
    stopped: int

    @property
    def answered(self) -> int:
        return self.done + self.not_yet + self.stopped

    @property
    def is_shown(self) -> bool:
        """Whether enough people answered to tell the answers apart."""
        return self.answered >= SMALLEST


@dataclass(frozen=True, slots=True)
class TrainingFigures:
    """The figures of a 研修 on a day. Groups under five are hidden in the rows, never in ``people``."""

    course: Course
    on: date
    only: Only
    total: CoverRow
    departments: Sequence[CoverRow]
    grades: Sequence[CoverRow]
    sessions: Sequence[SessionRow]
    without_session: CoverRow | None  # those whose 回 is not settled; None: nobody
    people: Sequence[Person]  # after narrowing, by 職員番号
    excused: int
    sent: int  # who must and sent a substitute; still missing unless the person did the 自習
    promises: Promises
    stumbles: Sequence[str] | None  # sorted, without names; None: fewer than five
    choices: Mapping[str, Sequence[Choice]]  # what can be narrowed to, by the name of the field

    @property
    def missing(self) -> Sequence[Person]:
        return [one for one in self.people if one.standing == Standing.MISSING]

    @property
    def has_begun(self) -> bool:
        return any(row.here for row in self.sessions)


@dataclass(frozen=True, slots=True)
class _Gathered:
    people: Sequence[Person]
    rooms: Mapping[int, Counter[str]]  # by 回: here, late, substitutes
    excused: int
    sent: int


def training_figures(course: Course, on: date, only: Only = EVERYBODY) -> TrainingFigures:
    """Return the figures of a 研修, with the 部 and 級 that people have on a day. Seven queries, however many people."""
    sessions = list(course.sessions.in_order())
    found = _gathered(course, on, {one.pk: one.number for one in sessions})
    people = [one for one in found.people if _is_among(one, only)]
    by_session = {row.label: row for row in _rows(people, _session)}
    return TrainingFigures(
        course=course,
        on=on,
        only=only,
        total=shown(TOGETHER, cover_of(one.standing for one in people)),
        departments=_rows(people, _department),
        grades=_rows(people, _grade),
        sessions=[
            _session_row(one, by_session.get(session_label(one.number)), found.rooms[one.pk]) for one in sessions
        ],
        without_session=by_session.get(NO_SESSION),
        people=people,
        excused=found.excused,
        sent=found.sent,
        promises=promises_of(course),
        stumbles=_stumbles(course),
        choices=_choices(found.people, sessions),
    )


def promises_of(course: Course) -> Promises:
    """Return how many promised something, and what became of it. One query."""
    rows = Resolution.objects.of_course(course).order_by().values_list("outcome").annotate(Count("pk"))
    counts: Counter[str] = Counter(dict(rows))
    return Promises(counts.total(), counts[Outcome.DONE], counts[Outcome.NOT_YET], counts[Outcome.STOPPED])


def _gathered(course: Course, on: date, numbers: Mapping[int, int]) -> _Gathered:
    """Ask for the list, the marks, the 自習 and the posts of the day: four queries."""
    trainees = list(
        Trainee.objects.filter(course=course)
        .in_order()
        .values("pk", "user", "user__name", "user__employee_number", "duty", "origin", "session", "substitute")
    )
    marks = list(Attendance.objects.filter(session__course=course).order_by().values_list("trainee", "session", "mark"))
    passed = set(SelfStudy.objects.of_course(course).passed().order_by().values_list("trainee", flat=True))
    units = units_on(Trainee.objects.filter(course=course).order_by().values("user"), on)
    came = {trainee for trainee, _, mark in marks if mark != Mark.ABSENT}
    absent = {trainee for trainee, _, mark in marks} - came
    required = [row for row in trainees if row["duty"] == Duty.REQUIRED and row["origin"] != Origin.SUBSTITUTE]
    substitutes = {row["pk"] for row in trainees if row["origin"] == Origin.SUBSTITUTE}
    return _Gathered(
        people=[_person(row, units, numbers, came, absent, passed) for row in required],
        rooms=_rooms(marks, substitutes),
        excused=sum(row["duty"] == Duty.EXCUSED for row in trainees),
        sent=sum(row["substitute"] is not None for row in required),
    )


def _person(
    row: Mapping[str, Any],
    units: Mapping[int, Unit],
    numbers: Mapping[int, int],
    came: AbstractSet[int],
    absent: AbstractSet[int],
    passed: AbstractSet[int],
) -> Person:
    pk = row["pk"]
    standing = Standing.CAME if pk in came else Standing.STUDIED if pk in passed else Standing.MISSING
    note = SENT if row["substitute"] in came else str(Mark.ABSENT.label) if pk in absent else ""
    return Person(
        user=row["user"],
        name=row["user__name"],
        employee_number=row["user__employee_number"],
        unit=units.get(row["user"]),
        session=numbers.get(row["session"]),
        standing=standing,
        note=note if standing == Standing.MISSING else "",
    )


def _rooms(marks: Iterable[tuple[int, int, str]], substitutes: AbstractSet[int]) -> Mapping[int, Counter[str]]:
    rooms: dict[int, Counter[str]] = defaultdict(Counter)
    for trainee, session, mark in marks:
        if mark != Mark.ABSENT:
            rooms[session].update(
                {"here": 1, "late": int(mark == Mark.LATE), "substitutes": int(trainee in substitutes)}
            )
    return rooms


def _session_row(session: Session, row: CoverRow | None, room: Counter[str]) -> SessionRow:
    row = row or CoverRow(session_label(session.number), cover_of([]))
    return SessionRow(session, row, room["here"], room["late"], room["substitutes"])


def _is_among(person: Person, only: Only) -> bool:
    return (
        only.session in {None, str(person.session or "nashi")}
        and only.department in {None, person.department}
        and only.grade in {None, person.grade}
    )


def _rows(people: Iterable[Person], group_of: Callable[[Person], tuple[Any, str]]) -> list[CoverRow]:
    """Return one row for each group, as ``group_of`` orders and names them."""
    groups: dict[tuple[Any, str], list[str]] = defaultdict(list)
    for one in people:
        groups[group_of(one)].append(one.standing)
    return shown_rows([(key[1], cover_of(groups[key])) for key in sorted(groups)])


def _department(person: Person) -> tuple[tuple[int, str], str]:
    """Return what orders the 部 of a person, and its name: by code, then who belongs to none, then who has no post."""
    if person.unit is None:
        return (2, ""), NO_POST
    return (
        ((0, person.unit.department_code), person.unit.department_name)
        if person.unit.department
        else ((1, ""), OUTSIDE)
    )


def _grade(person: Person) -> tuple[tuple[bool, tuple[bool, int, str]], str]:
    if person.unit is None:
        return (True, (True, 0, "")), NO_POST
    return (False, grade_order(person.unit.grade)), grade_label(person.unit.grade)


def _session(person: Person) -> tuple[tuple[bool, int], str]:
    return (person.session is None, person.session or 0), session_label(person.session)


def session_label(number: int | None) -> str:
    return f"第{number}回" if number else NO_SESSION


def _choices(people: Sequence[Person], sessions: Sequence[Session]) -> Mapping[str, Sequence[Choice]]:
    departments = {_department(one): one.department for one in people}
    grades = {_grade(one): one.grade for one in people}
    numbers = [(str(one.number), session_label(one.number)) for one in sessions]
    unsettled = [("nashi", NO_SESSION)] if any(one.session is None for one in people) else []
    return {
        "session": [*numbers, *unsettled],
        "department": [(departments[key], key[1]) for key in sorted(departments)],
        "grade": [(grades[key], key[1]) for key in sorted(grades)],
    }


def _stumbles(course: Course) -> Sequence[str] | None:
    """Return what people think they will stumble over. Sorted: their order says nothing about who wrote them."""
    texts = sorted(Stumble.objects.filter(session__course=course).order_by().values_list("text", flat=True))
    return texts if len(texts) >= SMALLEST else None
