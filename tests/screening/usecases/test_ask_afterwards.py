"""The 30-day question: who waits, who is asked, in which survey."""

from datetime import date

import pytest

from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.models import Addressee, Survey
from nara_renkei.surveys.rules.question_sets import AFTER_PROPOSAL
from nara_renkei.surveys.usecases.close import close
from proposals.enums import Status
from screening.models import AfterQuestion
from screening.queries.afterwards import ended_unasked
from screening.usecases.ask_afterwards import CannotAsk, ask_afterwards
from tests.factories.accounts import MemberFactory
from tests.harness import NOON, THE_DESK, at
from tests.screening.outcomes import ended

pytestmark = pytest.mark.django_db


def ask(*proposals, on=NOON):
    return ask_afterwards(numbers=[proposal.number for proposal in proposals], by=THE_DESK, at=on)


def numbers(on=NOON):
    return [one.proposal.number for one in ended_unasked(on)]


def test_those_told_or_completed_wait_from_the_thirtieth_day_the_longest_ended_first():
    younger, older = ended(30, Status.COMPLETED), ended(179, Status.REFERRED)
    for proposal in (
        ended(29),
        ended(181),
        ended(40, Status.WITHDRAWN),
        ended(40, Status.ADOPTED),
        ended(40, Status.IN_REVIEW),
    ):
        assert proposal.number not in numbers()

    assert numbers() == [older.number, younger.number]


def test_the_people_of_the_organization_and_the_mail_of_the_lead_division_are_asked():
    proposal = ended(members=2)
    left = MemberFactory(organization=proposal.organization, left_at=NOON)

    (row,) = ended_unasked(NOON)

    assert [person.side for person in row.people] == [Side.COMPANY, Side.COMPANY, Side.DIVISION]
    assert row.people[2].email == proposal.lead_division.email
    assert left.user.email not in [person.email for person in row.people]


def test_without_a_lead_division_the_company_alone_is_asked():
    ended(lead_division=None)

    assert [person.side for person in ended_unasked(NOON)[0].people] == [Side.COMPANY]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(rows, django_assert_num_queries):
    for _ in range(rows):
        ended()

    with django_assert_num_queries(2):
        ended_unasked(NOON)


def test_the_first_of_the_year_makes_the_survey_and_the_next_joins_it():
    first, second = ended(), ended()

    assert (ask(first), ask(second)) == (2, 2)

    survey = Survey.objects.get()
    assert (survey.title, survey.about) == ("終わった提案についてのアンケート（令和8年度）", "ended:R8")
    assert (survey.is_open, survey.closes_on) == (True, date(2027, 4, 30))
    assert [one.text for one in survey.questions.in_order()] == [one.text for one in AFTER_PROPOSAL]
    assert (AfterQuestion.objects.count(), Addressee.objects.count(), OutgoingMail.objects.count()) == (2, 4, 4)
    assert numbers() == []


def test_who_was_asked_this_year_gets_no_second_letter():
    first = ended()
    second = ended(members=0, organization=first.organization, lead_division=first.lead_division)
    ask(first)

    assert ask(second) == 0
    of_first, of_second = AfterQuestion.objects.order_by("pk")
    assert set(of_first.people.all()) == set(of_second.people.all()) == set(Addressee.objects.all())
    assert numbers() == []


def test_after_one_was_closed_and_in_a_new_year_there_is_a_new_survey():
    ask(ended())
    close(survey=Survey.objects.get(), by=THE_DESK, at=NOON)
    ask(ended())
    ask(ended(-180), on=at(date(2027, 5, 10)))

    assert list(Survey.objects.order_by("pk").values_list("about", flat=True)) == ["ended:R8", "ended:R8", "ended:R9"]


def test_nothing_is_asked_twice():
    proposal = ended()
    ask(proposal)

    with pytest.raises(CannotAsk, match="聞く提案を選んでください。選んだ提案には、もうお願いしているかもしれません。"):
        ask(proposal)

    assert OutgoingMail.objects.count() == 2


def test_the_audit_names_the_proposal_and_no_address():
    proposal = ended()
    ask(proposal)

    event = AuditEvent.objects.get(verb="proposal.asked_afterwards")
    assert event.about == proposal.key
    assert "@" not in str(list(AuditEvent.objects.values()))
