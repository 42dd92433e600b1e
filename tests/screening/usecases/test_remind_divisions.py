"""Who is reminded three 開庁日 before, on the day, and three after. A routing of 5 October is due on the 20th."""

from datetime import date

import pytest

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.notifications.models import OutgoingMail
from proposals.models import Proposal
from screening.models import Inquiry
from screening.usecases.ask_opinion import ask_opinion
from screening.usecases.hold_proposal import hold_proposal
from screening.usecases.remind_divisions import remind_divisions
from screening.usecases.revoke_inquiry import revoke_inquiry
from tests.factories.accounts import StaffFactory
from tests.factories.screening import RulingFactory
from tests.harness import NOON, THE_DESK, at
from tests.screening.city import office, opened, routed
from tests.screening.rulings import asked

pytestmark = pytest.mark.django_db

DUE = date(2026, 10, 20)
BEFORE, AFTER = date(2026, 10, 15), date(2026, 10, 23)


def reminded(day, hour=8):
    """Run the morning of a day; return who got a letter."""
    OutgoingMail.objects.all().delete()
    count = remind_divisions(at=at(day, hour))
    addresses = [mail.to for mail in OutgoingMail.objects.order_by("pk")]
    assert len(addresses) == count
    return addresses


def with_leader(division):
    return StaffFactory(leader=True, department=division.department).email


def inquired():
    screening, asked_office = opened(), office()
    inquiry = ask_opinion(
        screening=screening, division=asked_office.division, question="要りますか。", due_on=DUE, by=THE_DESK, at=NOON
    )
    return inquiry, asked_office


@pytest.mark.parametrize("make", [lambda: routed()[1], lambda: inquired()[1]], ids=["送付", "意見照会"])
def test_first_the_division_then_also_the_deputy_then_also_the_leader(make):
    who = make()
    division, deputy, leader = who.division.email, who.deputy.email, with_leader(who.division)

    assert [reminded(day) for day in (BEFORE, DUE, AFTER)] == [
        [division],
        [division, deputy],
        [division, deputy, leader],
    ]


@pytest.mark.parametrize("day", [date(2026, 10, 14), date(2026, 10, 16), date(2026, 10, 21), date(2026, 10, 26)])
def test_on_the_days_between_nobody_is_reminded(day):
    routed()

    assert reminded(day) == []


def test_on_a_closed_day_nobody_is_reminded():
    routed()

    assert reminded(date(2026, 10, 17)) == []


def test_the_second_run_of_a_day_sends_nothing():
    routed()
    reminded(DUE)

    assert reminded(DUE, hour=9) == []


def test_nobody_is_urged_while_the_city_holds():
    inquiry, _ = inquired()
    Proposal.objects.update(status="IN_REVIEW")
    hold_proposal(
        screening=inquiry.screening, until=date(2026, 12, 1), reason="手続", letter=None, by=THE_DESK, at=NOON
    )

    assert reminded(DUE) == []


def test_a_question_taken_back_is_not_reminded():
    inquiry, _ = inquired()
    revoke_inquiry(inquiry=inquiry, reason="要らなくなったため。", by=THE_DESK, at=NOON)

    assert reminded(DUE) == []


def test_the_letter_names_the_days():
    inquired()
    reminded(AFTER)

    assert all("3開庁日過ぎています" in mail.subject for mail in OutgoingMail.objects.all())
    assert Inquiry.objects.get().reminded_on == AFTER


def test_a_ruling_is_asked_of_the_leader_again_with_a_fresh_link():
    ruling, _, _, leader = asked()
    ruling.due_on = DUE
    ruling.save()

    assert reminded(DUE) == [leader.email]
    assert "まだ裁定をいただいていません。" in OutgoingMail.objects.get().body
    assert CapabilityLink.objects.filter(purpose=LinkPurpose.RULING, revoked_at=None).count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_morning_costs_the_same_questions_for_one_and_three(rows, django_assert_max_num_queries):
    for _ in range(rows):
        RulingFactory(due_on=date(2026, 12, 1))
        routed()

    with django_assert_max_num_queries(12):
        remind_divisions(at=at(date(2026, 10, 14), 8))


def test_while_nobody_can_answer_the_leader_hears_of_it_from_the_first():
    _, who, _ = routed()
    leader = with_leader(who.division)
    who.manager.posts.update(ends_on=date(2026, 10, 9))
    with_deputy = reminded(BEFORE)
    who.deputy.posts.update(ends_on=date(2026, 10, 19))

    assert (with_deputy, reminded(DUE)) == ([who.division.email], [who.division.email, leader])
