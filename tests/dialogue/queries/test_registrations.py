import pytest

from dialogue.enums import Invites
from dialogue.queries.registrations import (
    coming,
    divisions_to_wish,
    entry_sheet,
    organizations_to_wish,
    place_in_queue,
    registrations_of_divisions,
    registrations_of_organizations,
)
from nara_renkei.core import wall
from tests.dialogue.entries import open_event
from tests.factories.accounts import MemberFactory
from tests.factories.dialogue import (
    EventFactory,
    EventInvitationFactory,
    ParticipantFactory,
    RegistrationFactory,
    WishFactory,
)
from tests.factories.directory import AgreementFactory, DivisionFactory, OrganizationFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db


def test_both_sides_come_with_their_people_in_the_order_they_entered():
    event = open_event()
    company = RegistrationFactory(event=event)
    people = [ParticipantFactory(registration=company, position=n) for n in (1, 0)]
    ParticipantFactory(registration=company, left_at=NOON)
    division = RegistrationFactory(event=event, of_division=True)
    for elsewhere in ({"waiting": True}, {"cancelled": True}):
        ParticipantFactory(registration=RegistrationFactory(event=event, **elsewhere))

    found = coming(event)

    assert (found.companies, found.divisions) == ([company], [division])
    assert list(found.companies[0].participants.all()) == people[::-1]
    assert (found.companies[0].name, found.divisions[0].name) == (company.name, division.name)


@pytest.mark.parametrize("companies", [1, 3])
def test_they_are_one_query_whatever_the_size(companies, django_assert_num_queries):
    event = open_event()
    for _ in range(companies):
        ParticipantFactory(registration=RegistrationFactory(event=event))

    with django_assert_num_queries(1):
        found = coming(event)
        assert sum(len(one.participants.all()) for one in found.companies) == companies
        assert {one.event for one in found.companies} == {event}


def test_one_registration_has_its_people_and_its_wishes_in_order():
    kept = RegistrationFactory()
    second, first = (WishFactory(registration=kept, position=n) for n in (2, 1))
    here = ParticipantFactory(registration=kept)
    ParticipantFactory(registration=kept, left_at=NOON)
    WishFactory()

    found = entry_sheet(kept)

    assert (found.people, found.wishes) == ([here], [first, second])
    assert [one.division for one in found.wishes] == [first.division, second.division]


def test_own_registrations_are_found_cancelled_ones_too():
    mine = RegistrationFactory(cancelled=True)
    RegistrationFactory(event=mine.event)
    ours = RegistrationFactory(of_division=True)
    RegistrationFactory(of_division=True)

    assert list(registrations_of_organizations(mine.event, [mine.organization])) == [mine]
    assert list(registrations_of_divisions([ours.division])) == [ours]


def test_who_waits_knows_its_place_and_a_company_behind_the_wall_too():
    event, member = open_event(), MemberFactory()
    first = RegistrationFactory(event=event, waiting=True)
    RegistrationFactory(event=event, waiting=True, of_division=True)
    second = RegistrationFactory(event=event, waiting=True, organization=member.organization)

    with wall.raised(user=member.user.pk):
        assert place_in_queue(second) == 2
    assert (place_in_queue(first), place_in_queue(RegistrationFactory())) == (1, 0)


def test_a_company_may_wish_for_every_division_of_the_day_those_that_come_first():
    event, member = open_event(), MemberFactory()
    comes, other = DivisionFactory(), DivisionFactory()
    DivisionFactory(abolished=True)
    RegistrationFactory(event=event, of_division=True, division=comes)
    RegistrationFactory(event=event, of_division=True, division=other, cancelled=True)

    with wall.raised(user=member.user.pk):
        found = divisions_to_wish(event)

    assert found == ([comes], [other])


@pytest.mark.parametrize("invites", Invites)
def test_a_division_may_wish_for_who_comes_and_who_is_invited(invites):
    event = EventFactory(open=True, invites=invites)
    comes = RegistrationFactory(event=event).organization
    RegistrationFactory(event=event, cancelled=True)
    partner, chosen = OrganizationFactory(), OrganizationFactory()
    AgreementFactory(organization=partner)
    AgreementFactory(organization=comes)
    EventInvitationFactory(event=event, organization=chosen)

    found = organizations_to_wish(event)

    guests = {Invites.AGREEMENT: [partner], Invites.CHOSEN: [chosen], Invites.OPEN: []}
    assert found == ([comes], guests[invites])
