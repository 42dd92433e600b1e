import pytest
from django.contrib.auth.models import AnonymousUser

from proposals.permissions import drafts_open_to, is_proposer, may_correct, may_withdraw, may_write
from tests.factories.accounts import MemberFactory, StaffFactory, UserFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import TODAY

pytestmark = pytest.mark.django_db
STATUSES = ("submitted", "returned", "in_review", "in_dialogue", "on_hold", "adopted", "declined")


def writable(user, held=()):
    return set(drafts_open_to(user, [str(one.uuid) for one in held], TODAY))


def test_a_browser_writes_the_drafts_that_it_began():
    begun, other = ProposalFactory(organization=None), ProposalFactory(organization=None)
    taken = ProposalFactory(organization=None, author=UserFactory())
    named = ProposalFactory()
    sent = ProposalFactory(submitted=True)

    assert writable(AnonymousUser(), [begun, taken, named, sent]) == {begun}
    assert other not in writable(AnonymousUser(), [begun])


def test_a_person_writes_its_own_its_organizations_and_the_browsers():
    member = MemberFactory()
    mine = ProposalFactory(organization=None, author=member.user)
    ours = ProposalFactory(organization=member.organization)
    begun = ProposalFactory(organization=None)
    ProposalFactory()
    ProposalFactory(submitted=True, organization=member.organization)

    assert writable(member.user, [begun]) == {mine, ours, begun}


def test_staff_write_no_draft_here():
    begun = ProposalFactory(organization=None)

    assert writable(StaffFactory(desk=True), [begun]) == set()


def test_only_a_person_of_a_company_is_a_proposer():
    people = (UserFactory(), StaffFactory(), AnonymousUser())

    assert [is_proposer(one) for one in people] == [True, False, False]


def test_what_a_company_may_do_follows_the_status():
    draft = ProposalFactory()
    rows = {name: ProposalFactory(**{name: True}) for name in STATUSES}

    assert [name for name, row in rows.items() if not may_withdraw(row)] == ["declined"]
    assert [name for name, row in rows.items() if may_correct(row)] == ["returned"]
    assert [name for name, row in rows.items() if not may_write(row)] == []
    assert (may_withdraw(draft), may_correct(draft), may_write(draft)) == (False, False, False)
