from itertools import pairwise

from dialogue.enums import EventState
from dialogue.rules.stages import may_move


def test_the_stages_follow_one_another_and_none_is_jumped_over():
    order = list(EventState)
    forward = set(pairwise(order))

    assert {(a, b) for a in order for b in order if order.index(b) > order.index(a) and may_move(a, b)} == forward


def test_a_step_back_is_one_step():
    assert may_move(EventState.ENDED, EventState.TODAY) is True
    assert may_move(EventState.TODAY, EventState.OPEN) is False
