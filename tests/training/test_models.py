"""What the rows of a 研修 say of themselves."""

from datetime import datetime, time, timedelta

import pytest

from tests.factories.training import AttendanceFactory, CourseFactory, SessionFactory, TraineeFactory
from tests.harness import TODAY, TOKYO
from training.enums import Mark, Origin, SessionState
from training.models import Attendance, Session, Trainee

pytestmark = pytest.mark.django_db


def test_who_comes_a_quarter_of_an_hour_after_the_beginning_is_late():
    session = SessionFactory(starts_at=time(13, 30), late_after_minutes=15)

    assert session.starts == datetime.combine(session.held_on, time(13, 30), tzinfo=TOKYO)
    assert session.late_from == datetime.combine(session.held_on, time(13, 45), tzinfo=TOKYO)


def test_a_session_in_preparation_is_shown_to_nobody():
    hidden, shown = SessionFactory(), SessionFactory(open=True)

    assert (hidden.is_shown, shown.is_shown) == (False, True)
    assert list(Session.objects.shown()) == [shown]


def test_changes_are_taken_until_the_session_is_over():
    states = {state: SessionFactory.build(state=state).takes_changes for state in SessionState}

    assert states == {"PREPARING": True, "OPEN": True, "TODAY": True, "ENDED": False}


def test_self_study_is_open_from_the_day_itself_to_its_last_day():
    session = SessionFactory(held_on=TODAY, self_study_until=TODAY + timedelta(days=30))

    days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=30), TODAY + timedelta(days=31)]
    assert [session.takes_self_study(day) for day in days] == [False, True, True, False]
    assert SessionFactory().takes_self_study(TODAY) is False


def test_a_cover_counts_those_who_must_and_a_room_those_who_come():
    course = CourseFactory()
    stands_in = TraineeFactory(course=course, origin=Origin.SUBSTITUTE, reason="本人が出張のため")
    away = TraineeFactory(course=course, substitute=stands_in)
    must = TraineeFactory(course=course)
    TraineeFactory(course=course, excused=True)
    TraineeFactory(course=course, gone=True)

    assert set(Trainee.objects.required()) == {away, must}
    assert set(Trainee.objects.expected()) == {stands_in, must}


def test_who_came_late_came():
    late = AttendanceFactory(mark=Mark.LATE)
    AttendanceFactory(mark=Mark.ABSENT)

    assert list(Attendance.objects.came()) == [late]
