"""How a 研修 stands: who must attend and came, by 部, 級 and 回 of a given day; promises; what people stumble over.

The page of the desk, the page of a 部 and the 研修報告 show the same values. Nothing is kept: where people sit is asked
of the posts of the day, so that the figures are right after an 異動 and after a 機構改革.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Value

from nara_renkei.accounts.queries import Unit, units_on
from nara_renkei.surveys.rules.figures import SMALLEST
from training.enums import Duty, Mark, Origin, Outcome, Standing
from training.models import Course, Session, Trainee
from training.queries.figure_values import (
    EVERYBODY,
    NO_SESSION,
    Choice,
    Only,
    Person,
    Promises,
    SessionRow,
    TrainingFigures,
    session_label,
)
from training.queries.understanding import understandings
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

# what is asked of everybody on the list
COLUMNS: Final = (
    "pk", "user", "user__name", "user__employee_number", "duty", "origin", "session", "substitute",
    "self_study__passed_at", "resolution__asks_on", "resolution__outcome", "attendances__session", "attendances__mark",
)  # fmt: skip
SENT: Final = "代わりの人が出席"


@dataclass(frozen=True, slots=True)
class _Gathered:
    people: Sequence[Person]
    rooms: Mapping[int, Counter[str]]  # by 回: here, late, substitutes
    excused: int
    sent: int
    promises: Promises


def training_figures(course: Course, on: date) -> TrainingFigures:
    """Return the figures of a 研修, with the 部 and 級 that people have on a day. Seven queries, however many people."""
    texts = ArrayAgg("stumbles__text", filter=Q(stumbles__isnull=False), default=Value([]))
    sessions = list(course.sessions.in_order().annotate(texts=texts))
    found = _gathered(course, on, {one.pk: one.number for one in sessions})
    rows = [_session_row(one, found.rooms[one.pk]) for one in sessions]
    understood = understandings(sessions)
    return TrainingFigures(
        course=course,
        on=on,
        only=EVERYBODY,
        **_tables(found.people, rows),
        excused=found.excused,
        sent=found.sent,
        understandings=[(one, understood[one.pk]) for one in sessions if one.pk in understood],
        promises=found.promises,
        stumbles=_stumbles(sessions),
        choices=_choices(found.people, sessions),
    )


def narrowed(whole: TrainingFigures, only: Only) -> TrainingFigures:
    """Return the same figures with the tables of some of the people. Rooms and promises stay those of all. No query."""
    people = [one for one in whole.people if _is_among(one, only)]
    return replace(whole, only=only, **_tables(people, whole.sessions))


def _gathered(course: Course, on: date, numbers: Mapping[int, int]) -> _Gathered:
    """Ask for the list with its marks, and the posts of the day: two queries."""
    rows = list(Trainee.objects.filter(course=course).in_order().values(*COLUMNS))  # one for each mark of a person
    trainees = list({row["pk"]: row for row in rows}.values())
    marks = [
        (row["pk"], row["attendances__session"], row["attendances__mark"]) for row in rows if row["attendances__mark"]
    ]
    units = units_on(Trainee.objects.filter(course=course).order_by().values("user"), on)
    came = {trainee for trainee, _, mark in marks if mark != Mark.ABSENT}
    absent = {trainee for trainee, _, mark in marks} - came
    required = [row for row in trainees if row["duty"] == Duty.REQUIRED and row["origin"] != Origin.SUBSTITUTE]
    substitutes = {row["pk"] for row in trainees if row["origin"] == Origin.SUBSTITUTE}
    return _Gathered(
        people=[_person(row, units, numbers, came, absent) for row in required],
        rooms=_rooms(marks, substitutes),
        excused=sum(row["duty"] == Duty.EXCUSED for row in trainees),
        sent=sum(row["substitute"] is not None for row in required),
        promises=_promises(trainees, on),
    )


def _person(
    row: Mapping[str, Any],
    units: Mapping[int, Unit],
    numbers: Mapping[int, int],
    came: AbstractSet[int],
    absent: AbstractSet[int],
) -> Person:
    pk, has_studied = row["pk"], row["self_study__passed_at"] is not None
    standing = Standing.CAME if pk in came else Standing.STUDIED if has_studied else Standing.MISSING
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


def _session_row(session: Session, room: Counter[str]) -> SessionRow:
    return SessionRow(session, _nobody(session), room["here"], room["late"], room["substitutes"])


def _nobody(session: Session) -> CoverRow:
    return CoverRow(session_label(session.number), cover_of([]))


def _tables(people: Sequence[Person], sessions: Sequence[SessionRow]) -> dict[str, Any]:
    """Return what is counted of the people, by the names of TrainingFigures."""
    by_session = {row.label: row for row in _rows(people, _session)}
    return {
        "people": people,
        "total": shown(TOGETHER, cover_of(one.standing for one in people)),
        "departments": _rows(people, _department),
        "grades": _rows(people, _grade),
        "sessions": [
            replace(one, row=by_session.get(session_label(one.session.number), _nobody(one.session)))
            for one in sessions
        ],
        "without_session": by_session.get(NO_SESSION),
    }


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


def _promises(trainees: Iterable[Mapping[str, Any]], on: date) -> Promises:
    made = [row for row in trainees if row["resolution__asks_on"]]
    counts = Counter(row["resolution__outcome"] for row in made)
    waiting = [row["resolution__asks_on"] for row in made if not row["resolution__outcome"]]
    return Promises(
        made=len(made),
        done=counts[Outcome.DONE],
        not_yet=counts[Outcome.NOT_YET],
        stopped=counts[Outcome.STOPPED],
        asks_next_on=min((day for day in waiting if day >= on), default=None),
    )


def _stumbles(sessions: Iterable[Session]) -> Sequence[str] | None:
    """Return what people think they will stumble over. Sorted: their order says nothing about who wrote them."""
    texts = sorted(text for one in sessions for text in one.texts)  # type: ignore[attr-defined]  # annotated above
    return texts if len(texts) >= SMALLEST else None
