from datetime import timedelta

import pytest

from tests.factories.accounts import StaffFactory
from tests.factories.training import AttendanceFactory, CourseFactory, SessionFactory, TraineeFactory
from tests.harness import TODAY
from training.enums import Duty, Mark
from training.queries.mine import my_training, my_trainings, trainee_of_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return StaffFactory()


def on_list(user, session, **fields):
    return TraineeFactory(course=session.course, session=session, user=user, **fields)


def test_the_newest_course_stands_first_and_those_of_others_not_at_all(me):
    older = SessionFactory(open=True, course__as_of=TODAY - timedelta(days=300))
    newer = SessionFactory(open=True)
    for session in (older, newer):
        on_list(me, session)
    TraineeFactory(course=SessionFactory(open=True).course)

    assert [row.course for row in my_trainings(me)] == [newer.course, older.course]


def test_what_is_in_preparation_is_not_shown(me):
    first = SessionFactory(open=True)
    second = SessionFactory(course=first.course)
    on_list(me, second)
    on_list(me, SessionFactory())

    (only,) = my_trainings(me)
    assert (only.course, only.session) == (first.course, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(me, rows, django_assert_num_queries):
    for _ in range(rows):
        AttendanceFactory(trainee=on_list(me, session := SessionFactory(ended=True)), session=session)

    with django_assert_num_queries(2):
        assert [str(row.session) for row in my_trainings(me)] != []


def test_who_came_to_a_later_session_is_not_said_to_have_missed_one(me):
    first, trainee = SessionFactory(ended=True), None
    trainee = on_list(me, first)
    AttendanceFactory(trainee=trainee, session=first, mark=Mark.ABSENT)

    missed = my_training(me, first.course.slug)
    assert (missed.came, missed.missed.mark) == (None, Mark.ABSENT)

    second = SessionFactory(course=first.course, today=True)
    AttendanceFactory(trainee=trainee, session=second, mark=Mark.LATE)
    came = my_training(me, first.course.slug)
    assert (came.came.session, came.missed) == (second, None)
    assert [one.mark for one in came.attendances] == [Mark.ABSENT, Mark.LATE]


def test_who_is_no_longer_on_the_list_keeps_what_was_attended(me):
    left, attended = SessionFactory(ended=True), SessionFactory(ended=True)
    on_list(me, left, duty=Duty.GONE)
    AttendanceFactory(trainee=on_list(me, attended, duty=Duty.GONE), session=attended)

    assert [row.course for row in my_trainings(me)] == [attended.course]
    assert my_training(me, left.course.slug) is None


def test_who_is_excused_is_told(me):
    session = SessionFactory(open=True)
    on_list(me, session, excused=True)

    assert my_training(me, session.course.slug).is_excused is True


def test_a_link_leads_to_its_trainee_while_there_is_one():
    trainee = TraineeFactory(course=CourseFactory())

    assert trainee_of_link(trainee.pk) == trainee
    assert trainee_of_link(trainee.pk + 1) is None
