from datetime import date

import pytest

from nara_renkei.reports.rules.department import about_of, handy_periods, kind_of, period_about, read_about
from nara_renkei.reports.rules.periods import Period

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def test_a_paper_says_of_which_department_and_period_it_is() -> None:
    assert about_of("0110", OCTOBER) == "0110/2026-10-01/2026-10-31"
    assert read_about("0110/2026-10-01/2026-10-31") == ("0110", OCTOBER)
    assert period_about("0110/2026-10-01/2026-10-31") == OCTOBER


@pytest.mark.parametrize("about", ["", "0110", "0110/", "/2026-10-01/2026-10-31", "0110/2026-10", "0110/a/b"])
def test_anything_else_is_of_none(about: str) -> None:
    assert read_about(about) is None
    assert period_about(about) is None


def test_readers_of_groups_have_a_kind_of_paper_of_their_own() -> None:
    assert kind_of(True) != kind_of(False)


@pytest.mark.parametrize(
    ("today", "names"),
    [
        (date(2026, 10, 5), ["令和8年度", "令和8年度 第2四半期", "令和8年9月", "令和8年10月"]),
        (date(2026, 4, 1), ["令和8年度", "令和7年度 第4四半期", "令和8年3月", "令和8年4月"]),
        (date(2027, 1, 31), ["令和8年度", "令和8年度 第3四半期", "令和8年12月", "令和9年1月"]),
    ],
)
def test_the_periods_of_a_leader(today: date, names: list[str]) -> None:
    assert [period.name for _, period in handy_periods(today)] == names
