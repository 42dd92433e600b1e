"""The worded questions of a company's pages answer what ``visible_to`` answers."""

from datetime import timedelta

import pytest

from nara_renkei.accounts.models import User
from proposals.models import CoProposer, Draft, Proposal
from proposals.permissions import drafts_open_to
from proposals.queries import own_draft, own_proposal
from tests.factories.accounts import CompanyUserFactory, MemberFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, TODAY

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def person():
    return MemberFactory(user=CompanyUserFactory()).user


def every_kind(person: User) -> list[Proposal]:
    """Drafts and submitted proposals of one's own, of one's 団体, joined, asked, declined, and of strangers."""
    mine = person.memberships.get().organization
    left = MemberFactory(user=person, left_at=NOON).organization
    joined = {"organization": mine, "name": "見本", "accepted_at": NOON}
    asked = {"organization": mine, "name": "見本"}
    made = []
    for traits in ({}, {"submitted": True}, {"declined": True}):
        made += [ProposalFactory(organization=body, **traits) for body in (mine, left, OrganizationFactory())]
        for answer in (joined, asked):
            made.append(ProposalFactory(**traits))
            CoProposer.objects.create(proposal=made[-1], **answer)
    made.append(ProposalFactory(organization=None, author=person))
    made.append(ProposalFactory(organization=None, author=CompanyUserFactory()))
    Draft.objects.create(proposal=made[0], typed={"check": {"later": "yes"}})
    return made


def test_a_draft_is_found_by_who_may_write_it(person, django_assert_num_queries):
    proposals = every_kind(person)
    visible = set(drafts_open_to(person, [], TODAY))

    found = [own_draft(person, proposal.uuid, TODAY) for proposal in proposals]

    assert [one or proposal for one, proposal in zip(found, proposals, strict=True)] == proposals
    assert {one for one in found if one} == visible
    assert len(visible) == 2
    with django_assert_num_queries(0):
        assert (found[0].organization, found[0].draft.typed) == (proposals[0].organization, {"check": {"later": "yes"}})
        assert hasattr(found[-2], "draft") is False


def test_a_submitted_proposal_is_found_by_who_may_read_it(person, django_assert_num_queries):
    proposals = every_kind(person)
    visible = set(Proposal.objects.visible_to(person, TODAY).submitted())

    found = [own_proposal(person, proposal.number or "", TODAY) for proposal in proposals]

    assert {one for one in found if one} == visible
    assert len(visible) == 4
    with django_assert_num_queries(1):
        own_proposal(person, proposals[5].number, TODAY)


def test_nothing_is_found_after_the_last_day(person):
    person.last_day = YESTERDAY
    draft = ProposalFactory(organization=person.memberships.get().organization)

    assert own_draft(person, draft.uuid, TODAY) is None
