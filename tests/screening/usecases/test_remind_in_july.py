from datetime import date, timedelta

import pytest

from nara_renkei.accounts.queries import desk_addresses
from nara_renkei.notifications.models import OutgoingMail
from proposals.enums import Ask, Cost
from proposals.models import Proposal
from screening.models import BudgetDate, Decision
from screening.usecases.remind_in_july import remind_in_july
from tests.factories.accounts import StaffFactory
from tests.factories.screening import DecisionFactory
from tests.harness import at, mail_text
from tests.screening.city import accepted, opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _desk(db):
    StaffFactory(desk=True)


FIRST = date(2027, 7, 1)  # a Thursday


def costed(**fields):
    screening, lead, _ = accepted(cost=Cost.CONSULT, **fields)
    return screening, lead


def mails():
    return OutgoingMail.objects.filter(template="screening/july")


def shelved(until):
    screening, lead, _ = accepted()
    decision = DecisionFactory(screening=screening, disposition="DECLINE", what_would_change="場所が決まること。")
    Decision.objects.filter(pk=decision.pk).update(state="TOLD", told_at=at(date(2026, 11, 1)), shelf_until=until)
    Proposal.objects.filter(pk=screening.proposal_id).update(status="DECLINED")
    return screening, lead


def test_the_division_and_the_desk_hear_of_what_costs_money():
    screening, lead = costed()

    remind_in_july(at=at(FIRST))

    text = mail_text(to=lead.division.email)
    assert f"提案番号: {screening.proposal.number}（予算）" in text
    assert "最短で令和10年4月。当初要求の締切は令和9年10月15日。" in text
    assert f"/ka/{screening.proposal.number}/\n" in text
    assert [one.to for one in mails().order_by("pk")] == [*desk_addresses(FIRST), lead.division.email]


def test_what_the_company_asks_of_money_counts_too():
    screening, _, _ = accepted(asks=[Ask.COST], cost=Cost.NONE)

    assert remind_in_july(at=at(FIRST)) >= 1
    assert screening.proposal.number in mail_text(template="screening/july")


def test_the_shelf_is_remembered_until_its_day():
    screening, lead = shelved(FIRST)
    shelved(FIRST - timedelta(days=1))

    remind_in_july(at=at(FIRST))

    assert f"提案番号: {screening.proposal.number}（棚）" in mail_text(to=lead.division.email)
    assert {one.to for one in mails()} - set(desk_addresses(FIRST)) == {lead.division.email}


def test_each_is_named_once_a_year():
    costed()
    first = remind_in_july(at=at(FIRST))

    assert remind_in_july(at=at(FIRST)) == 0
    assert remind_in_july(at=at(date(2028, 7, 3))) == first


@pytest.mark.parametrize("day", [date(2027, 6, 30), date(2027, 8, 2), date(2027, 7, 3)])
def test_only_a_working_day_of_july_reminds(day):
    costed()

    assert remind_in_july(at=at(day)) == 0


def test_what_costs_nothing_and_what_is_over_is_left_alone():
    accepted()
    screening, _ = costed()
    Proposal.objects.filter(pk=screening.proposal_id).update(status="WITHDRAWN")

    assert remind_in_july(at=at(FIRST)) == 0


def test_before_a_division_leads_the_desk_alone_is_told():
    screening = opened(cost=Cost.PARTLY)
    Proposal.objects.filter(pk=screening.proposal_id).update(status="IN_REVIEW")

    remind_in_july(at=at(FIRST))

    assert [one.to for one in mails().order_by("pk")] == desk_addresses(FIRST) != []


def test_an_empty_calendar_leaves_the_sentence_out():
    BudgetDate.objects.all().delete()
    _, lead = costed()

    remind_in_july(at=at(FIRST))

    assert "最短で" not in mail_text(to=lead.division.email)
