import pytest

from tests.factories.accounts import StaffFactory
from tests.factories.surveys import AddresseeFactory, SurveyFactory
from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.harness import TODAY
from training.enums import Mark, Timing
from training.queries.surveys import ASKED, LEFT, people_to_ask, surveys_of
from training.rules.surveys import key_of

pytestmark = pytest.mark.django_db


def asked(session, timing, survey=None):
    found = people_to_ask(session, timing, survey or SurveyFactory(open=True), TODAY)
    return [(one.user, one.why_not) for one in found]


def test_each_side_of_a_session_has_its_survey():
    session = SessionFactory()
    after = SurveyFactory(about=key_of(session.key, Timing.AFTER))

    assert surveys_of(session) == {Timing.BEFORE: None, Timing.AFTER: after}


def test_before_it_those_are_asked_who_will_come():
    session = SessionFactory(open=True)
    coming = TraineeFactory(course=session.course, session=session)
    TraineeFactory(course=session.course)
    TraineeFactory(course=session.course, session=session, excused=True)

    assert asked(session, Timing.BEFORE) == [(coming.user, "")]


def test_after_it_those_are_asked_who_came():
    session = SessionFactory(ended=True)
    came = AttendanceFactory(session=session, trainee__course=session.course, mark=Mark.LATE)
    AttendanceFactory(session=session, trainee__course=session.course, mark=Mark.ABSENT)

    assert asked(session, Timing.AFTER) == [(came.trainee.user, "")]


def test_nobody_is_asked_in_the_wrong_stage():
    over, coming = SessionFactory(ended=True), SessionFactory(open=True)
    TraineeFactory(course=over.course, session=over)
    AttendanceFactory(session=coming, trainee__course=coming.course)

    assert asked(over, Timing.BEFORE) == asked(coming, Timing.AFTER) == []


def test_who_was_asked_or_left_gets_no_letter():
    session, survey = SessionFactory(open=True), SurveyFactory(open=True)
    left = TraineeFactory(course=session.course, session=session, user=StaffFactory(is_active=False))
    known = TraineeFactory(course=session.course, session=session)
    AddresseeFactory(survey=survey, email=known.user.email.lower())

    assert asked(session, Timing.BEFORE, survey) == [(left.user, LEFT), (known.user, ASKED)]
