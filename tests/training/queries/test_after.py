from datetime import date, timedelta

import pytest

from tests.factories.surveys import AddresseeFactory, SurveyFactory
from tests.factories.training import AttendanceFactory, CourseFactory, SessionFactory, TraineeFactory
from tests.factories.understanding import MaterialVersionFactory, ResolutionFactory, SelfStudyFactory
from tests.harness import NOON, TODAY
from tests.training.people import around, who_came, who_missed
from training.enums import Mark, Origin, SessionState, Timing
from training.models import Trainee
from training.queries.after import after_sheet
from training.queries.mine import my_training
from training.rules.related import Related
from training.rules.surveys import key_of

pytestmark = pytest.mark.django_db


def sheet(trainee, today=TODAY):
    return after_sheet(my_training(trainee.user, trainee.course.slug), today)


def test_who_came_took_part_and_does_no_self_study():
    trainee = who_came(self_study_until=TODAY + timedelta(days=30))

    found = around(trainee)

    assert (found.attended, found.took_part, found.took_part_on) == (
        trainee.session, trainee.session, trainee.session.held_on,
    )  # fmt: skip
    assert (found.study, found.missed, found.to_read) == (None, None, [trainee.session])


def test_who_missed_it_may_study_until_the_last_day():
    trainee = who_missed()

    assert around(trainee).study == trainee.session
    late = around(trainee, TODAY + timedelta(days=31))
    assert (late.study, late.missed) == (None, trainee.session)
    assert (late.took_part, late.took_part_on) == (None, None)


def test_who_passed_took_part_from_that_day():
    trainee = who_missed()
    study = SelfStudyFactory(trainee=trainee, session=trainee.session)
    assert around(trainee).took_part is None

    study.passed_at = NOON
    study.save()

    found = around(trainee)
    assert (found.took_part, found.took_part_on, found.to_read) == (trainee.session, TODAY, [trainee.session])


@pytest.mark.parametrize(
    "fields",
    [
        {"duty": "EXCUSED", "reason": "長期の休み"},
        {"origin": Origin.SUBSTITUTE, "reason": "代わり"},
    ],
)
def test_who_need_not_attend_does_no_self_study(fields):
    trainee = who_missed()
    Trainee.objects.filter(pk=trainee.pk).update(**fields)

    found = around(trainee)
    assert (found.study, found.missed) == (None, None)


def test_who_sends_a_substitute_is_still_missing():
    trainee = who_missed()
    trainee.substitute = TraineeFactory(course=trainee.course, origin=Origin.SUBSTITUTE, reason="出張のため")
    trainee.save()

    assert around(trainee).study == trainee.session


def test_whose_session_is_still_to_come_goes_there():
    trainee = who_missed()
    trainee.session = SessionFactory(course=trainee.course, open=True)
    trainee.save()

    assert around(trainee).study is None


def test_a_missed_session_without_self_study_is_made_up_by_another():
    trainee = who_missed(self_study_until=None)
    other = SessionFactory(course=trainee.course, ended=True, self_study_until=TODAY)

    assert around(trainee).study == other


def test_without_a_session_the_newest_one_is_studied():
    trainee = who_missed(held_on=TODAY - timedelta(days=20))
    newer = SessionFactory(course=trainee.course, ended=True, self_study_until=TODAY)
    Trainee.objects.filter(pk=trainee.pk).update(session=None)

    assert around(trainee).study == newer


def test_what_went_back_into_preparation_is_not_read():
    trainee = who_came()
    SessionFactory(course=trainee.course, open=True)
    trainee.session.state = SessionState.PREPARING
    trainee.session.save()

    found = around(trainee)
    assert (found.attended, found.own, found.to_read) == (None, None, [])


def test_the_page_shows_what_is_there_to_read():
    trainee = who_came(
        recording_url="https://rokuga.example/1", course=CourseFactory(related="手引き https://a.example/")
    )
    file = MaterialVersionFactory(material__session=trainee.session, material__after=True)
    MaterialVersionFactory()

    found = sheet(trainee)

    assert (found.materials, found.recordings) == ([file], [trainee.session])
    assert found.related == [Related("手引き", "https://a.example/")]


def test_before_the_end_there_is_no_recording():
    session = SessionFactory(open=True, recording_url="https://rokuga.example/1")
    trainee = TraineeFactory(course=session.course, session=session)

    found = sheet(trainee)

    assert (found.recordings, found.may_promise, found.may_answer) == ([], False, False)


def test_nothing_is_read_before_a_session_is_given():
    session = SessionFactory(open=True)

    assert sheet(TraineeFactory(course=session.course)).materials == []


def test_an_open_survey_is_named_to_those_who_were_asked():
    trainee = who_came()
    survey = SurveyFactory(open=True, about=key_of(trainee.session.key, Timing.AFTER))
    assert sheet(trainee).surveys == []

    AddresseeFactory(survey=survey, email=trainee.user.email.lower())

    assert [(one.words, one.survey) for one in sheet(trainee).surveys] == [("研修のあとのアンケート", survey)]


def test_a_promise_is_written_worded_and_then_answered():
    trainee = who_came()
    assert sheet(trainee).may_promise is True

    ResolutionFactory(trainee=trainee, asks_on=TODAY + timedelta(days=1))
    assert (sheet(trainee).may_promise, sheet(trainee).may_answer) == (True, False)

    later = sheet(trainee, date(2026, 10, 6))
    assert (later.may_promise, later.may_answer) == (False, True)


def test_after_ninety_days_no_promise_is_begun():
    trainee = who_came(held_on=TODAY - timedelta(days=89))

    assert [sheet(trainee, TODAY + timedelta(days=later)).may_promise for later in (0, 1)] == [True, False]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_fragments_cost_four_queries(rows, django_assert_num_queries):
    trainee = who_came()
    for _ in range(rows):
        MaterialVersionFactory(material__session=trainee.session)
        held = SessionFactory(course=trainee.course, ended=True)
        AttendanceFactory(session=held, trainee=trainee, mark=Mark.ABSENT)
    training = my_training(trainee.user, trainee.course.slug)

    with django_assert_num_queries(4):
        after_sheet(training, TODAY)
