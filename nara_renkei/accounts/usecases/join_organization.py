"""A person begins to act for a 団体."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.enums import MemberRole
from nara_renkei.accounts.models import Member, User
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.wall import as_city
from nara_renkei.directory.models import Organization


class CannotJoin(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def join_organization(
    *, user: User, organization: Organization, role: MemberRole = MemberRole.CONTACT, by: Actor, at: datetime
) -> Member:
    """Return the membership; asked twice, return the first. Raises ``CannotJoin`` for a member of staff."""
    if user.is_employee:
        raise CannotJoin("市の職員は、団体の担当者になれません。")
    with as_city("まだ入っていない団体に加わる"):
        # Two requests at once wait here for each other.
        Organization.objects.select_for_update().get(pk=organization.pk)
        present = Member.objects.active().filter(user=user, organization=organization).first()
        if present:
            return present
        member = Member.objects.create(user=user, organization=organization, role=role, joined_at=at)
    record("member.joined", about=f"organization:{organization.uuid}", by=by, at=at, user=user.pk, role=str(role))
    return member
