"""Ask somebody into the 団体 by mail."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from nara_renkei.accounts.enums import LinkPurpose, MemberRole
from nara_renkei.accounts.models import Invitation, Member
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.directory.models import Organization

from .send_link import send_link

VALID_FOR: Final = timedelta(days=14)
# So that nobody mails strangers through us without end.
OPEN_AT_ONCE: Final = 20


class CannotInvite(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def invite_member(*, organization: Organization, email: str, role: MemberRole, by: Actor, at: datetime) -> Invitation:
    """Mail the link and return the invitation; an older one to the same address stops opening.

    Raises ``CannotInvite`` for somebody who belongs to the 団体, and while too many invitations are open.
    """
    email = email.lower()
    Organization.objects.select_for_update().get(pk=organization.pk)
    if Member.objects.active().filter(organization=organization, user__email=email).exists():
        raise CannotInvite("この方は、もう団体の担当者です。")
    waiting = Invitation.objects.open(at).filter(organization=organization).exclude(link__email=email)
    if waiting.count() >= OPEN_AT_ONCE:
        raise CannotInvite(f"返事を待っている招待が{OPEN_AT_ONCE}件あります。取り消すか、返事を待ってください。")
    link = send_link(
        purpose=LinkPurpose.INVITATION,
        about=f"organization:{organization.uuid}",
        to=email,
        template="accounts/invitation",
        context={"organization": organization.name, "inviter": by.label},
        url_name="accounts:invitation",
        valid_for=VALID_FOR,
        by=by,
        at=at,
    )
    invitation = Invitation.objects.create(organization=organization, role=role, link=link)
    record("member.invited", about=link.about, by=by, at=at, invitation=invitation.pk, role=str(role))
    return invitation
