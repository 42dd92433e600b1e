"""The demo city can be told from any day, not only from today."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from proposals.models import Proposal


# a day of April, when everybody has just moved; the end of the year in the long run
@pytest.mark.parametrize("base", ["2026-04-10", pytest.param("2026-12-28", marks=pytest.mark.full)])
def test_the_city_can_be_told_from_any_day(db, settings, base):
    settings.IS_DEMO = True

    call_command("seed_demo", base=base, verbosity=0)

    newest = Proposal.objects.submitted().newest_first().first().submitted_at.date()
    assert newest >= date.fromisoformat(base) - timedelta(days=5)
