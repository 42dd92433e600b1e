"""Who gets a 修了証."""

from datetime import timedelta

import pytest

from tests.factories.training import AttendanceFactory, CourseFactory, SessionFactory, TraineeFactory
from tests.factories.understanding import SelfStudyFactory
from tests.harness import NOON, TODAY
from training.enums import Mark, Origin
from training.queries.certificates import Certificate, certificate_of, certificates_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return CourseFactory()


@pytest.fixture
def session(course):
    return SessionFactory(course=course, ended=True, number=1)


def test_who_came_gets_one_of_the_first_session(course, session):
    later = SessionFactory(course=course, number=2, held_on=TODAY)
    trainee = TraineeFactory(course=course)
    AttendanceFactory(trainee=trainee, session=later)
    AttendanceFactory(trainee=trainee, session=session, mark=Mark.LATE)

    assert certificate_of(trainee.pk) == Certificate(trainee.user.name, course, session, None)


def test_who_was_absent_gets_none(course, session):
    trainee = AttendanceFactory(session=session, trainee__course=course, mark=Mark.ABSENT).trainee
    SelfStudyFactory(trainee=trainee, session=session)

    assert certificate_of(trainee.pk) is None
    assert certificates_of(session) == []


def test_who_passed_the_self_study_gets_one_that_says_so(course, session):
    trainee = TraineeFactory(course=course)
    SelfStudyFactory(trainee=trainee, session=session, passed_at=NOON)

    assert certificate_of(trainee.pk) == Certificate(trainee.user.name, course, session, TODAY)


def test_a_substitute_gets_one_and_whoever_sent_it_does_not(course, session):
    stands_in = TraineeFactory(course=course, origin=Origin.SUBSTITUTE, reason="出張")
    away = TraineeFactory(course=course, substitute=stands_in, reason="出張")
    AttendanceFactory(trainee=stands_in, session=session)

    assert [one.name for one in certificates_of(session)] == [stands_in.user.name]
    assert certificate_of(away.pk) is None


def test_a_session_gives_those_who_came_then_those_who_studied(course, session):
    studied, came = (TraineeFactory(course=course) for _ in range(2))
    both = TraineeFactory(course=course)
    SelfStudyFactory(trainee=studied, session=session, passed_at=NOON)
    SelfStudyFactory(trainee=both, session=session, passed_at=NOON - timedelta(days=1))
    AttendanceFactory(trainee=came, session=session)
    AttendanceFactory(trainee=both, session=session)
    AttendanceFactory(trainee__course=course, session=SessionFactory(course=course, number=2))

    found = certificates_of(session)

    assert [(one.name, one.studied_on) for one in found] == [
        (came.user.name, None),
        (both.user.name, None),
        (studied.user.name, TODAY),
    ]
