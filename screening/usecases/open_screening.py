"""The desk opens a proposal: the city's folder comes into being."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.enums import Status
from proposals.models import Proposal
from screening.models import Screening


class CannotOpen(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def open_screening(*, proposal: Proposal, by: Actor, at: datetime) -> Screening:
    """Return the folder of a submitted proposal, made by the first who asks. Raises CannotOpen for a draft."""
    if proposal.status == Status.DRAFT:
        raise CannotOpen("まだ提出されていない提案です。提出されてから開いてください。")
    screening, created = Screening.objects.get_or_create(
        proposal=proposal, defaults={"opened_at": at, "opened_by": by.label}
    )
    if created:
        audit.record("screening.open", about=proposal.key, by=by, at=at)
    return screening


def locked(screening: Screening) -> Screening:
    """Return the folder, locked and fresh, with its proposal and 団体. Always lock it before the proposal."""
    return (
        Screening.objects.select_for_update(of=("self",))
        .select_related("proposal__organization", "proposal__lead_division")
        .get(pk=screening.pk)
    )
