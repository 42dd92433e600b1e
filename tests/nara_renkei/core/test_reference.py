from datetime import date

import pytest

from nara_renkei.core.calendar import add_working_days
from nara_renkei.core.holidays import closed_days, usual_closed_days
from nara_renkei.core.models import Holiday
from nara_renkei.core.reference import load_holidays

pytestmark = pytest.mark.django_db


def test_loading_twice_adds_nothing_and_keeps_what_was_edited():
    Holiday.objects.all().delete()
    first = load_holidays([2026, 2027])
    Holiday.objects.filter(day=date(2026, 2, 11)).update(name="建国記念の日（式典）")

    assert first == Holiday.objects.count() > 40
    assert load_holidays([2026, 2027]) == 0
    assert Holiday.objects.get(day=date(2026, 2, 11)).name == "建国記念の日（式典）"


def test_the_closed_days_of_the_table_count(django_assert_num_queries):
    load_holidays([2026, 2027])

    with django_assert_num_queries(1):
        closed = closed_days(date(2026, 12, 25))

    assert add_working_days(date(2026, 12, 25), 10, closed) == date(2027, 1, 15)


def test_the_citys_holidays_are_the_laws_and_six_days_round_new_year():
    days = dict(usual_closed_days(2026))

    assert [day for day, name in days.items() if name == "年末年始"] == [
        date(2026, 1, 2), date(2026, 1, 3), date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31),
    ]  # fmt: skip
    assert days[date(2026, 9, 22)] == "国民の休日"
