"""Whom the survey of an event asks."""

import pytest

from dialogue.queries.survey import ASKED, people_to_ask, survey_of
from tests.factories.dialogue import EventFactory, ParticipantFactory, RegistrationFactory
from tests.factories.surveys import AddresseeFactory, SurveyFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(ended=True)


@pytest.fixture
def survey(event):
    return SurveyFactory(open=True, about=event.key)


def rows(event, survey):
    return [(one.participant.name, one.side, one.email, one.why_not) for one in people_to_ask(event, survey)]


def test_the_survey_is_found_by_its_event(event, survey):
    assert survey_of(event) == survey
    assert survey_of(EventFactory()) is None


def test_people_are_asked_by_their_own_mail_or_by_that_of_the_registration(event, survey):
    company = RegistrationFactory(event=event, email="Madoguchi@company.example")
    division = RegistrationFactory(event=event, of_division=True)
    ParticipantFactory(registration=company, name="甲", email="Kou@company.example")
    ParticipantFactory(registration=company, name="乙")
    ParticipantFactory(registration=division, name="丙", email="hei@city.example")

    assert rows(event, survey) == [
        ("甲", "COMPANY", "kou@company.example", ""),
        ("乙", "COMPANY", "madoguchi@company.example", ""),
        ("丙", "DIVISION", "hei@city.example", ""),
    ]


def test_one_address_gets_one_letter_and_none_twice(event, survey):
    company = RegistrationFactory(event=event)
    for name in ("甲", "乙"):
        ParticipantFactory(registration=company, name=name)
    ParticipantFactory(registration=company, name="丙", email="hei@company.example")
    AddresseeFactory(survey=survey, email="hei@company.example")

    assert [why for _, _, _, why in rows(event, survey)] == ["", "甲さんと同じメールです。1通だけ送ります。", ASKED]


def test_who_did_not_come_is_not_asked(event, survey):
    company = RegistrationFactory(event=event)
    ParticipantFactory(registration=company, name="甲", arrived_at=NOON, arrival_by="受付")
    ParticipantFactory(registration=company, name="乙")

    assert [name for name, *_ in rows(event, survey)] == ["甲"]


def test_nobody_is_asked_before_the_day():
    event = EventFactory(fixed=True)
    ParticipantFactory(registration__event=event)

    assert people_to_ask(event, SurveyFactory(open=True, about=event.key)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_and_three(event, survey, count, django_assert_num_queries):
    for _ in range(count):
        ParticipantFactory(registration=RegistrationFactory(event=event))

    with django_assert_num_queries(2):
        assert len(people_to_ask(event, survey)) == count
