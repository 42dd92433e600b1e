from datetime import timedelta

import pytest

from dialogue.enums import Invites
from dialogue.permissions import invited, is_invited, may_come
from nara_renkei.core import wall
from tests.factories.accounts import MemberFactory
from tests.factories.dialogue import EventFactory, EventInvitationFactory
from tests.factories.directory import AgreementFactory, DivisionFactory, OrganizationFactory
from tests.harness import NOON, TODAY

pytestmark = pytest.mark.django_db


def test_partners_of_the_day_of_the_event_are_invited():
    event = EventFactory(invites=Invites.AGREEMENT)
    partner, late, early = (OrganizationFactory(confirmed=True) for _ in range(3))
    AgreementFactory(organization=partner)
    AgreementFactory(organization=late, starts_on=event.held_on + timedelta(days=1))
    AgreementFactory(organization=early, ends_on=event.held_on - timedelta(days=1))

    assert invited(event, [partner, late, early]) == [partner]


def test_chosen_bodies_are_invited():
    invitation = EventInvitationFactory(event__invites=Invites.CHOSEN, organization__confirmed=True)
    other = OrganizationFactory(confirmed=True)

    assert invited(invitation.event, [invitation.organization, other]) == [invitation.organization]


def test_to_an_open_event_whoever_the_desk_knows_is_invited():
    event = EventFactory(invites=Invites.OPEN)
    known, unknown = OrganizationFactory(confirmed=True), OrganizationFactory()
    merged = OrganizationFactory(merged_into=known, confirmed_at=NOON)

    assert invited(event, [known, unknown, merged]) == [known]
    assert invited(event, []) == []


def test_a_company_learns_it_of_itself_behind_the_wall():
    member = MemberFactory(organization__confirmed=True)
    AgreementFactory(organization=member.organization)

    with wall.raised(user=member.user.pk):
        assert is_invited(EventFactory.build(invites=Invites.AGREEMENT, held_on=TODAY), member.organization)


def test_a_division_may_come_when_it_stands_on_the_day():
    event = EventFactory.build()

    assert may_come(event, DivisionFactory.build()) is True
    assert may_come(event, DivisionFactory.build(valid_to=event.held_on - timedelta(days=1))) is False
