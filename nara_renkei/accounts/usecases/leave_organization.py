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
    """End the membership, by the member or by a 管理者; asked twice, once. The last 管理者 stays: ``CannotLeave``."""
    locked = locked_member(member)
    if locked.left_at is not None:
        return
    refuse_last_admin(locked)
    locked.left_at = member.left_at = at
    locked.save(update_fields=["left_at"])
    record("member.left", about=f"organization:{locked.organization.uuid}", by=by, at=at, user=locked.user_id)


def locked_member(member: Member) -> Member:
    """Return the member as it is now, with the 団体's row locked: two who go at once wait for each other."""
    Organization.objects.select_for_update().get(pk=member.organization_id)
    return Member.objects.select_related("organization").get(pk=member.pk)


def refuse_last_admin(member: Member) -> None:
    """Raise ``CannotLeave`` when nobody else is 管理者."""
    admins = Member.objects.active().filter(organization=member.organization_id, role=MemberRole.ADMIN)
    if member.role == MemberRole.ADMIN and not admins.exclude(pk=member.pk).exists():
        raise CannotLeave(
            "団体の管理者が一人もいなくなります。先に、ほかの担当者を管理者にするか、新しい方を招待してください。"
        )
