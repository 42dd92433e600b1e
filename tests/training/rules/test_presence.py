from datetime import timedelta

import pytest

from tests.harness import NOON
from training.enums import Mark, SessionState, Way
from training.rules.presence import mark_of_arrival, why_closed


@pytest.mark.parametrize(
    ("way", "open_in"),
    [
        (Way.QR, {"TODAY"}),
        (Way.LIST, {"TODAY", "ENDED"}),
        (Way.CSV, {"TODAY", "ENDED"}),
        (Way.PAPER, {"TODAY", "ENDED"}),
    ],
)
def test_the_qr_marks_on_the_day_and_the_clerk_also_after_it(way, open_in):
    assert {state.value for state in SessionState if not why_closed(state, way)} == open_in


def test_each_refusal_says_what_to_do():
    assert "まだ始まっていません" in why_closed("OPEN", Way.QR)
    assert "デスクに知らせてください" in why_closed("ENDED", Way.QR)
    assert "「当日の段階にする」" in why_closed("OPEN", Way.LIST)


def test_who_comes_from_the_minute_on_is_late():
    minutes = [-1, 0, 1]

    found = [mark_of_arrival(NOON + timedelta(minutes=one), NOON) for one in minutes]
    assert found == [Mark.PRESENT, Mark.LATE, Mark.LATE]
