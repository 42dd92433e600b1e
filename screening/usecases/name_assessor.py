"""評価者の指名, and releasing one who has not scored."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.enums import OPEN_STATUSES
from screening.models import Assessor, ConflictDeclaration, CriteriaSet, Screening
from screening.permissions import may_name
from screening.queries.judging import candidates_for, lead_of

from .open_screening import locked
from .refuse_recused import refuse_recused


class CannotName(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def name_assessor(*, screening: Screening, candidate: User, user: User, by: Actor, at: datetime) -> Assessor:
    """Name a person of a 課 that reads the whole proposal, and ask by mail to the 課. Raises CannotName."""
    screening, on = locked(screening), local_day(at)
    _refuse_namer(screening, user, by, at)
    seat = next((one for one in candidates_for(screening, on) if one.user_id == candidate.pk), None)
    if seat is None:
        raise CannotName("評価者にできるのは、この提案の全部を読める課の人で、まだ指名していない人です。")
    declared = ConflictDeclaration.objects.touching([screening.proposal]).filter(user=candidate)
    if declared.recusing().exists():
        raise CannotName(f"{candidate}さんは、利害関係があると申告しています。ほかの人を指名してください。")
    if (
        declared.filter(screening=screening).exists()
        and Assessor.objects.filter(screening=screening, scored_at__isnull=False).exists()
    ):
        raise CannotName(f"{candidate}さんは、もうほかの人の採点を読めます。ほかの人を指名してください。")
    criteria = _criteria_for(screening, at)
    assessor = Assessor.objects.create(
        screening=screening,
        user=candidate,
        division=seat.division,
        label=seat.label,
        criteria_set=criteria,
        named_by=by.label,
        named_at=at,
    )
    proposal = screening.proposal
    queue_mail(
        "screening/assessor",
        to=seat.division.email,
        about=proposal.key,
        context={
            "division": seat.division.name,
            "name": str(candidate),
            "number": proposal.number,
            "title": proposal.title,
            "url": absolute_link("screening:judging", proposal.number),
        },
        at=at,
    )
    audit.record("assessor.name", about=proposal.key, by=by, at=at, assessor=f"user:{candidate.pk}")
    return assessor


@transaction.atomic
def release_assessor(*, assessor: Assessor, user: User, by: Actor, at: datetime) -> Assessor:
    """Take back the naming of who has not scored. Raises CannotName."""
    screening = locked(assessor.screening)
    _refuse_namer(screening, user, by, at)
    assessor = Assessor.objects.get(pk=assessor.pk)
    if assessor.scored_at or assessor.removed_at:
        raise CannotName("採点を出した人と、もう外した人は外せません。画面を開き直してください。")
    assessor.removed_at, assessor.removed_by = at, by.label
    assessor.save(update_fields=["removed_at", "removed_by"])
    audit.record("assessor.release", about=screening.proposal.key, by=by, at=at, assessor=f"user:{assessor.user_id}")
    return assessor


def _refuse_namer(screening: Screening, user: User, by: Actor, at: datetime) -> None:
    if not may_name(user, lead_of(screening), local_day(at)):
        raise CannotName("評価者を決めるのは、主担当課の課長（代決者）とデスクです。")
    refuse_recused(screening, by, CannotName, "代決者かデスクのほかの人が、評価者を決めてください。")
    if screening.proposal.status not in OPEN_STATUSES:
        raise CannotName("結果をお知らせした提案の評価者は、変えられません。")


def _criteria_for(screening: Screening, at: datetime) -> CriteriaSet:
    """Return the version that this proposal or one it competes with is scored by already, else the newest."""
    competing = Assessor.objects.filter(screening=screening)
    if screening.proposal.challenge_id:
        competing = Assessor.objects.filter(screening__proposal__challenge=screening.proposal.challenge_id)
    used = competing.select_related("criteria_set").order_by("named_at", "pk").first()
    criteria = used.criteria_set if used else CriteriaSet.objects.newest_on(local_day(at))
    if criteria is None:
        raise CannotName("使える採点の基準がありません。管理画面の「採点の基準」で版を作ってください。")
    return criteria
