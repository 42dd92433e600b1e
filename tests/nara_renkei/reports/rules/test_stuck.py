"""Every reason as the leader reads it."""

from datetime import date

import pytest

from nara_renkei.reports.rules.stuck import Ball, Facts, Reason, Stuck, counted, rank, why_stuck

DAY = date(2027, 1, 29)
HERE = {"division": "総務課", "within_days": 10}
LATE = {**HERE, "days_over": 4}
OUTCOME = {"division": "総務課", "task": "結果のお知らせ", "within_days": 60, "days_over": 2}


@pytest.mark.parametrize(
    ("facts", "reason", "sentence"),
    [
        (
            Facts(ball=Ball.DRAFT, has_handler=False, **LATE),
            Reason.ANSWER,
            "総務課の一次回答が10開庁日の期限を4開庁日過ぎています。担当者が決まっていません。",
        ),
        (
            Facts(ball=Ball.DRAFT, **LATE),
            Reason.ANSWER,
            "総務課の一次回答が10開庁日の期限を4開庁日過ぎています。回答の案が、まだ書かれていません。",
        ),
        (
            Facts(ball=Ball.CONFIRM, is_lead=False, **LATE),
            Reason.ANSWER,
            "総務課（協力）の一次回答が10開庁日の期限を4開庁日過ぎています。案は書かれ、課長の確認を待っています。",
        ),
        (
            Facts(ball=Ball.DRAFT, has_manager=False, **LATE),
            Reason.NOBODY,
            "総務課の一次回答が10開庁日の期限を4開庁日過ぎています。総務課に、課長も代決者もいません。",
        ),
        (Facts(ball=Ball.WORK, has_manager=False, **HERE), Reason.NOBODY, "総務課に、課長も代決者もいません。"),
        (
            Facts(ball=Ball.WORK, **OUTCOME),
            Reason.OUTCOME,
            "総務課の結果のお知らせが60開庁日の期限を2開庁日過ぎています。総務課が、対話か結果の案を進める番です。",
        ),
        (
            Facts(ball=Ball.SENT_BACK, **OUTCOME),
            Reason.OUTCOME,
            "総務課の結果のお知らせが60開庁日の期限を2開庁日過ぎています。デスクが差し戻した結果の案を、総務課が直す番です。",
        ),
        (
            Facts(ball=Ball.CONFIRM_OUTCOME, **OUTCOME),
            Reason.OUTCOME,
            "総務課の結果のお知らせが60開庁日の期限を2開庁日過ぎています。総務課の課長が、結果の案を確かめる番です。",
        ),
        (
            Facts(ball=Ball.APPROVAL, has_manager=False, **OUTCOME),
            Reason.OUTCOME,
            "総務課の結果のお知らせが60開庁日の期限を2開庁日過ぎています。総務課が、決裁をとる番です。",
        ),
        (
            Facts(ball=Ball.DESK, **OUTCOME),
            Reason.DESK,
            "総務課の結果のお知らせが60開庁日の期限を2開庁日過ぎています。デスクが、結果の案を確かめる番です。",
        ),
        (
            Facts(ball=Ball.DRAFT, ended_on=date(2026, 9, 30), **LATE),
            Reason.ENDED,
            "総務課は令和8年9月30日に終わり、引き継ぐ課が決まっていません。デスクが選ぶ番です。",
        ),
        (Facts(ball=Ball.HOLD, until=DAY, **HERE), Reason.HOLD, "令和9年1月29日まで保留しています。"),
        (
            Facts(ball=Ball.HOLD, until=DAY, **LATE),
            Reason.HELD,
            "保留の期限（令和9年1月29日）を4開庁日過ぎています。続けるかを決める番です。",
        ),
        (
            Facts(ball=Ball.COMPANY, waited=7, **HERE),
            Reason.COMPANY,
            "提案者にお願いして7開庁日、返事を待っています。",
        ),
        (
            Facts("", Ball.LEADER, refusals=2, ruled_by="観光部", until=DAY),
            Reason.RULING,
            "2つの課が「担当ではない」と答え、観光部の裁定を待っています。裁定の期限は1月29日（金）です。",
        ),
        (
            Facts("", Ball.LEADER, refusals=2, ruled_by="観光部", until=DAY, days_over=3),
            Reason.RULING,
            "2つの課が「担当ではない」と答え、観光部の裁定を待っています。裁定の期限を3開庁日過ぎています。",
        ),
        (
            Facts("総務課", Ball.REROUTE, refusals=1),
            Reason.REFUSED,
            "総務課が「担当ではない」と答えました。デスクが次の課へ送る番です。",
        ),
        (
            Facts("総務課", Ball.REROUTE, refusals=2),
            Reason.REFUSED,
            "2つの課が「担当ではない」と答えました。デスクが裁定を求める番です。",
        ),
    ],
)
def test_the_reason_is_one_that_a_leader_can_act_on(facts: Facts, reason: Reason, sentence: str) -> None:
    found = why_stuck(facts)

    assert found is not None
    assert (found.reason, found.sentence, found.days_over) == (reason, sentence, facts.days_over)


@pytest.mark.parametrize("ball", [Ball.DRAFT, Ball.CONFIRM, Ball.WORK, Ball.DESK])
def test_what_is_in_time_and_in_hand_is_not_stuck(ball: Ball) -> None:
    assert why_stuck(Facts(ball=ball, **HERE)) is None


def test_what_the_leader_must_do_comes_first_and_what_waits_outside_last() -> None:
    rows = {
        "hold": Stuck(Reason.HOLD, ""),
        "late": Stuck(Reason.ANSWER, "", 2),
        "later": Stuck(Reason.DESK, "", 9),
        "refused": Stuck(Reason.REFUSED, ""),
        "ruling": Stuck(Reason.RULING, ""),
    }

    assert sorted(rows, key=lambda name: rank(rows[name], name)) == ["ruling", "later", "late", "refused", "hold"]
    assert [rows[name].is_outside for name in ("hold", "late")] == [True, False]


def test_the_reasons_are_counted_in_one_order() -> None:
    rows = [Stuck(Reason.HOLD, ""), Stuck(Reason.RULING, ""), Stuck(Reason.HOLD, "")]

    assert counted(rows) == [("裁定を待っている", 1), ("保留している", 2)]
