"""The monthly papers that the demo's worker makes when it starts."""

from datetime import timedelta

from nara_renkei.reports.usecases.order_monthly import order_monthly

from .city import City
from .clock import moment

MONTHS = 3


def order_papers(city: City) -> None:
    """Order the papers of the last three whole months."""
    first = city.clock.base.replace(day=1)
    for _ in range(MONTHS):
        first = (first - timedelta(days=1)).replace(day=1)
        order_monthly(month=first, by=city.desk(), at=moment(city.clock.base, 8))
