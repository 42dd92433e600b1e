"""Ended proposals that were not asked yet how it went."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from nara_renkei.accounts.models import Member
from nara_renkei.accounts.queries import division_addresses
from nara_renkei.core.calendar import FiscalYear, local_day
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.queries import surveys_about
from nara_renkei.surveys.rules.people import Person
from proposals.enums import TOLD_AND_OVER
from proposals.models import Proposal, ProposalQuerySet
from screening.models import AfterQuestion
from screening.rules.afterwards import ASKED_AFTER, ASKED_UNTIL, about_of

# what the desk goes through at once
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Ended:
    """An ended proposal, and who would be asked: the people of its 団体, and 課のメール of its lead 課."""

    proposal: Proposal
    people: Sequence[Person]


def to_ask_afterwards(at: datetime) -> ProposalQuerySet:
    """Return those told or completed 30 to 180 days ago that were not asked yet."""
    asked = AfterQuestion.objects.filter(proposal=OuterRef("pk"))
    ended = Proposal.objects.filter(
        status__in=TOLD_AND_OVER, status_changed_at__gte=at - ASKED_UNTIL, status_changed_at__lte=at - ASKED_AFTER
    )
    return ended.filter(~Exists(asked))


def ended_unasked(at: datetime) -> list[Ended]:
    """Return the first SHOWN of them, the longest ended first. Two queries."""
    rows = to_ask_afterwards(at).select_related("organization", "lead_division")
    proposals = list(rows.order_by("status_changed_at", "pk")[:SHOWN])
    members: dict[int, list[Person]] = defaultdict(list)
    bodies = {proposal.organization_id for proposal in proposals}
    active = Member.objects.active().filter(organization__in=bodies, user__is_active=True)
    for member in active.select_related("user").order_by("joined_at", "pk"):
        person = Person(Side.COMPANY, str(member.user), member.user.email)
        members[member.organization_id].append(person)
    return [Ended(proposal, [*members[proposal.proposer.pk], *_division_of(proposal, at)]) for proposal in proposals]


def _division_of(proposal: Proposal, at: datetime) -> list[Person]:
    division = proposal.lead_division
    if division is None:
        return []
    return [Person(Side.DIVISION, f"{division} 担当", email) for email in division_addresses(division, local_day(at))]


def running_survey(at: datetime) -> Survey | None:
    """Return the survey of this 年度 that takes answers; None before the first and after one was closed. One query."""
    today = local_day(at)
    return surveys_about(about_of(FiscalYear.of(today))).open().filter(closes_on__gte=today).first()
