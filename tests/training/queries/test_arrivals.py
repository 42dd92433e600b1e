from datetime import timedelta

import pytest

from tests.factories.accounts import StaffFactory
from tests.factories.training import AttendanceFactory, CourseFactory, SessionFactory, TraineeFactory
from tests.harness import NOON
from training.enums import Mark
from training.queries.arrivals import (
    Arrival,
    arrival_by_code,
    arrival_by_qr,
    room_screen,
    session_of_qr,
    standing_of,
)
from training.rules.codes import qr_code, seen, spaced, step_of, typed_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(today=True)


def test_the_screen_shows_the_codes_of_this_half_minute(session, settings, django_assert_num_queries):
    settings.STAFF_HOST = "ka.nara.example"
    step = step_of(NOON)

    with django_assert_num_queries(2):
        screen = room_screen(session, NOON)

    qr, typed = qr_code(session.code_seed, step), typed_code(session.code_seed, step)
    assert screen.address.endswith(f"//ka.nara.example/ka/kenshu/{session.course.slug}/shusseki/?c={qr}")
    assert (screen.code, screen.until, screen.closed) == (spaced(typed), (step + 1) * 30_000, "")
    assert session_of_qr(session.course, qr, NOON) == session
    assert arrival_by_code(session.course, spaced(typed), NOON) == Arrival(session, NOON)


@pytest.mark.parametrize("trait", ["open", "ended"])
def test_outside_the_day_there_is_no_code(trait):
    session = SessionFactory(**{trait: True})
    step = step_of(NOON)

    screen = room_screen(session, NOON)

    assert (screen.address, screen.code, bool(screen.closed)) == ("", "", True)
    assert session_of_qr(session.course, qr_code(session.code_seed, step), NOON) is None
    assert arrival_by_code(session.course, typed_code(session.code_seed, step), NOON) is None


def test_of_two_sessions_at_once_the_code_says_which(session):
    second = SessionFactory(course=session.course, today=True)
    step = step_of(NOON)

    found = [session_of_qr(session.course, qr_code(one.code_seed, step), NOON) for one in (session, second)]
    assert found == [session, second]


def test_what_the_browser_kept_counts_for_its_course_and_its_minutes(session):
    kept = seen(session.course.slug, session.pk, NOON)

    assert arrival_by_qr(session.course, kept, NOON + timedelta(minutes=4)) == Arrival(session, NOON)
    assert arrival_by_qr(session.course, kept, NOON + timedelta(minutes=6)) is None
    assert arrival_by_qr(CourseFactory(), kept, NOON) is None
    assert arrival_by_qr(session.course, None, NOON) is None
    assert arrival_by_qr(session.course, seen(session.course.slug, session.pk + 1, NOON), NOON) is None


def test_how_somebody_stands_before_the_button(session):
    course, arrival = session.course, Arrival(session, NOON)
    expected = TraineeFactory(course=course, session=session)
    excused = TraineeFactory(course=course, session=session, excused=True)
    came = AttendanceFactory(trainee=TraineeFactory(course=course, session=session), session=session)

    ready = standing_of(course, expected.user, arrival)
    assert (ready.session, ready.is_ready, ready.refusal, ready.attendance) == (session, True, "", None)
    assert standing_of(course, expected.user, None).is_ready is False
    assert standing_of(course, excused.user, arrival).refusal == "この研修は、出席を免除されています。"
    assert standing_of(course, came.trainee.user, arrival).attendance == came
    stranger = standing_of(course, StaffFactory(), arrival)
    assert (stranger.session, stranger.refusal, stranger.is_ready) == (session, "この回の名簿にいません。", False)
    assert standing_of(course, TraineeFactory(course=course).user, None).session is None


def test_who_was_marked_absent_has_not_come(session):
    trainee = TraineeFactory(course=session.course, session=session)
    AttendanceFactory(trainee=trainee, session=session, mark=Mark.ABSENT)

    standing = standing_of(session.course, trainee.user, Arrival(session, NOON))
    assert (standing.attendance, standing.is_ready) == (None, True)


def test_outside_the_day_there_is_no_button():
    session = SessionFactory(ended=True)
    trainee = TraineeFactory(course=session.course, session=session)

    standing = standing_of(session.course, trainee.user, Arrival(session, NOON))
    assert (standing.is_ready, "終わりました" in standing.closed) == (False, True)
