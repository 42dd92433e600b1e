"""Two rows turn out to be one 団体: what the one has goes to the other. The desk has seen the preview."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from nara_renkei.accounts.enums import LinkPurpose, MemberRole
from nara_renkei.accounts.models import JoinRequest, Member
from nara_renkei.accounts.usecases.revoke_links import revoke_links
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.models import PaperJob
from nara_renkei.directory.models import Agreement, Organization
from proposals.enums import Status
from proposals.models import Consultation, CoProposer, Proposal
from proposals.rules.papers import RECEIPT

from .freeze_version import index_words


class CannotMerge(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What would move from the source into the target."""

    members: list[Member]
    proposals: list[Proposal]  # drafts too
    agreements: list[Agreement]
    consultations: int
    co_proposals: int
    refusal: str  # the sentence that refuses to merge, or ""


def preview_merge(*, source: Organization, target: Organization) -> MergePreview:
    """Return what moves; what was submitted, ticked and decided stays as it was written."""
    return MergePreview(
        members=list(Member.objects.active().filter(organization=source).in_order()),
        proposals=list(Proposal.objects.filter(organization=source).order_by("number", "pk")),
        agreements=list(Agreement.objects.filter(organization=source).order_by("starts_on", "pk")),
        consultations=Consultation.objects.filter(organization=source).count(),
        co_proposals=_co_proposals(source, target).count(),
        refusal=_refusal(source, target),
    )


@transaction.atomic
def merge_organizations(*, source: Organization, target: Organization, by: Actor, at: datetime) -> Organization:
    """Return the target. Raises ``CannotMerge``; two merges across each other wait, and the second is refused.

    People come as 担当: who registered a number second does not rule the 団体 that had it. Submissions and answered
    pledges keep the 団体 they were written for.
    """
    rows = Organization.objects.select_for_update().filter(pk__in=[source.pk, target.pk]).order_by("pk").in_bulk()
    source, target = rows[source.pk], rows[target.pk]
    if refusal := _refusal(source, target):
        raise CannotMerge(refusal)
    _move_people(source, target, by, at)
    _move_proposals(source, target)
    Agreement.objects.filter(organization=source).update(organization=target)
    Consultation.objects.filter(organization=source).update(organization=target)
    _move_co_proposals(source, target)
    _move_papers(source, target)
    revoke_links(purpose=LinkPurpose.INVITATION, about=f"organization:{source.uuid}", by=by, at=at)
    # One step leads home from every row that was ever merged.
    Organization.objects.filter(merged_into=source).update(merged_into=target)
    source.merged_into = target
    source.save(update_fields=["merged_into"])
    record("organization.merged", about=f"organization:{source.uuid}", by=by, at=at, into=str(target.uuid))
    return target


def _refusal(source: Organization, target: Organization) -> str:
    if source.pk == target.pk:
        return "団体を自分自身に統合することはできません。"
    if source.merged_into_id:
        return f"「{source}」は、もう統合されています。"
    if target.merged_into_id:
        return f"「{target}」は、もう統合されています。統合した先を選んでください。"
    if source.is_confirmed and not target.is_confirmed:
        return f"確認済みの「{source}」を、未確認の団体に統合することはできません。向きを逆にしてください。"
    return ""


def _move_people(source: Organization, target: Organization, by: Actor, at: datetime) -> None:
    there = Member.objects.active().filter(organization=target)
    present = set(there.values_list("user_id", flat=True))
    # A 団体 without a 管理者 keeps those who come as such.
    is_ruled = there.filter(role=MemberRole.ADMIN).exists()
    people = list(Member.objects.active().filter(organization=source).order_by("pk"))
    Member.objects.filter(pk__in=[member.pk for member in people]).update(left_at=at)
    coming = [member for member in people if member.user_id not in present]
    Member.objects.bulk_create(
        Member(
            organization=target,
            user_id=member.user_id,
            role=MemberRole.CONTACT if is_ruled else member.role,
            joined_at=at,
            muted=member.muted,
        )
        for member in coming
    )
    for member in coming:
        record("member.joined", about=f"organization:{target.uuid}", by=by, at=at, user=member.user_id)
    # Who asked to join is in; who asked the source asks the target.
    waiting = JoinRequest.objects.waiting()
    inside = present | {member.user_id for member in coming}
    waiting.filter(organization__in=[source, target], user__in=inside).update(
        decided_at=at, decided_by=by.label, is_approved=True
    )
    asked = waiting.filter(organization=target).values("user")
    waiting.filter(organization=source).exclude(user__in=asked).update(organization=target)


def _move_proposals(source: Organization, target: Organization) -> None:
    for proposal in Proposal.objects.select_for_update().filter(organization=source).order_by("pk"):
        proposal.organization = target
        # The search finds a submitted one by the name it has now.
        words = index_words(proposal) if proposal.number else ()
        proposal.save(update_fields=["organization", *words])


def _move_co_proposals(source: Organization, target: Organization) -> None:
    """What is submitted names who stood behind it; of a draft nobody stands beside itself, and nobody twice."""
    behind = CoProposer.objects.filter(organization=source)
    list(Proposal.objects.select_for_update().filter(pk__in=behind.values("proposal")).order_by("pk").values("pk"))
    _co_proposals(source, target).update(organization=target)
    behind.filter(proposal__status=Status.DRAFT).delete()


def _move_papers(source: Organization, target: Organization) -> None:
    """A 受付票 is read by the people of the 団体 whose answers it holds."""
    for paper in PaperJob.objects.filter(kind=RECEIPT, about__endswith=f"/{source.pk}").order_by("pk"):
        paper.about = f"{paper.about.rpartition('/')[0]}/{target.pk}"
        paper.save(update_fields=["about"])


def _co_proposals(source: Organization, target: Organization) -> QuerySet[CoProposer]:
    """Those of the source that do not stand beside the target already."""
    rows = CoProposer.objects.filter(organization=source)
    return rows.exclude(proposal__organization=target).exclude(proposal__co_proposers__organization=target)
