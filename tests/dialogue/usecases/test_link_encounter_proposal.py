"""The desk ties a proposal that came another way to its encounter."""

import pytest

from dialogue.usecases.link_encounter_proposal import CannotLink, link_encounter_proposal
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.dialogue import EncounterFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db


def linked(encounter, number):
    return link_encounter_proposal(encounter=encounter, number=number, by=THE_DESK, at=NOON)


def test_a_proposal_of_the_company_is_tied_and_nobody_hears_of_it():
    encounter = EncounterFactory()
    proposal = ProposalFactory(submitted=True, organization=encounter.company.organization)

    assert linked(encounter, proposal.number).proposal == proposal
    assert linked(encounter, proposal.number).proposal == proposal
    assert OutgoingMail.objects.count() == 0


def test_also_when_the_company_was_merged_since():
    encounter = EncounterFactory()
    home = OrganizationFactory()
    encounter.company.organization.merged_into = home
    encounter.company.organization.save()
    proposal = ProposalFactory(submitted=True, organization=home)

    assert linked(encounter, proposal.number).proposal == proposal


def test_an_absent_number_and_a_draft_are_refused():
    for number in ("R8-J-9999", None):
        with pytest.raises(CannotLink, match="この番号の提案はありません"):
            linked(EncounterFactory(), number)


def test_a_second_proposal_is_refused():
    encounter = EncounterFactory()
    first, second = (ProposalFactory(submitted=True, organization=encounter.company.organization) for _ in range(2))
    linked(encounter, first.number)

    with pytest.raises(CannotLink, match="もう提案がむすばれています"):
        linked(encounter, second.number)


def test_the_proposal_of_another_company_is_refused():
    with pytest.raises(CannotLink, match="の提案ではありません"):
        linked(EncounterFactory(), ProposalFactory(submitted=True).number)
