from datetime import timedelta

import pytest

from dialogue.usecases.prepare_event_survey import CannotPrepare, prepare_event_survey
from nara_renkei.core.models import AuditEvent
from nara_renkei.surveys.rules.question_sets import DIALOGUE
from tests.factories.dialogue import EventFactory
from tests.factories.surveys import SurveyFactory
from tests.harness import NOON, THE_DESK, TODAY

pytestmark = pytest.mark.django_db


def made(event, closes_on):
    return prepare_event_survey(event=event, closes_on=closes_on, by=THE_DESK, at=NOON)


def test_it_begins_with_the_questions_of_every_dialogue_and_asks_nobody():
    event = EventFactory(ended=True, name="長" * 80, held_on=TODAY - timedelta(days=1), closes_on=TODAY - timedelta(9))

    survey = made(event, TODAY)

    assert (survey.title, survey.about, survey.is_draft) == (f"{'長' * 74} アンケート", event.key, True)
    assert [one.text for one in survey.questions.in_order()] == [one.text for one in DIALOGUE]
    assert "" not in {survey.company_intro, survey.division_intro}
    assert survey.addressees.count() == 0
    assert AuditEvent.objects.filter(verb="survey.prepared").count() == 1


def test_an_event_has_one_survey():
    event = EventFactory(ended=True)
    SurveyFactory(about=event.key)

    with pytest.raises(CannotPrepare, match="もうあります"):
        made(event, event.held_on)


@pytest.mark.parametrize("days", [-1, 1])
def test_it_does_not_close_before_the_event_nor_in_the_past(days):
    held_on = TODAY + timedelta(days=days)
    event = EventFactory(held_on=held_on, closes_on=held_on - timedelta(days=9))

    with pytest.raises(CannotPrepare, match="締切は、開催日より前や、過ぎた日にはできません。"):
        made(event, max(held_on, TODAY) - timedelta(days=1))
