"""The desk ties a proposal that came another way to the encounter from which it came."""

from datetime import datetime

from django.db import transaction

from dialogue.models import Encounter
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.directory.models import Organization
from proposals.models import Proposal


class CannotLink(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def link_encounter_proposal(*, encounter: Encounter, number: str, by: Actor, at: datetime) -> Encounter:
    """Tie the submitted proposal of this number to it; nobody is told. Raises CannotLink for another 団体's."""
    encounter = Encounter.objects.select_for_update(of=("self",)).with_both().get(pk=encounter.pk)
    proposal = Proposal.objects.submitted().select_related("organization").filter(number=number).first()
    if proposal is None:
        raise CannotLink("この番号の提案はありません。番号を確かめてください。")
    if encounter.proposal_id and encounter.proposal_id != proposal.pk:
        raise CannotLink("この出会いには、もう提案がむすばれています。")
    if encounter.company.organization is None or _home(encounter.company.organization) != _home(proposal.proposer):
        raise CannotLink(f"{number}は、{encounter.company}の提案ではありません。番号を確かめてください。")
    encounter.proposal = proposal
    encounter.save(update_fields=["proposal"])
    audit.record("encounter.proposal", about=encounter.key, by=by, at=at, proposal=number)
    return encounter


def _home(organization: Organization) -> int:
    """Return the key of the 団体, or of the one into which it was merged."""
    return organization.merged_into_id or organization.pk
