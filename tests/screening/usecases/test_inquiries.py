"""意見照会: whom the rules name, asked with the sending, reminded, taken back."""

from datetime import date, timedelta

import pytest

from nara_renkei.notifications.models import OutgoingMail
from proposals.models import Proposal
from screening.models import Inquiry, Routing
from screening.queries.consultees import consultees_of
from screening.usecases.answer_inquiry import CannotAnswerInquiry, answer_inquiry
from screening.usecases.ask_opinion import CannotAsk, ask_opinion
from screening.usecases.ask_standing import ask_divisions, route_and_ask
from screening.usecases.revoke_inquiry import CannotChangeInquiry, remind_inquiry, revoke_inquiry
from tests.factories.directory import DivisionFactory
from tests.factories.screening import ConsulteeFactory
from tests.harness import NOON, THE_DESK, TODAY
from tests.screening.city import office, opened, routed

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=14)


def ask(screening, division, **fields):
    values = {"question": "占用の許可は要りますか。", "due_on": LATER, **fields}
    return ask_opinion(screening=screening, division=division, **values, by=THE_DESK, at=NOON)


def revoke(inquiry, reason="尋ねる課を誤ったため。"):
    return revoke_inquiry(inquiry=inquiry, reason=reason, by=THE_DESK, at=NOON)


def remind(inquiry):
    return remind_inquiry(inquiry=inquiry, by=THE_DESK, at=NOON)


def send(screening, lead, consultees, *others):
    return route_and_ask(
        screening=screening,
        lead=lead.division,
        others=[one.division for one in others],
        note="",
        letter=None,
        consultees=consultees,
        by=THE_DESK,
        at=NOON,
    )


# --- whom the rules name


def test_a_proposal_that_costs_names_the_division_of_money():
    money = ConsulteeFactory(occasion="COST")
    ConsulteeFactory(occasion="DATA")
    ConsulteeFactory(occasion="COST", is_active=False)

    assert consultees_of(opened(cost="PARTLY")) == [money]


def test_nothing_in_it_names_nobody(django_assert_num_queries):
    ConsulteeFactory(occasion="COST")
    screening = opened(cost="NONE", asks=[])

    with django_assert_num_queries(0):
        assert consultees_of(screening) == []


def test_a_division_named_twice_stands_once():
    money = office()
    first = ConsulteeFactory(occasion="COST", division=money.division)
    ConsulteeFactory(occasion="DATA", division=money.division)

    assert consultees_of(opened(cost="PARTLY", asks=["DATA"])) == [first]


def test_who_was_asked_already_is_not_named_again_until_it_is_taken_back():
    money = office()
    named = ConsulteeFactory(occasion="COST", division=money.division)
    screening = opened(cost="PARTLY")
    inquiry = ask(screening, money.division)
    before = consultees_of(screening)

    revoke(inquiry)

    assert (before, consultees_of(screening)) == ([], [named])


# --- sending and asking


def test_the_standing_consultees_are_asked_with_the_sending():
    screening, lead, money = opened(), office(), office()
    named = ConsulteeFactory(division=money.division)

    send(screening, lead, [named])

    inquiry = Inquiry.objects.get()
    assert (inquiry.division, inquiry.question, inquiry.due_on) == (money.division, named.question, date(2026, 10, 13))


def test_a_division_that_is_sent_it_is_not_asked_too():
    screening, lead, helper = opened(), office(), office()

    send(screening, lead, [ConsulteeFactory(division=helper.division)], helper)

    assert not Inquiry.objects.exists()


def test_when_one_cannot_be_asked_nothing_is_sent():
    screening, lead = opened(), office()

    with pytest.raises(CannotAsk):
        send(screening, lead, [ConsulteeFactory(division=DivisionFactory())])
    assert not Routing.objects.exists()


def test_several_divisions_are_asked_the_same():
    first, second = office(), office()

    ask_divisions(
        screening=opened(),
        divisions=[first.division, second.division],
        question="要りますか。",
        due_on=LATER,
        by=THE_DESK,
        at=NOON,
    )

    assert {one.division for one in Inquiry.objects.all()} == {first.division, second.division}


# --- taking back


def test_a_question_taken_back_ends_the_access_and_nobody_waits():
    screening, asked = opened(), office()

    revoke(ask(screening, asked.division))

    assert not Proposal.objects.visible_to(asked.officer, TODAY).exists()
    assert not Inquiry.objects.open().exists()


def test_a_division_that_works_on_it_keeps_its_access():
    screening, lead, _ = routed()

    revoke(ask(screening, lead.division))

    assert Proposal.objects.visible_to(lead.officer, TODAY).exists()


def test_a_division_that_answered_before_keeps_what_it_saw():
    screening, asked = opened(), office()
    first = ask(screening, asked.division)
    answer_inquiry(inquiry=first, verdict="YES", opinion="要ります。", by=asked.actor, at=NOON)

    revoke(ask(screening, asked.division))

    assert Proposal.objects.visible_to(asked.officer, TODAY).exists()


def test_a_question_is_taken_back_with_a_reason():
    with pytest.raises(CannotChangeInquiry, match="取り消す理由を書いてください。"):
        revoke(ask(opened(), office().division), reason=" ")


def test_an_answer_is_not_taken_back():
    asked = office()
    inquiry = ask(opened(), asked.division)
    answer_inquiry(inquiry=inquiry, verdict="NO", opinion="難しい。", by=asked.actor, at=NOON)

    with pytest.raises(CannotChangeInquiry, match="もう答えがあるか、取り消されています。"):
        revoke(inquiry)


def test_what_was_taken_back_is_not_answered():
    asked = office()
    inquiry = ask(opened(), asked.division)
    revoke(inquiry)

    with pytest.raises(CannotAnswerInquiry, match="取り消されました。"):
        answer_inquiry(inquiry=inquiry, verdict="YES", opinion="要ります。", by=asked.actor, at=NOON)


def test_after_taking_back_the_division_may_be_asked_again():
    screening, asked = opened(), office()
    revoke(ask(screening, asked.division))

    assert ask(screening, asked.division).is_open


# --- reminding by the button


def test_the_button_mails_the_division_once_a_day():
    asked = office()
    inquiry = ask(opened(), asked.division)
    remind(inquiry)

    with pytest.raises(CannotChangeInquiry, match="今日もう促しています。"):
        remind(inquiry)
    assert OutgoingMail.objects.get(template="screening/inquiry_reminder").to == asked.division.email
