from datetime import time, timedelta

import pytest

from tests.factories.accounts import StaffFactory
from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.harness import NOON, THE_DIVISION
from training.enums import Mark, SessionState, Way
from training.models import Attendance
from training.queries.arrivals import Arrival
from training.usecases.check_in import CannotCheckIn, check_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(today=True, starts_at=time(12), late_after_minutes=15)


@pytest.fixture
def trainee(session):
    return TraineeFactory(course=session.course, session=session)


def come(session, person, minutes=0, pressed=0):
    arrival = Arrival(session, NOON + timedelta(minutes=minutes))
    return check_in(arrival=arrival, person=person, by=THE_DIVISION, at=NOON + timedelta(minutes=minutes + pressed))


def test_who_reads_the_qr_in_time_is_present(session, trainee):
    one = come(session, trainee.user)

    assert (one.trainee, one.session, one.mark, one.way) == (trainee, session, Mark.PRESENT, Way.QR)
    assert one.marked_by == THE_DIVISION.label


def test_who_comes_after_a_quarter_of_an_hour_is_late(session, trainee):
    assert come(session, trainee.user, minutes=15).mark == Mark.LATE


def test_signing_in_after_reading_the_qr_makes_nobody_late(session, trainee):
    assert come(session, trainee.user, minutes=14, pressed=4).mark == Mark.PRESENT


def test_twice_is_no_mistake_and_the_first_time_stands(session, trainee):
    first = come(session, trainee.user)

    again = come(session, trainee.user, minutes=20)
    assert (again.pk, again.mark, again.marked_at) == (first.pk, Mark.PRESENT, NOON)
    assert Attendance.objects.count() == 1


def test_who_is_not_on_the_list_is_sent_to_the_clerk(session):
    for person in (StaffFactory(), TraineeFactory(course=session.course, session=session, excused=True).user):
        with pytest.raises(CannotCheckIn, match="係の人が名簿に加えると、出席になります"):
            come(session, person)


def test_who_was_marked_absent_is_sent_to_the_clerk(session, trainee):
    AttendanceFactory(trainee=trainee, session=session, mark=Mark.ABSENT)

    with pytest.raises(CannotCheckIn, match="欠席と付いています"):
        come(session, trainee.user)


def test_nobody_is_at_two_sessions_at_once(session, trainee):
    other = SessionFactory(today=True, starts_at=time(11))
    there = TraineeFactory(course=other.course, session=other, user=trainee.user)
    AttendanceFactory(trainee=there, session=other)

    with pytest.raises(CannotCheckIn, match=f"同じ時間の「{other}」に、出席と付いています"):
        come(session, trainee.user)


def test_after_the_end_nobody_checks_in(session, trainee):
    session.state = SessionState.ENDED
    session.save()

    with pytest.raises(CannotCheckIn, match="出席の受付は終わりました"):
        come(session, trainee.user)
