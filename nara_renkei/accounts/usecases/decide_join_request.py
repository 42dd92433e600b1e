"""Let somebody into a 団体 who said to belong to it, or not."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.enums import MemberRole
from nara_renkei.accounts.models import JoinRequest
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail

from .join_organization import join_organization


@transaction.atomic
def decide_join_request(*, request: JoinRequest, approve: bool, by: Actor, at: datetime) -> JoinRequest:
    """Return the request as it was decided first. Approved, the person joins as 担当 and is told.

    A refusal tells the person nothing: it would say that the 団体 is here.
    """
    locked = (
        JoinRequest.objects.select_for_update(of=("self",)).select_related("organization", "user").get(pk=request.pk)
    )
    if locked.decided_at is not None:
        return locked
    locked.decided_at, locked.decided_by, locked.is_approved = at, by.label, approve
    locked.save(update_fields=["decided_at", "decided_by", "is_approved"])
    organization, about = locked.organization, f"organization:{locked.organization.uuid}"
    record("join_request.decided", about=about, by=by, at=at, user=locked.user_id, approved=approve)
    if approve:
        join_organization(user=locked.user, organization=organization, role=MemberRole.CONTACT, by=by, at=at)
        queue_mail(
            "accounts/joined",
            to=locked.user.email,
            about=about,
            context={
                "organization": organization.name,
                "url": absolute_link("accounts:organization", organization.uuid),
            },
            at=at,
        )
    return locked
