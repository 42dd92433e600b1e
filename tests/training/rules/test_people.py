from datetime import timedelta

from tests.harness import NOON
from training.rules.people import about_of, held, held_user, trainee_of


def test_a_link_names_one_trainee():
    assert (about_of(12), trainee_of("trainee:12")) == ("trainee:12", 12)


def test_an_opened_page_stays_half_a_day():
    kept = held(7, NOON)

    hours = [0, 12, 13]
    assert [held_user(kept, NOON + timedelta(hours=hour)) for hour in hours] == [7, 7, None]


def test_a_closed_page_is_nobodys():
    assert held_user(None, NOON) is None
