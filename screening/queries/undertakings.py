"""Work that goes on: one undertaking, and the desk's list at the end of the 年度."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from nara_renkei.core.calendar import FiscalYear
from nara_renkei.directory.models import Agreement
from proposals.enums import Status
from proposals.models import Proposal, ProposalQuerySet
from screening.enums import RoutingState, YearEndChoice
from screening.models import Milestone, Routing, Screening, Undertaking, YearEnd


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of the work after 「進める」."""

    record: Undertaking | None
    milestones: list[Milestone]
    year_ends: list[YearEnd]


def work_of(screening: Screening) -> Work:
    """Return the work of a folder. Three queries."""
    return Work(
        record=Undertaking.objects.filter(screening=screening).select_related("agreement__organization").first(),
        milestones=list(Milestone.objects.filter(screening=screening).in_order()),
        year_ends=list(YearEnd.objects.filter(screening=screening).order_by("year")),
    )


def agreements_of(proposal: Proposal) -> QuerySet[Agreement]:
    """Return the signed 協定 of the proposing 団体, the newest first."""
    found = Agreement.objects.filter(organization=proposal.organization_id or 0, signed_on__isnull=False)
    return found.select_related("organization").order_by("-starts_on", "-pk")


def running(on: date) -> ProposalQuerySet:
    """Return what is under way, the newest first, with 主担当 (``lead``), next report and this 年度's answer."""
    of_it = {"screening__proposal": OuterRef("pk")}
    lead = Routing.objects.filter(**of_it, is_lead=True).exclude(state=RoutingState.ENDED).order_by("pk")
    answer = YearEnd.objects.filter(**of_it, year=FiscalYear.of(on).year)
    return (
        Proposal.objects.filter(status=Status.UNDERWAY)
        .select_related("organization")
        .annotate(
            lead=Subquery(lead.values("division__name")[:1]),
            next_report_on=Subquery(Undertaking.objects.filter(**of_it).values("next_report_on")[:1]),
            year_end=Subquery(answer.values("choice")[:1]),
        )
        .newest_first()
    )


def year_end_words(choice: str | None) -> str:
    """Return what was decided; empty before."""
    return str(YearEndChoice(choice).label) if choice else ""
