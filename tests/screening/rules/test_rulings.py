import pytest

from screening.rules.rulings import needs_ruling, refusals_since_ruling


@pytest.mark.parametrize(
    ("leads", "count"),
    [
        ([], 0),
        ([(False, False)], 0),
        ([(True, False)], 1),
        ([(True, False), (True, False)], 2),
        ([(True, False), (True, False), (False, True)], 0),
        ([(True, False), (True, False), (False, True), (True, False)], 1),
    ],
)
def test_refusals_are_counted_since_the_last_ruling(leads, count):
    assert refusals_since_ruling(leads) == count


def test_the_second_refusal_needs_a_ruling():
    assert [needs_ruling(count) for count in range(4)] == [False, False, True, True]
