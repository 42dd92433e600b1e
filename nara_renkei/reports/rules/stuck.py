"""Why a proposal does not move, in one sentence, from facts. Plain Python: facts in, a sentence out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nara_renkei.core.calendar import WEEKDAYS, wareki


class Ball(StrEnum):
    """Whose turn it is. The values stand in no page."""

    DRAFT = "draft"  # a 担当者 of the 課 writes the answer
    CONFIRM = "confirm"  # 課長 confirms the answer
    WORK = "work"  # the 課 talks with the proposer, or writes the outcome
    SENT_BACK = "sent back"  # the 課 mends the outcome
    CONFIRM_OUTCOME = "confirm outcome"  # 課長 confirms the outcome
    DESK = "desk"
    APPROVAL = "approval"  # the 課 takes its 決裁
    COMPANY = "company"
    HOLD = "hold"
    LEADER = "leader"  # a 共創推進リーダー rules
    REROUTE = "reroute"  # the desk finds the next 課


class Reason(StrEnum):
    """Why a row stands still; the value is its name in a chart."""

    RULING = "裁定を待っている"
    REFUSED = "担当する課がない"
    ENDED = "終わった課に残っている"
    NOBODY = "確かめる人がいない"
    ANSWER = "課の一次回答が遅れている"
    OUTCOME = "対話・結果が遅れている"
    DESK = "デスクの動きが遅れている"
    HELD = "保留の期限が過ぎた"
    HOLD = "保留している"
    COMPANY = "提案者の返事を待っている"


# nobody in city hall has to move
OUTSIDE = frozenset({Reason.HOLD, Reason.COMPANY})
TURN = {
    Ball.WORK: "{division}が、対話か結果の案を進める番です。",
    Ball.SENT_BACK: "デスクが差し戻した結果の案を、{division}が直す番です。",
    Ball.CONFIRM_OUTCOME: "{division}の課長が、結果の案を確かめる番です。",
    Ball.APPROVAL: "{division}が、決裁をとる番です。",
    Ball.DESK: "デスクが、結果の案を確かめる番です。",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one proposal in one 課 on a day. Days are 開庁日."""

    division: str
    ball: Ball
    task: str = "一次回答"  # what is owed, as its promise is called
    is_lead: bool = True
    within_days: int = 0
    days_over: int = 0  # since the date went by; 0 before, and while the clock stands
    has_handler: bool = True  # whether somebody who sits in the 課 has it in hand
    has_manager: bool = True  # whether 課長 or 代決者 sits in the 課
    ended_on: date | None = None  # the last day of a 課 that has ended
    waited: int = 0  # days for which the company has been asked
    until: date = date.max  # the day of a hold, or of a 裁定
    refusals: int = 0  # lead 課 that said 担当ではない since the last 裁定
    ruled_by: str = ""  # the 部 that is asked for a 裁定


@dataclass(frozen=True, slots=True)
class Stuck:
    """Why a row stands still."""

    reason: Reason
    sentence: str
    days_over: int = 0  # 開庁日

    @property
    def is_outside(self) -> bool:
        """Whether it waits for somebody or some day outside city hall."""
        return self.reason in OUTSIDE


def why_stuck(facts: Facts) -> Stuck | None:
    """Return why it does not move; None while it is in time and in somebody's hands."""
    match facts.ball:
        case Ball.HOLD:
            return _held(facts)
        case Ball.COMPANY:
            words = f"提案者にお願いして{facts.waited}開庁日、返事を待っています。"
            return Stuck(Reason.COMPANY, words)
        case Ball.LEADER:
            return _ruled(facts)
        case Ball.REROUTE:
            return _refused(facts)
    if facts.ended_on:
        words = (
            f"{facts.division}は{wareki(facts.ended_on)}に終わり、引き継ぐ課が決まっていません。デスクが選ぶ番です。"
        )
        return Stuck(Reason.ENDED, words, facts.days_over)
    if not facts.has_manager and facts.ball not in {Ball.DESK, Ball.APPROVAL}:
        return Stuck(Reason.NOBODY, f"{_late(facts)}{facts.division}に、課長も代決者もいません。", facts.days_over)
    if not facts.days_over:
        return None
    if facts.ball in {Ball.DRAFT, Ball.CONFIRM}:
        return Stuck(Reason.ANSWER, f"{_late(facts)}{_answering(facts)}", facts.days_over)
    reason = Reason.DESK if facts.ball == Ball.DESK else Reason.OUTCOME
    return Stuck(reason, f"{_late(facts)}{TURN[facts.ball].format(division=facts.division)}", facts.days_over)


def _late(facts: Facts) -> str:
    """Return 「総務課の一次回答が10開庁日の期限を4開庁日過ぎています。」, or nothing while it is in time."""
    if not facts.days_over:
        return ""
    role = "" if facts.is_lead else "（協力）"
    what = f"{facts.division}{role}の{facts.task}"
    return f"{what}が{facts.within_days}開庁日の期限を{facts.days_over}開庁日過ぎています。"


def _answering(facts: Facts) -> str:
    if facts.ball == Ball.CONFIRM:
        return "案は書かれ、課長の確認を待っています。"
    return "回答の案が、まだ書かれていません。" if facts.has_handler else "担当者が決まっていません。"


def _held(facts: Facts) -> Stuck:
    if facts.days_over:
        words = f"保留の期限（{wareki(facts.until)}）を{facts.days_over}開庁日過ぎています。続けるかを決める番です。"
        return Stuck(Reason.HELD, words, facts.days_over)
    return Stuck(Reason.HOLD, f"{wareki(facts.until)}まで保留しています。")


def _ruled(facts: Facts) -> Stuck:
    day = f"裁定の期限は{facts.until.month}月{facts.until.day}日（{WEEKDAYS[facts.until.weekday()]}）です。"
    if facts.days_over:
        day = f"裁定の期限を{facts.days_over}開庁日過ぎています。"
    words = f"{facts.refusals}つの課が「担当ではない」と答え、{facts.ruled_by}の裁定を待っています。{day}"
    return Stuck(Reason.RULING, words, facts.days_over)


def _refused(facts: Facts) -> Stuck:
    if facts.refusals > 1:
        words = f"{facts.refusals}つの課が「担当ではない」と答えました。デスクが裁定を求める番です。"
    else:
        words = f"{facts.division}が「担当ではない」と答えました。デスクが次の課へ送る番です。"
    return Stuck(Reason.REFUSED, words)


def rank(stuck: Stuck, number: str) -> tuple[bool, bool, int, str]:
    """Return what puts first what the leader must do, then what is longest over, then what waits outside."""
    return stuck.is_outside, stuck.reason != Reason.RULING, -stuck.days_over, number


def counted(rows: Iterable[Stuck]) -> list[tuple[str, int]]:
    """Return how many rows have each reason, in the order of Reason, without those that have none."""
    found = [one.reason for one in rows]
    return [(reason.value, found.count(reason)) for reason in Reason if reason in found]
