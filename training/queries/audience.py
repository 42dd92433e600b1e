"""The directory asked by the rules of a 研修, and what differs from the list that was drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import Exists, OuterRef, Q

from nara_renkei.accounts.enums import Holding, PostKind
from nara_renkei.accounts.models import Post, User
from nara_renkei.core.text import normalise
from training.enums import Duty, Origin
from training.models import Attendance, Course, Trainee
from training.rules.audience import Audience, Seat, must_attend, plain_grade


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """A post with the words for it."""

    seat: Seat
    label: str
    is_main: bool


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody in whom the list and the rule differ, or whose seat has changed."""

    user: int
    number: str
    name: str
    before: str  # the seats on the day the list is drawn for
    now: str  # the seats on the day that is looked at
    session: str = ""  # 「第1回」, of whoever is on the list with one


@dataclass(frozen=True, slots=True)
class Differences:
    """What changes when the rule of a day is taken over. ``moved`` is for the eye: nobody joins or leaves by it."""

    day: date
    joining: tuple[Mover, ...]
    leaving: tuple[Mover, ...]
    moved: tuple[Mover, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.joining or self.leaving)

    @property
    def fingerprint(self) -> str:
        """Return what tells whether the desk still sees what will be taken over."""
        ids = (self.day.isoformat(), [one.user for one in self.joining], [one.user for one in self.leaving])
        return sha256(repr(ids).encode()).hexdigest()[:16]


def audiences_of(course: Course) -> list[Audience]:
    """Return the rules of a 研修. Two statements."""
    return [
        Audience(
            kinds=frozenset(rule.kinds),
            grades=frozenset(map(plain_grade, rule.grades)),
            titles=frozenset(map(normalise, rule.titles)),
            departments=frozenset(one.pk for one in rule.departments.all()),
            new_since=rule.new_since,
        )
        for rule in course.rules.prefetch_related("departments").order_by("pk")
    ]


def differences(course: Course, day: date) -> Differences:
    """Compare the list with the rules on a day. Five statements, however many people."""
    audiences = audiences_of(course)
    earliest = min([day, course.as_of, *(one.eve for one in audiences if one.eve)])
    seats = _seats(earliest, max(day, course.as_of))
    listed = {one.user_id: one for one in _listed(course)}
    people = _people(listed.keys() | seats.keys())
    fulfil = {
        user
        for user, held in seats.items()
        if user in people and people[user].may_enter_on(day) and must_attend(audiences, [s.seat for s in held], day)
    }

    def movers(users: Iterable[int]) -> tuple[Mover, ...]:
        found = [
            Mover(
                user,
                people[user].employee_number or "",
                str(people[user]),
                _words(seats.get(user, []), course.as_of),
                _words(seats.get(user, []), day),
                _session(listed.get(user)),
            )
            for user in users
        ]
        return tuple(sorted(found, key=lambda one: (one.number, one.user)))

    must = {user for user, one in listed.items() if one.duty == Duty.REQUIRED and one.origin == Origin.RULE}
    gone = {user for user, one in listed.items() if one.duty == Duty.GONE}
    stays = must & fulfil
    return Differences(
        day=day,
        joining=movers((fulfil - listed.keys()) | (fulfil & gone)),
        leaving=movers(user for user in must - fulfil if not listed[user].came),  # type: ignore[attr-defined]  # annotated in _listed
        moved=movers(
            user for user in stays if _places(seats.get(user, []), course.as_of) != _places(seats.get(user, []), day)
        ),
    )


def _seats(earliest: date, latest: date) -> dict[int, list[HeldSeat]]:
    """Return the posts held on any day between the two, by person. One statement."""
    posts = Post.objects.filter(Q(starts_on__lte=latest), Q(ends_on=None) | Q(ends_on__gte=earliest))
    rows = posts.order_by("starts_on", "pk").values_list(
        "user_id",
        "kind",
        "department_id",
        "division_id",
        "title",
        "grade",
        "starts_on",
        "ends_on",
        "holding",
        "department__name",
        "division__name",
    )
    found: dict[int, list[HeldSeat]] = {}
    for user, kind, department, division, title, grade, starts_on, ends_on, holding, of_department, of_division in rows:
        seat = Seat(kind, department, division, title, grade, starts_on, ends_on)
        label = f"{of_division or of_department or ''}　{title or PostKind(kind).label}".strip()
        found.setdefault(user, []).append(HeldSeat(seat, label, holding == Holding.MAIN))
    return found


def _listed(course: Course) -> Iterable[Trainee]:
    came = Attendance.objects.came().filter(trainee=OuterRef("pk"))
    return Trainee.objects.filter(course=course).select_related("session").annotate(came=Exists(came))


def _people(users: Iterable[int]) -> dict[int, User]:
    people = User.objects.filter(pk__in=users, employee_number__isnull=False)
    return {one.pk: one for one in people.only("name", "email", "employee_number", "is_active", "last_day")}


def _places(held: Iterable[HeldSeat], day: date) -> set[tuple[str, int | None, int | None]]:
    return {one.seat.place for one in held if one.seat.is_held_on(day)}


def _session(trainee: Trainee | None) -> str:
    return f"第{trainee.session.number}回" if trainee and trainee.session else ""


def _words(held: Iterable[HeldSeat], day: date) -> str:
    on_the_day = [one for one in held if one.seat.is_held_on(day)]
    return "、".join(one.label for one in sorted(on_the_day, key=lambda one: not one.is_main))
