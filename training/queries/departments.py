"""What the head of a 部 reads: how far the own people are, and who is missing."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from nara_renkei.accounts.models import Post
from nara_renkei.accounts.queries import units_on
from training.enums import Mark, Standing
from training.models import Attendance, Course, Session, Trainee
from training.queries.figure_values import Only, Person, TrainingFigures
from training.queries.figures import narrowed
from training.rules.cover import Cover, cover_of


@dataclass(frozen=True, slots=True)
class DepartmentFigures:
    """One 部. Its head reads the names, so small numbers are not hidden here."""

    name: str
    cover: Cover
    missing: Sequence[Person]


def courses_to_read() -> list[Course]:
    """Return the 研修 that people were asked to, the newest twenty. One query."""
    shown = Session.objects.shown().order_by().values("course")
    return list(Course.objects.filter(pk__in=shown).newest_first()[:20])


def of_departments(whole: TrainingFigures, departments: Mapping[int, str]) -> list[DepartmentFigures]:
    """Return the figures of each 部, id to name, in the order given. No query."""
    found = [(name, narrowed(whole, Only(department=str(pk)))) for pk, name in departments.items()]
    return [DepartmentFigures(name, one.cover, one.missing) for name, one in found]


@dataclass(frozen=True, slots=True)
class CourseCover:
    """How far the people of one 部 are in one 研修, 課 by 課. Nothing is hidden here."""

    course: str
    total: Cover
    divisions: Mapping[str, Cover]  # by the name of the 課; "" for those who sit in none


def covers_of_department(departments: Collection[int], first: date, last: date, on: date) -> list[CourseCover]:
    """Return it for each 研修 with a 回 between two days, the newest first, of those who sit there on a day.

    ``departments``: the rows of one 部. Three queries, however many 研修 and people.
    """
    sessions = Session.objects.shown().filter(held_on__range=(first, last)).order_by()
    courses = Course.objects.filter(pk__in=sessions.values("course")).newest_first()
    here = Q(department__in=departments) | Q(division__department__in=departments)
    users = Post.objects.held_on(on).filter(here).order_by().values("user")
    came = Attendance.objects.filter(trainee=OuterRef("pk")).exclude(mark=Mark.ABSENT)
    people = Trainee.objects.required().filter(course__in=courses.order_by().values("pk"), user__in=users)
    units = units_on(users, on)
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = people.order_by("pk").annotate(came=Exists(came))
    for course, user, has_come, passed_at in rows.values_list("course", "user", "came", "self_study__passed_at"):
        unit = units[user]  # a post of the day is what brought the person here
        if unit.department in departments:
            studied = Standing.STUDIED if passed_at else Standing.MISSING
            found[course][unit.division_name].append(Standing.CAME if has_come else studied)
    return [
        CourseCover(
            course=str(course),
            total=cover_of(one for names in found[course.pk].values() for one in names),
            divisions={name: cover_of(names) for name, names in found[course.pk].items()},
        )
        for course in courses
        if course.pk in found
    ]
