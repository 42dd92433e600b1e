from dataclasses import replace
from datetime import date

import pytest

from screening.enums import BudgetKind
from screening.rules.budget import FIRST_WAYS, BudgetWay, budget_sentence, deadline_of, starts_on

INITIAL = BudgetWay(BudgetKind.INITIAL, 10, 15, 4, "翌年度の当初予算に入れます。", True)


@pytest.mark.parametrize(
    ("on", "deadline", "start"),
    [
        (date(2026, 4, 1), date(2026, 10, 15), date(2027, 4, 1)),
        # the day itself is still in time
        (date(2026, 10, 15), date(2026, 10, 15), date(2027, 4, 1)),
        # a day late costs a year
        (date(2026, 10, 16), date(2027, 10, 15), date(2028, 4, 1)),
    ],
)
def test_the_next_deadline_opens_the_next_april(on, deadline, start):
    assert (deadline_of(INITIAL, on), starts_on(INITIAL, on)) == (deadline, start)


def test_money_of_the_same_year_starts_in_it():
    supplement = BudgetWay(BudgetKind.SUPPLEMENT, 7, 10, 10, "", False)

    assert starts_on(supplement, date(2026, 7, 1)) == date(2026, 10, 1)


def test_the_31st_of_a_short_month_is_its_last_day():
    assert deadline_of(replace(INITIAL, month=2, day=31), date(2027, 1, 1)) == date(2027, 2, 28)


def test_the_sentence_names_the_month_and_the_deadline():
    assert budget_sentence(FIRST_WAYS, date(2026, 7, 1)) == "最短で令和9年4月。当初要求の締切は令和8年10月15日。"


def test_the_first_year_of_an_era_is_gannen():
    assert budget_sentence([INITIAL], date(2018, 10, 1)) == "最短で平成31年4月。当初要求の締切は平成30年10月15日。"
    assert budget_sentence([replace(INITIAL, starts_month=6)], date(2018, 11, 1)).startswith("最短で令和2年6月。")
    assert budget_sentence([replace(INITIAL, month=1, starts_month=6)], date(2019, 1, 1)).startswith(
        "最短で令和元年6月。"
    )


def test_only_a_usual_way_is_promised():
    assert budget_sentence([replace(INITIAL, is_usual=False)], date(2026, 7, 1)) == ""


def test_the_earliest_of_the_usual_ways_counts():
    sooner = BudgetWay(BudgetKind.SUPPLEMENT, 7, 10, 10, "", True)

    assert budget_sentence([INITIAL, sooner], date(2026, 7, 1)) == ("最短で令和8年10月。補正の締切は令和8年7月10日。")
