"""The papers that the demo's worker makes when it starts: of months, quarters and a year, receipts and 一件記録."""

from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Count

from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.models import AuditEvent
from nara_renkei.reports.rules.periods import quarter_of
from nara_renkei.reports.usecases.order_annual import order_annual
from nara_renkei.reports.usecases.order_monthly import order_monthly
from nara_renkei.reports.usecases.order_quarterly import order_quarterly
from proposals.models import Proposal, Submission
from proposals.usecases.order_papers import order_receipt
from screening.queries.dossier import hindrance
from screening.usecases.order_dossier import order_dossier

from .city import City
from .clock import by_eight
from .proposals import NAMED

MONTHS = 3
AFTER_THE_QUARTER, UNTIL_THE_MEETING = timedelta(days=20), timedelta(days=14)
WITH_RECEIPT = ("camera", "dusk")
DOSSIERS = 2


def order_papers(city: City) -> None:
    """Order the papers of three whole months, of two quarters for their 部長会, of a year, and two receipts."""
    at = by_eight(city.clock.base)
    first = city.clock.base.replace(day=1)
    for _ in range(MONTHS):
        first = (first - timedelta(days=1)).replace(day=1)
        order_monthly(month=first, by=city.desk(), at=at)
    this = quarter_of(city.clock.base)
    last = quarter_of(this.first - timedelta(days=1))
    for quarter, meeting_on in ((last, last.last + AFTER_THE_QUARTER), (this, city.clock.base + UNTIL_THE_MEETING)):
        order_quarterly(quarter=quarter, meeting_on=meeting_on, by=city.desk(), at=at)
    order_annual(year=FiscalYear.of(city.clock.base), by=city.desk(), at=at)
    for row in (NAMED[key] for key in WITH_RECEIPT):
        submission = Submission.objects.select_related("proposal").get(proposal__title=row.title, version=1)
        order_receipt(
            submission=submission,
            organization=city.organizations[row.by].pk,
            by=city.company(row.by),
            at=at,
        )
    _order_dossiers(city, at)


def _order_dossiers(city: City, at: datetime) -> None:
    """Order the 一件記録 of the longest stories that the clerk may read with what was judged."""
    clerk = city.clerks[0]
    lines = AuditEvent.objects.filter(about__startswith="proposal:R").values("about").annotate(count=Count("pk"))
    numbers = [row["about"].removeprefix("proposal:") for row in lines.order_by("-count", "about")]
    proposals = Proposal.objects.in_bulk(numbers, field_name="number")
    readable = (proposals[number] for number in numbers if not hindrance(proposals[number], clerk))
    for proposal in islice(readable, DOSSIERS):
        order_dossier(proposal=proposal, user=clerk, by=city.desk(), at=at)
