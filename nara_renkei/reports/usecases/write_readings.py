"""Write down what the signs of 目指す姿 come to: every night for the running quarter, so that a trend never moves afterwards."""

from datetime import date, datetime, timedelta

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.reports.models import SignReading
from nara_renkei.reports.queries.signs import signs_of
from nara_renkei.reports.rules.periods import Period
from nara_renkei.reports.rules.vision import quarter_of, window_of

NOT_BEGUN = "まだ始まっていない四半期は、数えられません。"


class CannotCount(Exception):
    """``str(exc)`` is fit for the screen."""


@transaction.atomic
def write_readings(*, by: Actor, at: datetime) -> int:
    """Count the quarter of yesterday up to its end, and finish the one before if a night was missed.

    Returns how many values changed. Run once more, it changes nothing: a quarter that is over and was counted to its
    last day is not touched.
    """
    yesterday = local_day(at) - timedelta(days=1)
    running = quarter_of(yesterday)
    earlier = quarter_of(running.first - timedelta(days=1))
    was_cut_off = SignReading.objects.filter(quarter=earlier.first, as_of__lt=earlier.last).exists()
    quarters = [earlier, running] if was_cut_off else [running]
    return sum(_write(one, yesterday, by=by, at=at) for one in quarters)


@transaction.atomic
def count_again(*, day: date, by: Actor, at: datetime) -> int:
    """Count the quarter of a day anew from today's data; return how many values changed.

    For a quarter that the portal did not see, and after a mistake in the data was mended: by hand, never by itself.
    Raises CannotCount for a quarter of which no day is over.
    """
    yesterday = local_day(at) - timedelta(days=1)
    quarter = quarter_of(day)
    if quarter.first > yesterday:
        raise CannotCount(NOT_BEGUN)
    return _write(quarter, yesterday, by=by, at=at)


def _write(quarter: Period, yesterday: date, *, by: Actor, at: datetime) -> int:
    period = window_of(quarter, yesterday)
    rows = {row.sign: row for row in SignReading.objects.select_for_update().filter(quarter=quarter.first)}
    changed = 0
    for one in signs_of(period, at=at):
        row = rows.get(one.sign.code) or SignReading(quarter=quarter.first, sign=one.sign.code)
        changed += row.pk is None or (row.value, row.cases) != (one.value, one.cases)
        row.value, row.cases, row.as_of = one.value, one.cases, period.last
        row.save()
    if changed:
        audit.record("vision.count", about=f"quarter:{quarter.first.isoformat()}", by=by, at=at, values=changed)
    return changed
