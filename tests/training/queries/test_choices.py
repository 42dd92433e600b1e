"""Which other 回 somebody may choose."""

from datetime import timedelta

import pytest

from tests.factories.training import AttendanceFactory, CourseFactory, SessionFactory, TraineeFactory
from tests.harness import TODAY
from training.enums import Origin
from training.queries.choices import other_sessions
from training.queries.mine import my_training

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return CourseFactory()


@pytest.fixture
def own(course):
    return SessionFactory(course=course, open=True, number=1)


@pytest.fixture
def other(course):
    return SessionFactory(course=course, open=True, number=2)


def offered(trainee):
    return other_sessions(my_training(trainee.user, trainee.course.slug), TODAY)


def test_an_open_session_with_room_is_offered(course, own, other):
    full = SessionFactory(course=course, open=True, number=3, capacity=1)
    TraineeFactory(course=course, session=full)
    SessionFactory(course=course, number=4)
    SessionFactory(course=course, open=True, number=5, held_on=TODAY)
    SessionFactory(open=True)

    assert offered(TraineeFactory(course=course, session=own)) == [other]
    assert offered(TraineeFactory(course=course)) == [own, other]


@pytest.mark.parametrize(
    "fields", [{"excused": True}, {"origin": Origin.SUBSTITUTE, "reason": "出張"}], ids=["excused", "substitute"]
)
def test_who_need_not_come_or_stands_in_has_no_choice(course, own, other, fields):
    assert offered(TraineeFactory(course=course, session=own, **fields)) == []


def test_who_sends_somebody_or_came_has_no_choice(course, own, other):
    stands_in = TraineeFactory(course=course, session=own, origin=Origin.SUBSTITUTE, reason="出張")
    came = TraineeFactory(course=course, session=own)
    AttendanceFactory(trainee=came, session=own)

    assert offered(TraineeFactory(course=course, session=own, substitute=stands_in)) == []
    assert offered(came) == []


@pytest.mark.parametrize("fields", [{"today": True}, {"open": True, "held_on": TODAY}, {"ended": True}])
def test_from_the_day_on_nobody_leaves_by_themselves(course, other, fields):
    session = SessionFactory(course=course, number=1, **fields)

    assert offered(TraineeFactory(course=course, session=session)) == []


def test_the_day_before_is_still_time(course, other):
    session = SessionFactory(course=course, open=True, number=1, held_on=TODAY + timedelta(days=1))

    assert offered(TraineeFactory(course=course, session=session)) == [other]
