"""Make a member 管理者 or 担当."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.enums import MemberRole
from nara_renkei.accounts.models import Member
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record

from .leave_organization import locked_member, refuse_last_admin


@transaction.atomic
def change_role(*, member: Member, role: MemberRole, by: Actor, at: datetime) -> Member:
    """Return the member with the role; the same role twice changes nothing. Raises ``CannotLeave``."""
    locked = locked_member(member)
    if locked.role == role:
        return locked
    if role != MemberRole.ADMIN:
        refuse_last_admin(locked)
    locked.role = role
    locked.save(update_fields=["role"])
    record(
        "member.role",
        about=f"organization:{locked.organization.uuid}",
        by=by,
        at=at,
        user=locked.user_id,
        role=str(role),
    )
    return locked
