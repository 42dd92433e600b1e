"""この出会いから提案する: a draft of the company begins, and the encounter remembers it until it is submitted and after."""

from datetime import datetime

from django.db import transaction

from dialogue.models import Encounter
from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.wall import as_city
from proposals.models import Proposal
from proposals.usecases.start_draft import start_draft


class CannotPropose(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def start_encounter_proposal(*, encounter: Encounter, author: User | None, by: Actor, at: datetime) -> Proposal:
    """Return the new draft. It begins with the company's own words and the name of the 課, nothing of the city's.

    Raises CannotPropose when one has begun already, and for two who did not meet.
    """
    with as_city("出会いを確かめ、ほかの人と同時に始めないように押さえる"):
        rows = Encounter.objects.select_for_update(of=("self",)).with_both()
        encounter = rows.get(pk=encounter.pk)
    if encounter.is_missed:
        raise CannotPropose("会えなかったことになっている相手です。提案は「提案する」から始めてください。")
    if encounter.proposal_id:
        raise CannotPropose("この出会いからの提案は、もう始まっています。わたしの提案から続けてください。")
    proposal = start_draft(
        challenge=None,
        author=author,
        consulted_before=True,
        related_divisions=encounter.division.name,
        body=encounter.company.offer,
        by=by,
        at=at,
    )
    with as_city("出会いに、始まった下書きをむすぶ"):
        encounter.proposal = proposal
        encounter.save(update_fields=["proposal"])
    audit.record("encounter.proposal", about=encounter.key, by=by, at=at, draft=str(proposal.uuid))
    return proposal
