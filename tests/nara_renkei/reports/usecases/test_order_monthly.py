from datetime import date

import pytest

from nara_renkei.core.models import Holiday, PaperJob, PaperState
from nara_renkei.reports.usecases.order_monthly import CannotOrder, order_last_month, order_monthly
from tests.harness import THE_DESK, at

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _closed():
    Holiday.objects.get_or_create(day=date(2026, 11, 3), defaults={"name": "文化の日"})


def test_an_order_is_a_waiting_paper():
    job = order_monthly(month=OCTOBER, by=THE_DESK, at=at(date(2026, 11, 2)))

    assert (job.kind, job.about, job.title, job.state) == (
        "monthly",
        "2026-10",
        "令和8年10月 月次報告",
        PaperState.WAITING,
    )


def test_a_double_click_is_one_paper():
    jobs = {order_monthly(month=OCTOBER, by=THE_DESK, at=at(date(2026, 11, 2))).pk for _ in range(2)}

    assert len(jobs) == 1


def test_a_month_that_has_not_begun_is_refused():
    with pytest.raises(CannotOrder) as refused:
        order_monthly(month=date(2026, 12, 1), by=THE_DESK, at=at(date(2026, 11, 2)))

    assert str(refused.value) == "まだ始まっていない月の報告は作れません。今月か、前の月を選んでください。"


def test_the_calendar_waits_for_the_first_working_day():
    # 1 November 2026 is a Sunday
    assert order_last_month(at=at(date(2026, 11, 1), 6)) is None


def test_the_calendar_orders_last_month_once():
    ordered = [order_last_month(at=at(date(2026, 11, day), 6)) for day in (2, 2, 4)]

    assert [job.about if job else None for job in ordered] == ["2026-10", None, None]
    assert PaperJob.objects.count() == 1


def test_a_machine_that_was_down_catches_up():
    assert order_last_month(at=at(date(2026, 11, 6), 6)).about == "2026-10"


def test_in_january_the_calendar_orders_december():
    for day in (1, 2, 3):
        Holiday.objects.get_or_create(day=date(2027, 1, day), defaults={"name": "年始"})

    assert order_last_month(at=at(date(2027, 1, 3), 6)) is None
    assert order_last_month(at=at(date(2027, 1, 4), 6)).about == "2026-12"
