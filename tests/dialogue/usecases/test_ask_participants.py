import pytest

from dialogue.usecases.ask_participants import CannotAsk, ask_participants
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.dialogue import EventFactory, ParticipantFactory
from tests.factories.surveys import SurveyFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(ended=True)


@pytest.fixture
def survey(event):
    return SurveyFactory(open=True, about=event.key)


def ask(event, survey, *people):
    codes = [one.code for one in people]
    return ask_participants(event=event, survey=survey, codes=codes, by=THE_DESK, at=NOON)


def test_a_letter_goes_to_those_who_are_ticked_and_to_nobody_else(event, survey):
    ticked = ParticipantFactory(registration__event=event, name="甲", email="kou@company.example")
    ParticipantFactory(registration__event=event, email="otsu@company.example")
    stranger = ParticipantFactory(email="hei@company.example")

    asked = ask(event, survey, ticked, stranger)

    assert [(one.name, one.side, one.email) for one in asked] == [("甲", "COMPANY", "kou@company.example")]
    assert list(OutgoingMail.objects.values_list("to", "template")) == [("kou@company.example", "surveys/asked")]


def test_who_was_asked_is_not_asked_again(event, survey):
    person = ParticipantFactory(registration__event=event)
    ask(event, survey, person)

    with pytest.raises(CannotAsk, match="お願いを送る人がいません。まだ送っていない人に印を付けてください。"):
        ask(event, survey, person)
    assert OutgoingMail.objects.count() == 1


def test_a_survey_that_is_not_open_asks_nobody(event):
    person = ParticipantFactory(registration__event=event)

    with pytest.raises(CannotAsk, match="いまは回答を受け付けていません。"):
        ask(event, SurveyFactory(about=event.key), person)
