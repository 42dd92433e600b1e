from datetime import date

from training.rules.promises import asks_again_on, asks_on


def test_a_promise_is_asked_about_after_ninety_days():
    # 3 December to 3 March: 28 + 31 + 28 + 3 days
    assert asks_on(date(2026, 12, 3)) == date(2027, 3, 3)


def test_not_yet_is_asked_about_again_after_thirty_days():
    assert asks_again_on(date(2027, 3, 3)) == date(2027, 4, 2)
