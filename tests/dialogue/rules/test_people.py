from datetime import date

from dialogue.rules.people import HELD_AT_MOST, about_of, code_of, held_with, last_day


def test_a_link_is_about_the_code_of_a_badge():
    assert (about_of("ABCD2345"), code_of("participant:ABCD2345")) == ("participant:ABCD2345", "ABCD2345")


def test_the_page_stands_for_thirty_days():
    assert last_day(date(2026, 12, 5)) == date(2027, 1, 4)


def test_the_newest_link_is_the_last_and_the_oldest_falls_off():
    assert held_with([3, 5], 3) == [5, 3]
    assert held_with(list(range(HELD_AT_MOST)), 99) == [*range(1, HELD_AT_MOST), 99]
