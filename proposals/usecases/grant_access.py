"""The guest list's only writers; called by screening's use cases in their transaction (decisions.md 1)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Division
from proposals.enums import AccessScope
from proposals.models import Proposal, ProposalAccess

BREADTH = {AccessScope.SUMMARY: 0, AccessScope.QUESTION: 1, AccessScope.FULL: 2}


@transaction.atomic
def grant_access(
    *, proposal: Proposal, division: Division, why: str, by: Actor, at: datetime, scope: AccessScope = AccessScope.FULL
) -> ProposalAccess:
    """Put a 課 on the guest list from today on; a wider scope widens, a narrower one changes nothing."""
    access, created = ProposalAccess.objects.get_or_create(
        proposal=proposal,
        division=division,
        ends_on=None,
        defaults={"scope": scope, "starts_on": local_day(at), "why": why},
    )
    if not created and BREADTH[scope] > BREADTH[AccessScope(access.scope)]:
        access.scope, access.why = scope, why
        access.save(update_fields=["scope", "why"])
    audit.record("access.grant", about=proposal.key, by=by, at=at, division=division.code, scope=scope.value)
    return access


@transaction.atomic
def end_access(*, proposal: Proposal, division: Division, by: Actor, at: datetime) -> None:
    """Take a 課 off the guest list at once; the row stays as history."""
    yesterday = local_day(at) - timedelta(days=1)
    rows = ProposalAccess.objects.filter(proposal=proposal, division=division, ends_on=None)
    rows.filter(starts_on__gt=yesterday).delete()
    rows.update(ends_on=Greatest(F("starts_on"), yesterday))
    audit.record("access.end", about=proposal.key, by=by, at=at, division=division.code)
