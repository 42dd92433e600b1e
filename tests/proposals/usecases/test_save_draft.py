import pytest

from proposals.models import Draft
from proposals.usecases.save_draft import NoLongerDraft, StaleDraft, save_draft
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db


def save(proposal, *, version=1, typed=None, **values):
    return save_draft(
        proposal_id=proposal.pk,
        step="proposal",
        version=version,
        values=values,
        typed=typed or {},
        at=NOON,
    )


def test_what_fits_goes_into_the_columns_and_the_rest_is_remembered():
    proposal = ProposalFactory()

    saved = save(proposal, title="新しい名前", typed={"body": "長い" * 500})

    proposal.refresh_from_db()
    assert (proposal.title, proposal.version, saved.version) == ("新しい名前", 2, 2)
    assert Draft.objects.get(proposal=proposal).typed == {"proposal": {"body": "長い" * 500}}


def test_what_fits_later_is_no_longer_remembered_apart():
    proposal = ProposalFactory()
    save(proposal, typed={"body": "長い" * 500})

    save(proposal, version=2, body="短い")

    assert Draft.objects.get(proposal=proposal).typed == {}


def test_the_same_words_twice_change_nothing():
    proposal = ProposalFactory()
    save(proposal, title="同じ名前")

    again = save(proposal, version=1, title="同じ名前")

    assert again.version == 2


def test_an_older_form_overwrites_nobody():
    proposal = ProposalFactory()
    save(proposal, title="先の名前")

    with pytest.raises(StaleDraft) as refused:
        save(proposal, version=1, title="後の名前")

    proposal.refresh_from_db()
    assert proposal.title == "先の名前"
    assert refused.value.proposal.title == "先の名前"


def test_a_submitted_proposal_is_no_draft():
    proposal = ProposalFactory(submitted=True)

    with pytest.raises(NoLongerDraft):
        save(proposal, title="遅すぎた名前")
