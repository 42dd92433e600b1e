"""Somebody who was asked into a 団体 comes."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.enums import MemberRole
from nara_renkei.accounts.models import Invitation, Member, User
from nara_renkei.core.actors import Actor
from nara_renkei.core.wall import as_city

from .join_organization import CannotJoin, join_organization
from .spend_link import spend_link


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User, by: Actor, at: datetime, name: str = "") -> Member:
    """Return the membership. Raises ``LinkGone``, and ``CannotJoin`` for who proved another address.

    ``name`` is kept for a person who has none.

    A 団体 that was merged meanwhile is joined where it is now.
    """
    if user.email != invitation.link.email:
        raise CannotJoin("この招待は、別のメールアドレスへのものです。招待が届いたアドレスで入り直してください。")
    spend_link(link=invitation.link, by=by, at=at)
    organization = invitation.organization.merged_into or invitation.organization
    member = join_organization(user=user, organization=organization, role=MemberRole(invitation.role), by=by, at=at)
    if name and not user.name:
        user.name = name
        user.save(update_fields=["name"])
    invitation.accepted_by = user
    with as_city("招待を受けた人を書く"):
        invitation.save(update_fields=["accepted_by"])
    return member
