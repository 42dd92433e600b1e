"""Open dates follow the calendar; told dates and met promises stay."""

from datetime import date

import pytest

from nara_renkei.core.models import AuditEvent, Holiday
from nara_renkei.portal.usecases.project_dates import MovedDates, project_dates
from tests.factories.proposals import PromiseFactory
from tests.factories.screening import RoutingFactory
from tests.harness import NOON, THE_DESK, TODAY

pytestmark = pytest.mark.django_db


def test_a_new_closed_day_moves_what_is_open_and_names_what_parts_from_the_told_date():
    told, untold = PromiseFactory(), PromiseFactory(told_on=None)
    met = PromiseFactory(met_on=TODAY)
    routing = RoutingFactory()
    Holiday.objects.create(day=date(2026, 10, 7), name="臨時の休み")

    moved = project_dates(by=THE_DESK, at=NOON)

    for row in (told, untold, met, routing):
        row.refresh_from_db()
    assert moved == MovedDates(promises=2, routings=1, parted=(told.proposal.number,))
    assert (told.due_on, told.told_on) == (date(2026, 10, 9), date(2026, 10, 8))
    assert (untold.due_on, met.due_on) == (date(2026, 10, 9), date(2026, 10, 8))
    assert routing.due_on == date(2026, 10, 21)


def test_what_had_parted_before_is_not_named_again():
    PromiseFactory(told_on=date(2026, 10, 6))
    PromiseFactory()

    assert project_dates(by=THE_DESK, at=NOON) == MovedDates(0, 0, ())


def test_a_told_date_that_comes_back_is_not_named():
    PromiseFactory(due_on=date(2026, 10, 9))

    assert project_dates(by=THE_DESK, at=NOON) == MovedDates(1, 0, ())


def test_the_audit_holds_how_many_moved_and_nothing_when_none_did():
    PromiseFactory()
    project_dates(by=THE_DESK, at=NOON)
    Holiday.objects.create(day=date(2026, 10, 7), name="臨時の休み")

    project_dates(by=THE_DESK, at=NOON)

    event = AuditEvent.objects.get(verb="dates.projected")
    assert (event.about, event.keys) == ("calendar:all", {"promises": 1, "routings": 0})


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_does_not_grow_with_the_rows(rows, django_assert_num_queries):
    PromiseFactory.create_batch(rows)
    RoutingFactory.create_batch(rows)
    Holiday.objects.create(day=date(2026, 10, 7), name="臨時の休み")

    with django_assert_num_queries(17):
        project_dates(by=THE_DESK, at=NOON)
