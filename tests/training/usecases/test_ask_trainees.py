from datetime import timedelta

import pytest

from tests.factories.surveys import SurveyFactory
from tests.factories.training import SessionFactory, TraineeFactory
from tests.harness import NOON, THE_DESK, TODAY, mail_text
from training.enums import Timing
from training.usecases.ask_trainees import CannotAskTrainees, ask_trainees

pytestmark = pytest.mark.django_db


def ask(session, survey, count):
    return ask_trainees(session=session, timing=Timing.BEFORE, survey=survey, count=count, by=THE_DESK, at=NOON)


def test_everybody_who_will_come_gets_one_letter():
    session, survey = SessionFactory(open=True), SurveyFactory(open=True)
    people = [TraineeFactory(course=session.course, session=session).user for _ in range(2)]

    asked = ask(session, survey, 2)

    assert [one.name for one in asked] == [one.name for one in people]
    assert all(one.email in mail_text() for one in people)


def test_nobody_is_asked_twice():
    session, survey = SessionFactory(open=True), SurveyFactory(open=True)
    TraineeFactory(course=session.course, session=session)
    ask(session, survey, 1)

    with pytest.raises(CannotAskTrainees, match="送る人がいません"):
        ask(session, survey, 1)


def test_who_joined_the_list_meanwhile_gets_nothing_unseen():
    session, survey = SessionFactory(open=True), SurveyFactory(open=True)
    for _ in range(2):
        TraineeFactory(course=session.course, session=session)

    with pytest.raises(CannotAskTrainees, match="1人から2人に変わりました"):
        ask(session, survey, 1)

    assert mail_text() == ""


def test_a_survey_that_takes_no_answers_asks_nobody():
    session = SessionFactory(open=True)
    TraineeFactory(course=session.course, session=session)

    with pytest.raises(CannotAskTrainees, match="受け付けていません"):
        ask(session, SurveyFactory(open=True, closes_on=TODAY - timedelta(days=1)), 1)
