import pytest

from screening.rules.next_steps import NEXT_FOR_DESK, Need, days_left_words, in_order, next_for_division


@pytest.mark.parametrize(
    ("days", "words"),
    [(3, "あと3開庁日"), (0, "今日まで"), (-2, "2開庁日過ぎています"), (None, "時計は止まっています")],
)
def test_the_days_that_are_left_are_words(days, words):
    assert days_left_words(days) == words


def test_needs_come_in_the_order_of_the_desk():
    assert in_order([Need.SOON, Need.NEW, Need.LATE]) == [Need.LATE, Need.NEW, Need.SOON]


def test_every_need_says_what_to_do():
    assert set(NEXT_FOR_DESK) == set(Need)


BASE = {
    "routing_state": "ANSWERED",
    "is_lead": True,
    "answer": "CONSIDER",
    "confirmed": True,
    "decision": None,
    "status": "IN_REVIEW",
}


@pytest.mark.parametrize(
    ("facts", "start"),
    [
        ({"status": "RETURNED"}, "提案者が内容を直しています。"),
        ({"status": "ON_HOLD"}, "保留しています。"),
        ({"routing_state": "OPEN", "answer": None, "confirmed": False}, "提案を読み、"),
        ({"routing_state": "OPEN", "confirmed": False}, "課長が回答の案を"),
        ({"routing_state": "OPEN"}, "提案者と対話し、"),
        ({"is_lead": False}, "協力課として答えました。"),
        ({"answer": "NOT_OURS"}, "担当ではないと答えました。"),
        ({"decision": "DRAFTED"}, "課長が結果の案を"),
        ({"decision": "SENT_BACK"}, "デスクから差し戻されました。"),
        ({"decision": "PROPOSED"}, "デスクが結果の案を"),
        ({"decision": "CONFIRMED"}, "決裁をとり、"),
        ({}, "提案者と対話し、"),
        ({"status": "IN_DIALOGUE"}, "対話を記録し、"),
        ({"status": "ADOPTED"}, "実施を進め、"),
        ({"status": "SUBMITTED"}, "デスクの次の動きを"),
        ({"status": "DECLINED", "is_lead": False}, "見送りをお知らせしました。"),
        ({"status": "WITHDRAWN", "routing_state": "ENDED"}, "提案者が取り下げました。"),
    ],
)
def test_a_division_reads_what_to_do_next(facts, start):
    assert next_for_division(**{**BASE, **facts}).startswith(start)
