"""Who may do what with a proposal: one question each."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, TypeGuard

from django.db.models import Q

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.directory.models import Division

from .enums import Party, Status
from .models import Challenge, Proposal, ProposalQuerySet
from .models.challenge import ChallengeQuerySet
from .rules.lifecycle import moves_from

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet


def drafts_open_to(user: "User | AnonymousUser", held: Collection[str], on: date) -> ProposalQuerySet:
    """Return the drafts this browser may write: the person's own, its 団体's, and those it began unowned.

    ``held``: the uuids in the session. Staff write none here.
    """
    if isinstance(user, User) and user.is_employee:
        return Proposal.objects.none()
    own = Proposal.objects.visible_to(user, on).drafts()
    if not held:
        return own
    begun = Q(author=None, organization=None, uuid__in=held)
    return Proposal.objects.drafts().filter(begun | Q(pk__in=own.order_by().values("pk")))


def is_proposer(user: "User | AnonymousUser") -> TypeGuard[User]:
    """Whether this is a signed-in person of a company."""
    return isinstance(user, User) and not user.is_employee


def owns(user: "User | AnonymousUser", proposal: Proposal) -> bool:
    """Whether the person is of the 団体 that proposes. A co-proposer reads the proposal and does not write to it."""
    return isinstance(user, User) and user.memberships.active().filter(organization=proposal.organization_id).exists()


def may_withdraw(proposal: Proposal) -> bool:
    return "withdraw" in moves_from(proposal.status, by=Party.PROPOSER)


def may_correct(proposal: Proposal) -> bool:
    return proposal.status == Status.RETURNED


def may_write(proposal: Proposal) -> bool:
    return proposal.status != Status.DRAFT and not proposal.in_tender


def sheets_open_to(user: User, on: date) -> ChallengeQuerySet:
    """Return the 課題, public or not, that this member of staff works on: the desk all, a 課 its own."""
    if may(user, Permission.EDIT_WORDS, on):
        return Challenge.objects.all()
    return Challenge.objects.of_divisions(division_ids(user, on))


def asking_divisions(user: User, on: date) -> "QuerySet[Division]":
    """Return the 課 for which this person may begin a 課題, with the 部: the desk for every 課, others for their own."""
    valid = Division.objects.valid_on(on).select_related("department").in_order()
    return valid if may(user, Permission.EDIT_WORDS, on) else valid.filter(pk__in=division_ids(user, on))
