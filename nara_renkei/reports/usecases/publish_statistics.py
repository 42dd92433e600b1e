"""Count what the public reads of the 年度: every night, for this 年度 and those that are over."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import FiscalYear, local_day
from nara_renkei.reports.models import YearStatistics
from nara_renkei.reports.queries.figures import figures_of, first_day_of_figures
from nara_renkei.reports.queries.statistics import record_of
from nara_renkei.reports.rules.figures import for_the_public
from nara_renkei.reports.rules.periods import LONGEST, year_of


@transaction.atomic
def publish_statistics(*, by: Actor, at: datetime) -> int:
    """Write the figures of every 年度 since the first proposal, at most LONGEST; return how many changed."""
    today = local_day(at)
    newest = FiscalYear.of(today).year
    oldest = max(FiscalYear.of(first_day_of_figures(today)).year, newest - LONGEST + 1)
    changed = sum(_publish(FiscalYear(year), at=at) for year in range(oldest, newest + 1))
    if changed:
        audit.record("statistics.publish", about=f"statistics:{newest}", by=by, at=at, years=changed)
    return changed


def _publish(year: FiscalYear, *, at: datetime) -> bool:
    figures = [record_of(for_the_public(one)) for one in figures_of(year_of(year), at=at)]
    row, is_new = YearStatistics.objects.get_or_create(
        year=year.year, defaults={"figures": figures, "as_of": local_day(at)}
    )
    if is_new or row.figures == figures:
        return is_new
    row.figures, row.as_of = figures, local_day(at)
    row.save(update_fields=["figures", "as_of"])
    return True
