"""A person makes a 団体 known and is its first 管理者."""

from datetime import datetime
from typing import Any

from django.db import transaction

from nara_renkei.accounts.enums import MemberRole
from nara_renkei.accounts.models import Member, User
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import event
from nara_renkei.core.models import AuditEvent
from nara_renkei.core.wall import as_city
from nara_renkei.directory.models import Organization
from nara_renkei.directory.usecases.register_organization import new_organization

from .join_organization import CannotJoin


def found_organization(*, user: User, by: Actor, at: datetime, **body: Any) -> Organization:
    """Register and join in three statements: nobody else can know the 団体 yet, so nothing is locked or looked up.

    ``body``: what ``register_organization`` takes. Raises CannotRegister, and CannotJoin for a member of staff.
    """
    if user.is_employee:
        raise CannotJoin("市の職員は、団体の担当者になれません。")
    organization = new_organization(**body, at=at)
    with transaction.atomic(savepoint=False):
        with as_city("まだだれも入っていない団体を登録して、加わる"):
            organization.save()
            member = Member.objects.create(user=user, organization=organization, role=MemberRole.ADMIN, joined_at=at)
        told: dict[str, Any] = {"about": f"organization:{organization.uuid}", "by": by, "at": at}
        AuditEvent.objects.bulk_create(
            [
                event("organization.registered", **told),
                event("member.joined", **told, user=user.pk, role=str(member.role)),
            ]
        )
    return organization
