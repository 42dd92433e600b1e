"""What the head of a 部 reads: how far the own people are, and who is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.models import Course, Session
from training.queries.figure_values import Only, Person, TrainingFigures
from training.queries.figures import narrowed
from training.rules.cover import Cover


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
