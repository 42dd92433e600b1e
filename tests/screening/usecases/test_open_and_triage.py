import pytest

from nara_renkei.core.models import AuditEvent
from proposals.models import Proposal
from screening.models import Screening
from screening.queries import inbox
from screening.usecases.open_screening import CannotOpen, open_screening
from screening.usecases.record_triage import record_triage
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_DESK
from tests.screening.city import opened

pytestmark = pytest.mark.django_db


def test_an_opened_proposal_leaves_the_inbox():
    waiting, other = ProposalFactory(submitted=True), ProposalFactory(submitted=True)

    open_screening(proposal=waiting, by=THE_DESK, at=NOON)

    assert list(inbox()) == [other]


def test_opening_twice_keeps_the_first_folder():
    proposal = ProposalFactory(submitted=True)

    first = open_screening(proposal=proposal, by=THE_DESK, at=NOON)
    second = open_screening(proposal=proposal, by=THE_DESK, at=NOON)

    assert first == second
    assert AuditEvent.objects.filter(verb="screening.open").count() == 1


def test_a_draft_cannot_be_opened():
    with pytest.raises(CannotOpen, match="まだ提出されていない提案です。"):
        open_screening(proposal=ProposalFactory(), by=THE_DESK, at=NOON)


def test_triage_is_kept_and_the_status_stays():
    screening = opened()

    record_triage(
        screening=screening, in_scope=True, missing="概算", procedure="TRIAL", cost_outlook="なし", by=THE_DESK, at=NOON
    )

    row = Screening.objects.get(pk=screening.pk)
    assert (row.in_scope, row.missing, row.procedure, row.cost_outlook) == (True, "概算", "TRIAL", "なし")
    assert Proposal.objects.get(pk=screening.proposal_id).status == "SUBMITTED"
