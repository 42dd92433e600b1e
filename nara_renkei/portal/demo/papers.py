"""The papers that the demo's worker makes when it starts: monthly ones, and receipts of proposals."""

from datetime import timedelta

from nara_renkei.reports.usecases.order_monthly import order_monthly
from proposals.models import Submission
from proposals.usecases.order_papers import order_receipt

from .city import City
from .clock import moment
from .proposals import NAMED

MONTHS = 3
WITH_RECEIPT = ("camera", "dusk")


def order_papers(city: City) -> None:
    """Order the papers of the last three whole months, and two receipts by the people who proposed."""
    first = city.clock.base.replace(day=1)
    for _ in range(MONTHS):
        first = (first - timedelta(days=1)).replace(day=1)
        order_monthly(month=first, by=city.desk(), at=moment(city.clock.base, 8))
    for row in (NAMED[key] for key in WITH_RECEIPT):
        submission = Submission.objects.select_related("proposal").get(proposal__title=row.title, version=1)
        order_receipt(
            submission=submission,
            organization=city.organizations[row.by].pk,
            by=city.company(row.by),
            at=moment(city.clock.base, 8),
        )
