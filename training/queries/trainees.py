"""The list of a 研修, as the desk reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from nara_renkei.accounts.models import User
from training.enums import Duty, Origin
from training.models import Attendance, Course, Trainee, TraineeQuerySet
from training.queries.people import called, seats_on

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Row:
    trainee: Trainee
    seats: str  # today's
    mark: str  # 「出席」; "" while none is given


@dataclass(frozen=True, slots=True)
class Totals:
    """People on the list by what is expected of them."""

    required: int
    excused: int
    gone: int
    substitutes: int
    waiting: int  # expected, without a 回

    @property
    def is_empty(self) -> bool:
        return not (self.required or self.excused or self.gone or self.substitutes)


def chosen(course: Course, day: date, wanted: Mapping[str, Any]) -> TraineeQuerySet:
    """Return the rows a filter asks for: ``bu``, ``kai``, ``atsukai`` and ``q`` of the list's form."""
    found = Trainee.objects.filter(course=course)
    if wanted.get("bu"):
        found = found.in_department(wanted["bu"], day)
    if kai := wanted.get("kai"):
        found = found.filter(session__number=int(kai)) if kai.isdecimal() else found.expected().filter(session=None)
    if wanted.get("atsukai"):
        found = found.filter(duty=wanted["atsukai"])
    if words := wanted.get("q"):
        people = called(User.objects.all(), words).values("pk")
        found = found.filter(Q(user__in=people) | Q(user__employee_number__iexact=words.strip()))
    return found


def page_of(rows: TraineeQuerySet, number: str | None, day: date) -> tuple[Page[Trainee], list[Row]]:
    """Return a page of the list with today's seats and marks. Four statements."""
    people = rows.select_related("user", "session", "substitute__user", "stands_for__user").in_order()
    page = Paginator(people, A_PAGE).get_page(number)
    trainees = list(page)
    seats = seats_on(day, [one.user_id for one in trainees])
    marks = {one.trainee_id: one for one in Attendance.objects.filter(trainee__in=trainees).order_by("marked_at")}
    return page, [
        Row(
            one,
            "、".join(map(str, seats.get(one.user_id, []))),
            marks[one.pk].get_mark_display() if one.pk in marks else "",
        )
        for one in trainees
    ]


def totals(course: Course) -> Totals:
    """Count the list. One statement."""
    must, stands_in = Q(duty=Duty.REQUIRED), Q(origin=Origin.SUBSTITUTE)
    return Totals(
        **course.trainees.aggregate(
            required=Count("pk", filter=must & ~stands_in),
            excused=Count("pk", filter=Q(duty=Duty.EXCUSED)),
            gone=Count("pk", filter=Q(duty=Duty.GONE)),
            substitutes=Count("pk", filter=must & stands_in),
            waiting=Count("pk", filter=must & Q(session=None, substitute=None)),
        )
    )
