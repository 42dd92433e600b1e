"""What the database refuses of a 研修, and what its rows say of themselves."""

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.accounts import StaffFactory
from tests.factories.notifications import OutgoingMailFactory
from tests.factories.training import (
    AttendanceChangeFactory,
    AttendanceFactory,
    CourseFactory,
    LetterOrderFactory,
    SessionFactory,
    SessionLetterFactory,
    TraineeFactory,
)
from tests.harness import TODAY, TOKYO
from tests.training.test_understanding_models import REFUSED as REFUSED_OF_UNDERSTANDING
from training.enums import Duty, Mark, Origin, SessionState
from training.models import Attendance, Session, Trainee

pytestmark = pytest.mark.django_db


def twice(factory, **fields):
    factory(**fields)
    factory(**fields)


def own_substitute():
    trainee = TraineeFactory()
    Trainee.objects.filter(pk=trainee.pk).update(substitute=trainee)


REFUSED = {
    "session_number_once": lambda: twice(SessionFactory, course=CourseFactory(), number=1),
    "session_period": lambda: SessionFactory(ends_at=time(13, 30)),
    "session_somewhere": lambda: SessionFactory(place=""),
    "session_capacity": lambda: SessionFactory(capacity=0),
    "session_self_study_after": lambda: SessionFactory(self_study_until=TODAY),
    "trainee_once": lambda: twice(TraineeFactory, course=CourseFactory(), user=StaffFactory()),
    "trainee_exception_has_reason": lambda: TraineeFactory(duty=Duty.EXCUSED),
    "trainee_not_own_substitute": own_substitute,
    "attendance_once": lambda: twice(
        AttendanceFactory, trainee=(trainee := TraineeFactory()), session=SessionFactory(course=trainee.course)
    ),
    "attendance_change_has_reason": lambda: AttendanceChangeFactory(reason=""),
    "attendance_change_changes": lambda: AttendanceChangeFactory(before=Mark.PRESENT),
    "letter_order_problem_ends_it": lambda: LetterOrderFactory(waiting=True, problem="見本"),
    "session_letter_once": lambda: twice(
        SessionLetterFactory, order=(order := LetterOrderFactory()), trainee=TraineeFactory(course=order.session.course)
    ),
    "session_letter_mail_is_prepared": lambda: SessionLetterFactory(mail=OutgoingMailFactory()),
    **REFUSED_OF_UNDERSTANDING,
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_the_database_refuses_nonsense(name):
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        REFUSED[name]()


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
