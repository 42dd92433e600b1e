"""Rows that a migration rewrites by turns."""

from datetime import date

import pytest

from nara_renkei.core.backfill import in_batches
from nara_renkei.core.models import Holiday


@pytest.mark.django_db
def test_rows_are_changed_a_few_at_a_time_each_once_and_no_others():
    Holiday.objects.all().delete()
    for day in range(1, 6):
        Holiday.objects.create(day=date(2031, 1, day), name="前")
    Holiday.objects.create(day=date(2032, 1, 1), name="よそ")
    turns = []

    def change(rows):
        turns.append(rows.update(name="後"))
        assert len(turns) <= 3  # else it would turn for ever

    changed = in_batches(Holiday.objects.filter(day__year=2031), change, size=2)

    assert (changed, turns) == (5, [2, 2, 1])
    assert list(Holiday.objects.order_by("day").values_list("name", flat=True)) == ["後"] * 5 + ["よそ"]
