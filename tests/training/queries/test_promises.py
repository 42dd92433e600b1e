import pytest

from tests.factories.accounts import StaffFactory
from tests.factories.training import CourseFactory
from tests.factories.understanding import ResolutionFactory
from training.queries.promises import PromiseCounts, promise_counts, promises_of

pytestmark = pytest.mark.django_db


def test_promises_stand_in_the_order_of_the_numbers():
    course = CourseFactory()
    second = ResolutionFactory(trainee__course=course, trainee__user=StaffFactory(employee_number="000002"))
    first = ResolutionFactory(trainee__course=course, trainee__user=StaffFactory(employee_number="000001"))
    ResolutionFactory()

    assert list(promises_of(course)) == [first, second]


def test_what_became_of_them_is_counted():
    course = CourseFactory()
    for trait in ("done", "done", "not_yet", "stopped", "due"):
        ResolutionFactory(trainee__course=course, **{trait: True})

    counts = promise_counts(course)

    assert counts == PromiseCounts(promised=5, done=2, not_yet=1, stopped=1)
    assert counts.answered == 4
    assert promise_counts(CourseFactory()) == PromiseCounts(0, 0, 0, 0)
