import pytest

from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.harness import NOON, THE_DESK
from training.enums import Mark, Way
from training.models import Attendance
from training.usecases.mark_attendance import CannotMark
from training.usecases.mark_rest_absent import mark_rest_absent

pytestmark = pytest.mark.django_db


def people_of(session, count):
    return TraineeFactory.create_batch(count, course=session.course, session=session)


def press(session, people):
    return mark_rest_absent(session=session, shown=[one.pk for one in people], by=THE_DESK, at=NOON)


def test_the_named_who_have_no_mark_become_absent_and_nobody_else():
    session = SessionFactory(today=True)
    named, came_meanwhile, unnamed = people_of(session, 3)
    AttendanceFactory(trainee=came_meanwhile, session=session, mark=Mark.PRESENT)
    moved = TraineeFactory(course=session.course, session=SessionFactory(course=session.course))

    assert press(session, [named, came_meanwhile, moved]) == 1

    marks = dict(Attendance.objects.values_list("trainee", "mark"))
    assert marks == {named.pk: Mark.ABSENT, came_meanwhile.pk: Mark.PRESENT}
    assert Attendance.objects.get(trainee=named).way == Way.LIST
    assert unnamed.pk not in marks


def test_before_the_day_nobody_is_absent():
    session = SessionFactory(open=True)

    with pytest.raises(CannotMark, match="当日の段階"):
        press(session, people_of(session, 1))
