from datetime import timedelta

import pytest

from nara_renkei.surveys.rules.question_sets import TRAINING_AFTER, TRAINING_BEFORE
from tests.factories.training import CourseFactory, SessionFactory
from tests.harness import NOON, THE_DESK, TODAY
from training.enums import Timing
from training.usecases.prepare_session_survey import CannotPrepareSurvey, prepare_session_survey

pytestmark = pytest.mark.django_db


def make(session, timing, closes_on=None):
    return prepare_session_survey(
        session=session, timing=timing, closes_on=closes_on or session.held_on, by=THE_DESK, at=NOON
    )


def words(survey):
    return [one.text for one in survey.questions.in_order()]


def test_the_survey_before_asks_the_five_questions():
    session = SessionFactory(course=CourseFactory(slug="kanri", name="管理職研修"), number=2)

    survey = make(session, Timing.BEFORE)

    assert (survey.title, survey.about) == ("管理職研修　研修の前のアンケート", "session:kanri-2:before")
    assert words(survey) == [one.text for one in TRAINING_BEFORE]
    assert len(words(survey)) == 5


def test_the_survey_after_asks_what_was_asked_before_and_how_it_was():
    session = SessionFactory(open=True)
    before = make(session, Timing.BEFORE)
    before.questions.filter(position=1).update(text="デスクが直した質問")

    survey = make(session, Timing.AFTER)

    assert words(survey)[:5] == words(before)
    assert words(survey)[5:] == [one.text for one in TRAINING_AFTER[5:]]


def test_without_one_before_it_asks_all_by_itself():
    assert words(make(SessionFactory(), Timing.AFTER)) == [one.text for one in TRAINING_AFTER]


def test_there_is_one_of_each():
    session = SessionFactory()
    make(session, Timing.BEFORE)

    with pytest.raises(CannotPrepareSurvey, match="もうあります"):
        make(session, Timing.BEFORE)


def test_it_ends_on_a_day_that_makes_sense():
    with pytest.raises(CannotPrepareSurvey, match="きょうかそれより後"):
        make(SessionFactory(), Timing.BEFORE, closes_on=TODAY - timedelta(days=1))
