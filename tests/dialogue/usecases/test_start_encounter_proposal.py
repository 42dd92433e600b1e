"""この出会いから提案する: the link lives from the first click of the draft to its outcome."""

import pytest

from dialogue.models import Encounter
from dialogue.usecases.start_encounter_proposal import CannotPropose, start_encounter_proposal
from nara_renkei.core import wall
from proposals.models import Proposal
from proposals.usecases.discard_draft import discard_draft
from proposals.usecases.submit_proposal import submit_proposal
from tests.factories.accounts import MemberFactory
from tests.factories.dialogue import EncounterFactory, EncounterNoteFactory
from tests.harness import NOON, THE_COMPANY, TODAY
from tests.proposals.drafts import ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def encounter():
    note = EncounterNoteFactory(said="内緒の話", view="内緒の受けとめ")
    return note.encounter


def started(encounter, author=None):
    return start_encounter_proposal(encounter=encounter, author=author, by=THE_COMPANY, at=NOON)


def test_the_draft_begins_with_the_companys_words_and_the_name_of_the_division_alone(encounter):
    author = MemberFactory(organization=encounter.company.organization).user
    draft = started(encounter, author)

    assert (draft.author, draft.body, draft.related_divisions) == (
        author,
        encounter.company.offer,
        encounter.division.name,
    )
    assert (draft.consulted_before, draft.title, draft.status) == (True, "", "DRAFT")
    assert Encounter.objects.get().proposal == draft
    words = str({field.name: getattr(draft, field.name) for field in Proposal._meta.fields})
    assert "内緒" not in words


def test_one_encounter_begins_one_draft(encounter):
    draft = started(encounter)

    with pytest.raises(CannotPropose, match="もう始まっています"):
        started(encounter)
    assert list(Proposal.objects.all()) == [draft]


def test_who_did_not_meet_begins_elsewhere():
    with pytest.raises(CannotPropose, match="会えなかった"):
        started(EncounterFactory(missed=True))


def test_the_link_stays_when_the_draft_becomes_a_proposal(encounter):
    draft = ready(TODAY)
    Encounter.objects.update(proposal=draft)
    number = submit_proposal(proposal_id=draft.pk, by=THE_COMPANY, at=NOON).number

    assert Encounter.objects.get().proposal.number == number


def test_a_draft_that_is_deleted_leaves_the_encounter_free(encounter):
    draft = started(encounter)
    discard_draft(proposal_id=draft.pk, by=THE_COMPANY, at=NOON)

    assert Encounter.objects.get().proposal is None
    assert started(encounter) != draft


def test_behind_the_wall_a_member_begins_and_deletes_it(encounter):
    author = MemberFactory(organization=encounter.company.organization).user
    with wall.raised(user=author.pk):
        draft = started(encounter, author)
        assert Encounter.objects.get().proposal_id == draft.pk
        discard_draft(proposal_id=draft.pk, by=THE_COMPANY, at=NOON)

    assert Encounter.objects.get().proposal is None


def test_behind_the_wall_who_came_by_a_link_begins_it_in_this_browser(encounter):
    with wall.raised(user=None, registrations=[encounter.company_id]):
        draft = started(encounter)
        assert list(Proposal.objects.all()) == [draft]
