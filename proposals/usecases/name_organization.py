"""Say which 団体 stands behind a draft, and who is to be spoken with."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.accounts.usecases.found_organization import found_organization
from nara_renkei.core.actors import Actor
from nara_renkei.directory.models import Organization
from proposals.models import Proposal

from .save_draft import locked_draft, refuse_stale, store, touch

STEP = "organization"


@transaction.atomic
def name_organization(
    *,
    proposal_id: int,
    version: int,
    chosen: Organization | None,
    body: Mapping[str, Any] | None,
    contact: Mapping[str, str],
    typed: Mapping[str, Any],
    member: User,
    by: Actor,
    at: datetime,
) -> Proposal:
    """Save the step. ``chosen``: a 団体 the member belongs to; ``body``: a complete new one; neither: only ``typed``.

    A new 団体 is unconfirmed and joined by the member; written again, it is mended while only this draft knows it.
    Raises StaleDraft, NoLongerDraft and CannotRegister.
    """
    proposal = locked_draft(proposal_id)
    current = proposal.organization
    words = {**contact, **({"organization": chosen} if chosen else {})}
    same = all(getattr(proposal, field) == value for field, value in words.items())
    if same and body and current:
        same = all(getattr(current, field) == value for field, value in body.items())
    if same and (chosen or (body and current)) and not typed and STEP not in proposal.draft.typed:
        return touch(proposal, at)
    refuse_stale(proposal, version)
    for field, value in words.items():
        setattr(proposal, field, value)
    if chosen is None and body is not None:
        if current is not None and may_mend(current, proposal):
            for field, value in body.items():
                setattr(current, field, value)
            current.save(update_fields=list(body))
        else:
            proposal.organization = found_organization(user=member, **body, by=by, at=at)
    if not member.name and proposal.contact_name:
        # from now on history and messages name the person, not the address
        member.name = proposal.contact_name
        member.save(update_fields=["name"])
    fields = ("organization", "contact_name", "contact_phone")
    return store(proposal, step=STEP, typed=typed, fields=fields, at=at)


def may_mend(organization: Organization, draft: Proposal) -> bool:
    """Whether the 団体 is still only this draft's: unconfirmed, and no other proposal names it."""
    return (
        not organization.is_confirmed
        and not Proposal.objects.filter(organization=organization).exclude(pk=draft.pk).exists()
    )
