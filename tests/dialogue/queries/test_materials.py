"""資料集: who said it may be printed, and what of them."""

import pytest

from dialogue.queries.materials import materials_of
from tests.factories.dialogue import EventFactory, ParticipantFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(fixed=True)


def test_only_those_who_come_and_said_so_stand_in_it_in_order(event):
    RegistrationFactory(event=event, is_in_booklet=True, organization__name="丙", organization__kana="ヘイ")
    first = RegistrationFactory(
        event=event, is_in_booklet=True, organization__name="甲", organization__kana="コウ", offer="紹介"
    )
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, is_in_booklet=True, waiting=True)
    division = RegistrationFactory(event=event, of_division=True, is_in_booklet=True, trouble="困りごと")
    RegistrationFactory(event=event, of_division=True)
    person = ParticipantFactory(registration=first)

    companies, divisions = materials_of(event)

    assert [one.title for one in companies] == ["甲", "丙"]
    assert (companies[0].words, companies[0].people) == ("紹介", [person])
    assert [(one.title, one.words) for one in divisions] == [(division.name, "困りごと")]


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_one_query(event, count, django_assert_num_queries):
    for _ in range(count):
        ParticipantFactory(registration=RegistrationFactory(event=event, is_in_booklet=True))

    with django_assert_num_queries(1):
        assert len(materials_of(event)[0]) == count
