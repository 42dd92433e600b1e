"""The promises of a 研修 before the desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from training.enums import Outcome
from training.models import Course, Resolution, ResolutionQuerySet


@dataclass(frozen=True, slots=True)
class PromiseCounts:
    """How many promised, and what they said became of it."""

    promised: int
    done: int
    not_yet: int
    stopped: int

    @property
    def answered(self) -> int:
        return self.done + self.not_yet + self.stopped


def promises_of(course: Course) -> ResolutionQuerySet:
    """Return the promises with their people, by 職員番号."""
    rows = Resolution.objects.of_course(course).select_related("trainee__user")
    return rows.order_by("trainee__user__employee_number")


def promise_counts(course: Course) -> PromiseCounts:
    """Return the numbers of a 研修. One query."""
    rows = Resolution.objects.of_course(course).order_by().values_list("outcome").annotate(Count("pk"))
    found: Mapping[str, int] = dict(rows)
    return PromiseCounts(
        promised=sum(found.values()),
        done=found.get(Outcome.DONE, 0),
        not_yet=found.get(Outcome.NOT_YET, 0),
        stopped=found.get(Outcome.STOPPED, 0),
    )
