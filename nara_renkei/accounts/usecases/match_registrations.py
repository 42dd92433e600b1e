"""Who registered a 法人番号 that was here already asks, without knowing it, to join the 団体 that has it.

Runs by itself, after the registration: the page is the same work and the same words for every number, so nobody
learns from it which numbers are known.
"""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.enums import MemberRole
from nara_renkei.accounts.models import JoinRequest, Member
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.links import absolute_link
from nara_renkei.directory.models import Organization
from nara_renkei.directory.queries import first_of_number, second_registrations
from nara_renkei.notifications.usecases.queue_mail import queue_mail


def match_registrations(*, by: Actor, at: datetime) -> int:
    """Return how many requests were made. Each second registration is its own transaction; twice makes none twice."""
    return sum(_ask(organization, by, at) for organization in second_registrations())


@transaction.atomic
def _ask(organization: Organization, by: Actor, at: datetime) -> int:
    # The first one's row is the lock: of two ticks at once the second finds the requests made.
    first = Organization.objects.select_for_update().get(pk=first_of_number(organization.corporate_number).pk)
    asked = JoinRequest.objects.filter(organization=first).values("user")
    belong = Member.objects.active().filter(organization=first).values("user")
    members = (
        Member.objects.active()
        .filter(organization=organization)
        .exclude(user__in=asked)
        .exclude(user__in=belong)
        .select_related("user")
        .order_by("pk")
    )
    made = 0
    for member in members:
        JoinRequest.objects.create(organization=first, user=member.user, name=str(member.user)[:60], requested_at=at)
        record("join_request.made", about=f"organization:{first.uuid}", by=by, at=at, user=member.user_id)
        made += 1
    # Members of a 団体 that nobody has confirmed decide about nobody: they may be the ones who took the number.
    if made and first.is_confirmed:
        _tell(first, at)
    return made


def _tell(organization: Organization, at: datetime) -> None:
    admins = Member.objects.active().filter(organization=organization, role=MemberRole.ADMIN, user__is_active=True)
    for address in admins.order_by("pk").values_list("user__email", flat=True):
        queue_mail(
            "accounts/join_request",
            to=address,
            about=f"organization:{organization.uuid}",
            context={
                "organization": organization.name,
                "url": absolute_link("accounts:organization", organization.uuid),
            },
            at=at,
        )
