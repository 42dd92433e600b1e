"""The 四半期報告 and the 年次報告: asked for by a manager, and by the calendar."""

from datetime import date

import pytest

from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.models import Holiday, PaperJob
from nara_renkei.reports.rules.meetings import TO_COME
from nara_renkei.reports.rules.periods import quarter_of
from nara_renkei.reports.usecases import order_annual as annual
from nara_renkei.reports.usecases.order_annual import order_annual, order_last_year
from nara_renkei.reports.usecases.order_monthly import CannotOrder
from nara_renkei.reports.usecases.order_quarterly import order_last_quarter, order_quarterly
from tests.harness import THE_DESK, at
from tests.nara_renkei.reports.cities import received

pytestmark = pytest.mark.django_db
SUMMER = quarter_of(date(2026, 7, 1))


def closed(*days):
    for day in days:
        Holiday.objects.get_or_create(day=day, defaults={"name": "休み"})


def test_what_has_not_begun_is_refused():
    with pytest.raises(CannotOrder, match=TO_COME):
        order_quarterly(quarter=SUMMER, meeting_on=date(2026, 10, 20), by=THE_DESK, at=at(date(2026, 6, 30)))
    with pytest.raises(CannotOrder, match=annual.TO_COME):
        order_annual(year=FiscalYear(2027), by=THE_DESK, at=at(date(2027, 3, 31)))
    assert PaperJob.objects.count() == 0


def test_the_calendar_orders_the_quarter_once_from_its_first_working_day_on():
    received(date(2026, 8, 3))
    closed(date(2026, 10, 1))

    # 1 October 2026 is a Thursday
    ordered = [order_last_quarter(at=at(date(2026, 10, day), 6)) for day in (1, 2, 2, 5)]

    assert [job.about if job else None for job in ordered] == [None, SUMMER.key, None, None]
    assert ordered[1].title == "令和8年度 第2四半期 報告"


def test_a_machine_that_was_down_makes_up_for_the_quarter_and_the_year():
    received(date(2025, 8, 3))

    assert order_last_quarter(at=at(date(2026, 12, 20), 6)).about == SUMMER.key
    assert order_last_year(at=at(date(2027, 3, 31), 6)).title == "令和7年度 年次報告"


def test_in_january_and_april_the_quarter_lies_in_the_year_before():
    received(date(2026, 4, 1))
    closed(*(date(2027, 1, day) for day in (1, 2, 3)))

    assert order_last_quarter(at=at(date(2027, 1, 3), 6)) is None
    assert order_last_quarter(at=at(date(2027, 1, 4), 6)).title == "令和8年度 第3四半期 報告"
    assert order_last_quarter(at=at(date(2027, 4, 1), 6)).title == "令和8年度 第4四半期 報告"


def test_the_calendar_orders_the_year_once_from_the_first_working_day_of_may_on():
    received(date(2026, 8, 3))
    closed(*(date(2027, 5, day) for day in (3, 4, 5)))

    # 1 May 2027 is a Saturday
    days = (date(2027, 4, 1), date(2027, 4, 30), date(2027, 5, 5), date(2027, 5, 6), date(2027, 5, 6), date(2027, 5, 7))
    ordered = [order_last_year(at=at(day, 6)) for day in days]

    assert [job.title if job else None for job in ordered] == [None, None, None, "令和8年度 年次報告", None, None]


def test_before_the_first_proposal_there_is_nothing_to_tell():
    received(date(2026, 10, 1))

    assert order_last_quarter(at=at(date(2026, 10, 5), 6)) is None
    assert order_last_year(at=at(date(2026, 10, 5), 6)) is None


def test_what_a_manager_ordered_does_not_stop_the_calendar():
    received(date(2026, 8, 3))
    order_quarterly(quarter=SUMMER, meeting_on=None, by=THE_DESK, at=at(date(2026, 10, 1)))

    assert order_last_quarter(at=at(date(2026, 10, 1), 6)) is not None
