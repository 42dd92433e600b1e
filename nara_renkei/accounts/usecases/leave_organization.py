"""A person no longer acts for a 団体 and sees none of its proposals."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.enums import MemberRole
from nara_renkei.accounts.models import Member
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.directory.models import Organization


class CannotLeave(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def leave_organization(*, member: Member, by: Actor, at: datetime) -> None:
    """End the membership. The last 管理者 must first name another, while others remain."""
    Organization.objects.select_for_update().get(pk=member.organization_id)
    others = Member.objects.active().filter(organization=member.organization_id).exclude(pk=member.pk)
    if member.role == MemberRole.ADMIN and others.exists() and not others.filter(role=MemberRole.ADMIN).exists():
        raise CannotLeave("団体の管理者が一人もいなくなります。先に、ほかの担当者を管理者にしてください。")
    if Member.objects.active().filter(pk=member.pk).update(left_at=at):
        member.left_at = at
        record("member.left", about=f"organization:{member.organization.uuid}", by=by, at=at, user=member.user_id)
