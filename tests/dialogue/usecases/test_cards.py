"""デジタル名刺: made, exchanged and taken back."""

import pytest

from dialogue.models import Card, CardExchange
from dialogue.queries.cards import met_card, met_cards, own_card
from dialogue.usecases.exchange_cards import (
    HAS_LEFT,
    MYSELF,
    NO_CARD,
    NOBODY,
    OTHER_EVENT,
    UNKNOWN,
    CannotExchange,
    exchange_by_code,
    exchange_with_all,
)
from dialogue.usecases.keep_card import keep_card
from dialogue.usecases.withdraw_card import withdraw_card
from nara_renkei.core.models import AuditEvent
from tests.factories.dialogue import CardFactory, EventFactory, ParticipantFactory, RegistrationFactory
from tests.harness import NOON, THE_COMPANY

pytestmark = pytest.mark.django_db
BY = {"by": THE_COMPANY, "at": NOON}


@pytest.fixture
def event():
    return EventFactory(today=True)


@pytest.fixture
def me(event):
    return CardFactory(participant__registration__event=event, participant__name="わたし").participant


@pytest.fixture
def other(event):
    return CardFactory(
        participant__registration=RegistrationFactory(event=event, of_division=True), participant__name="相手"
    ).participant


def exchange(me, code):
    return exchange_by_code(me=me, code=code, **BY)


def names(me):
    return [met.card.participant.name for met in met_cards(me)]


def test_a_card_is_made_and_changed_and_keeps_when_its_owner_agreed():
    person = ParticipantFactory()
    keep_card(me=person, email="a@company.example", phone="", words="", **BY)
    keep_card(me=person, email="", phone="0742-00-0001", words="よろしく", by=THE_COMPANY, at=NOON.replace(hour=15))

    card = own_card(person)
    assert (card.email, card.phone, card.words, card.consented_at) == ("", "0742-00-0001", "よろしく", NOON)
    assert [event.keys for event in AuditEvent.objects.filter(verb="card.keep").order_by("pk")] == [
        {"new": True},
        {"new": False},
    ]


def test_after_an_exchange_both_have_the_others_card(me, other):
    assert exchange(me, other.shown_code.lower()) == other

    assert (names(me), names(other)) == (["相手"], ["わたし"])
    assert met_card(me, other.code) == other.card


def test_the_address_in_the_qr_is_read_like_the_code(me, other):
    assert exchange(me, f"https://portal.example/dialogue/fuda/{other.code}/") == other


def test_a_second_exchange_changes_nothing(me, other):
    exchange(me, other.code)
    exchange(other, me.code)

    assert CardExchange.objects.count() == 1


def test_a_withdrawn_card_is_gone_from_everybody(me, other):
    exchange(me, other.code)

    withdraw_card(me=other, **BY)

    assert (names(me), names(other)) == ([], [])
    assert Card.objects.filter(participant=other).exists() is False
    assert met_card(me, other.code) is None


def test_nobody_gets_a_card_whose_owner_did_not_agree(me, event):
    silent = ParticipantFactory(registration__event=event, name="無口")

    with pytest.raises(CannotExchange, match="無口さんは、まだデジタル名刺をつくっていません。"):
        exchange(me, silent.code)
    with pytest.raises(CannotExchange, match=NO_CARD):
        exchange(silent, me.code)
    assert CardExchange.objects.count() == 0


def test_a_badge_of_another_event_is_named_as_such(me):
    stranger = CardFactory().participant

    with pytest.raises(CannotExchange, match=OTHER_EVENT.format(code=stranger.shown_code)):
        exchange(me, stranger.code)


def test_who_left_or_cancelled_is_not_exchanged_with(me, event):
    left = CardFactory(participant__registration__event=event, participant__left_at=NOON).participant
    cancelled = CardFactory(participant__registration=RegistrationFactory(event=event, cancelled=True)).participant

    for gone in (left, cancelled):
        with pytest.raises(CannotExchange, match=HAS_LEFT.format(code=gone.shown_code)):
            exchange(me, gone.code)


def test_the_own_badge_and_an_unknown_code_are_said(me):
    with pytest.raises(CannotExchange, match=MYSELF):
        exchange(me, me.code)
    with pytest.raises(CannotExchange, match=UNKNOWN):
        exchange(me, "ZZZZ-9999")


def test_everybody_of_a_table_who_agreed_is_exchanged_with_at_once(me, other, event):
    silent = ParticipantFactory(registration__event=event)

    assert exchange_with_all(me=me, mates=[me, other, silent], **BY) == [other]
    assert names(me) == ["相手"]


def test_a_table_without_cards_says_so_and_so_does_who_has_none(me, event):
    silent = ParticipantFactory(registration__event=event)

    with pytest.raises(CannotExchange, match=NOBODY):
        exchange_with_all(me=me, mates=[me, silent], **BY)
    with pytest.raises(CannotExchange, match=NO_CARD):
        exchange_with_all(me=silent, mates=[me], **BY)


@pytest.mark.parametrize("count", [1, 3])
def test_the_people_met_are_found_in_two_queries(me, event, count, django_assert_num_queries):
    for _ in range(count):
        exchange(me, CardFactory(participant__registration__event=event).participant.code)

    with django_assert_num_queries(2):
        assert len(met_cards(me)) == count
