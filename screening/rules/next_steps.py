"""「次に何をすればよいか」 in one sentence, and why a proposal waits for the desk. Plain Python."""

from collections.abc import Iterable
from enum import StrEnum

from screening.enums import Answer, DecisionState, RoutingState

SOON_DAYS = 3  # 開庁日


class Need(StrEnum):
    """Why a proposal waits for the desk, in the order the desk should look.

    What is late first; then what nobody has in hand yet, then what others have sent in; last what only comes near.
    """

    LATE = "期限超過"
    NEW = "新着"
    CORRECTED = "修正あり"
    NOT_OURS = "担当ではない"
    ANSWERED = "回答あり"
    OUTCOME = "結果の案"
    UNREAD = "未返信"
    SOON = "期限が近い"


NEXT_FOR_DESK = {
    Need.LATE: "期日を過ぎています。課に確かめ、提案者に見通しを知らせてください。",
    Need.NEW: "開いて、送付前の確認をしてください。",
    Need.CORRECTED: "直った内容を確かめてください。",
    Need.NOT_OURS: "課の答えを読み、別の課へ送り直すか、裁定を求めてください。期限を過ぎた裁定は、リーダーに確かめてください。",
    Need.ANSWERED: "課の回答を受け取り、提案者に知らせるかを決めてください。",
    Need.OUTCOME: "結果の案を確かめ、決裁を記録し、提案者に知らせてください。",
    Need.UNREAD: "提案者のメッセージに返事をしてください。",
    Need.SOON: f"期日まで{SOON_DAYS}開庁日以内です。送付の前なら確認を先に進め、送付のあとなら課に進み具合を確かめてください。",
}


def in_order(needs: Iterable[Need]) -> list[Need]:
    """Return the needs in the order the desk should look."""
    wanted = set(needs)
    return [need for need in Need if need in wanted]


def days_left_words(days: int | None) -> str:
    """Return 「あと3開庁日」, 「今日まで」, 「2開庁日過ぎています」; None while the clock stands."""
    if days is None:
        return "時計は止まっています"
    if days < 0:
        return f"{-days}開庁日過ぎています"
    return "今日まで" if days == 0 else f"あと{days}開庁日"


OVER = {
    "COMPLETED": "取組が終わりました。",
    "DECLINED": "見送りをお知らせしました。",
    "REFERRED": "ほかの窓口をご案内しました。",
    "WITHDRAWN": "提案者が取り下げました。",
}


def next_for_division(
    *, routing_state: str, is_lead: bool, answer: str | None, confirmed: bool, decision: str | None, status: str
) -> str:
    """Return what a 課 should do next. Codes of RoutingState, Answer, DecisionState and Status; None for none."""
    if status in OVER:
        return f"{OVER[status]}することはありません。"
    if status == "RETURNED":
        return "提案者が内容を直しています。いますることはありません。"
    if status == "ON_HOLD":
        return "保留しています。期限までに、進められるかを確かめてください。"
    if routing_state == RoutingState.OPEN:
        if answer is None:
            return "提案を読み、担当者が回答の案を書いてください。"
        if not confirmed:
            return "課長が回答の案を確かめてください。"
    if not is_lead:
        return "協力課として答えました。主担当課からの連絡を待ってください。"
    if answer == Answer.NOT_OURS:
        return "担当ではないと答えました。デスクの送り直しを待ってください。"
    match decision:
        case DecisionState.DRAFTED:
            return "課長が結果の案を確かめてください。"
        case DecisionState.SENT_BACK:
            return "デスクから差し戻されました。理由を読み、結果の案を直してください。"
        case DecisionState.PROPOSED:
            return "デスクが結果の案を確かめています。"
        case DecisionState.CONFIRMED:
            return "決裁をとり、決裁日と文書番号をデスクに知らせてください。"
    if status == "IN_REVIEW":
        return "提案者と対話し、記録を書いてください。対話が要らないときは、結果の案を書いてください。"
    if status == "IN_DIALOGUE":
        return "対話を記録し、まとまったら結果の案を書いてください。"
    if status in {"ADOPTED", "UNDERWAY"}:
        return "実施を進め、節目をデスクに知らせてください。"
    return "デスクの次の動きを待ってください。"
