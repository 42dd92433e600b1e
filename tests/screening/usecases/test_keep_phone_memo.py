from uuid import uuid4

import pytest

from proposals.enums import Channel
from screening.models import Contact
from screening.usecases.keep_phone_memo import enter_from_memo
from tests.factories.directory import OrganizationFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import ContactFactory
from tests.harness import NOON, THE_DESK, TODAY

pytestmark = pytest.mark.django_db


def test_a_memo_that_names_a_proposal_meanwhile_keeps_its_own():
    contact = ContactFactory(proposal=None)
    stale = Contact.objects.get(pk=contact.pk)
    first = ProposalFactory(submitted=True)
    Contact.objects.filter(pk=contact.pk).update(proposal=first)

    entered = enter_from_memo(
        contact=stale,
        key=uuid4(),
        channel=Channel.PHONE,
        received_on=TODAY,
        organization=OrganizationFactory(),
        body=None,
        content={"title": "別の提案"},
        challenge=None,
        email="",
        scans=[],
        by=THE_DESK,
        at=NOON,
    )

    assert entered.number is not None
    assert Contact.objects.get().proposal == first
