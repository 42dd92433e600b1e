"""What the desk reads about each wish."""

from collections.abc import Sequence
from typing import Final

from .problem import Missing, Problem
from .reasons import Other, Outcome, Reason
from .wishes import Strength

MISSING: Final = {
    Missing.UNREGISTERED: "{whom}の申込みがありません。",
    Missing.WAITING: "{whom}は補欠のため、席がありません。",
    Missing.CANCELLED: "{whom}は申込みを取り消しました。",
    Missing.NOT_COME: "{whom}が当日欠席のため、会えません。",
}
STRENGTH: Final = {
    Strength.NOBODY: "希望なし",
    Strength.ONE: "片方の希望",
    Strength.MUTUAL: "互いの希望",
    Strength.MUST: "必ず会う組",
    Strength.PINNED: "指定した組",
}
AT_MOST: Final = 4  # others named in one sentence


def sentence(problem: Problem, outcome: Outcome) -> str:
    """Return what came of it, in one or two sentences."""
    company, division = problem.name(outcome.company), problem.name(outcome.division)
    whom = problem.name(outcome.whom)
    match outcome.reason:
        case None:
            return f"第{outcome.round}回に{outcome.table}番卓で会います。"
        case Reason.ABSENT:
            gone = next(key for key in (outcome.whom, outcome.company, outcome.division) if is_absent(problem, key))
            return MISSING[outcome.missing or Missing.UNREGISTERED].format(whom=problem.name(gone))
        case Reason.BANNED:
            return "デスクが会わせない組にしています。"
        case Reason.BANNED_NEIGHBOUR:
            return f"{company}と同じ卓の{problem.name(outcome.others[0].company)}が、{division}と会わせない組です。"
        case Reason.NO_COMMON_ROUND:
            return "共通して出られる回がありません。"
        case Reason.TWO_TABLES:
            return "固定の卓が別々のため、会えません。"
        case Reason.SAT_WITHOUT:
            return f"{division}が{company}の卓に着く第{outcome.others[0].round}回に、{company}は出られません。"
        case Reason.MORE_WISHES:
            wisher = problem.name(outcome.by or "")
            return f"{wisher}の席は、すべてほかの希望の相手で埋まりました。希望の数が席の数より多いためです。"
        case Reason.TABLE_FULL:
            return f"共通して出られるどの回も、{company}の卓は同じかより強い希望の課で満席です（{_named(problem, outcome.others)}）。"
        case Reason.GAVE_WAY:
            return f"共通して出られるどの回も、同じかより強い希望の組を先に決めました（{_named(problem, outcome.others)}）。"
        case Reason.BALANCE if outcome.proven:
            return f"{whom}との組を入れると、ほかの組の希望か、卓の人数・固定の卓のつり合いが崩れるため、見送りました。"
        case _:
            return "計算の時間の中では、この組を入れてよりよくなる案が見つかりませんでした。"


def is_absent(problem: Problem, key: str) -> bool:
    """Return whether this party has no seat in the plan at all."""
    return all(key != one.key for one in problem.everybody)


def _named(problem: Problem, others: Sequence[Other]) -> str:
    said = "、".join(
        f"第{other.round}回 {problem.name(other.company)}と{problem.name(other.division)}・{STRENGTH[other.strength]}"
        for other in others[:AT_MOST]
    )
    return f"{said} ほか{len(others) - AT_MOST}組" if len(others) > AT_MOST else said
