"""One definition of every figure: what pages, papers, tables and open data say of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

FEWEST: Final = 5  # a share or a median of fewer would name them; a part of fewer is hidden from the public
HIDDEN: Final = "5件未満のため出しません"
NOTHING: Final = "対象がありません"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure counts."""

    code: str  # as open data names it
    name: str
    unit: str  # 件, 開庁日, ％, 円
    means: str  # in a sentence
    source: str  # which record it is counted from


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a figure; of some figures a proposal is in several."""

    label: str
    value: int | None  # None: hidden from the public


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of a definition in a period."""

    definition: Definition
    value: float | None  # None: too few
    cases: int | None = None  # of how many a share or median is made; None: a count
    parts: Sequence[Part] = ()

    @property
    def text(self) -> str:
        """「12件」, 「8.5開庁日」; where there is none, why."""
        if self.value is None:
            return NOTHING if self.cases == 0 else HIDDEN
        return f"{number_text(self.value)}{self.definition.unit}"

    @property
    def cases_text(self) -> str:
        return f"{self.cases}件から" if self.cases else ""


def number_text(value: float) -> str:
    """Return "1,234" or "8.5"."""
    return f"{value:,.1f}".removesuffix(".0")


def share(part: int, whole: int) -> int | None:
    """Return whole per cent, rounded half up; None of fewer than FEWEST."""
    return (200 * part + whole) // (2 * whole) if whole >= FEWEST else None


def for_the_public(figure: Figure) -> Figure:
    """Return the figure with its small parts hidden, and others where the total would tell the only hidden one."""
    small = {part.label for part in figure.parts if part.value and part.value < FEWEST}
    if len(small) == 1:
        rest = [(part.value, part.label) for part in figure.parts if part.value and part.label not in small]
        small |= {min(rest)[1]} if rest else {part.label for part in figure.parts}
    parts = [replace(part, value=None) if part.label in small else part for part in figure.parts]
    return replace(figure, parts=parts)


RECEIVED = Definition(
    "received",
    "受け付けた提案",
    "件",
    "期間に提出された提案の数。下書きと事前相談は数えず、後で取り下げられたものは数えます。",
    "提案の提出日時",
)
CONSULTATIONS = Definition(
    "consultations",
    "相談",
    "件",
    "期間に行った事前相談の数。電話で受けた相談を含み、取り消されたものは数えません。",
    "事前相談の、相談した日",
)
DAYS_TO_ROUTE = Definition(
    "days_to_route",
    "送付までの日数",
    "開庁日",
    "期間に初めて課へ送付した提案の、受付から送付までの開庁日の中央値。時計が止まっていた日は除きます。",
    "提案の提出日時と、最初の送付の日時",
)
FIRST_ANSWER_DAYS = Definition(
    "first_answer_days",
    "最初のお返事までの日数",
    "開庁日",
    "期間に担当課の最初のお返事をした提案の、受付からお返事までの開庁日の中央値。時計が止まっていた日と、取り下げられた提案は除きます。",
    "提案者へのお約束（担当課の最初のお返事）を果たした日",
)
MEETINGS = Definition(
    "meetings",
    "対話",
    "回",
    "期間に行った、提案についての対話の数。",
    "対話の、行った日",
)
OUTCOMES = Definition(
    "outcomes",
    "結果のお知らせ",
    "件",
    "期間に結果をお知らせした提案の数。取下げは、内訳にだけ出します。",
    "提案の状態の記録と、決定の記録",
)
DECLINE_REASONS = Definition(
    "decline_reasons",
    "見送りの理由",
    "件",
    "期間に見送りをお知らせした提案の数と、選ばれた理由。一つの提案に、いくつもの理由があることがあります。",
    "決定の記録",
)
OUTCOME_DAYS = Definition(
    "outcome_days",
    "所要日数",
    "開庁日",
    "期間に結果をお知らせした提案の、受付から結果までの開庁日の中央値。時計が止まっていた日と、取り下げられた提案は除きます。",
    "提案者へのお約束（結果のお知らせ）を果たした日",
)
KEPT = Definition(
    "kept",
    "期限内率",
    "％",
    "期間に果たした提案者へのお約束のうち、期限の開庁日までに果たしたものの割合。",
    "提案者へのお約束の、数え始めの日・開庁日・果たした日",
)
TAKING_PART = Definition(
    "taking_part",
    "課の参加率",
    "％",
    "期間の末日にある課のうち、期間に、送付に答えた、課題を公開していた、ダイアログに参加した、のどれかに当たる課の割合。",
    "送付への回答、課題の公開の記録、ダイアログの申込み",
)
AGREEMENTS = Definition(
    "agreements",
    "包括連携協定",
    "件",
    "期間の末日（今日より先なら今日）に効力のある包括連携協定の数。",
    "協定の台帳",
)
CASES = Definition(
    "cases",
    "事例",
    "件",
    "期間の末日（今日より先なら今日）に、職員が読める事例の数。",
    "事例集",
)
BENEFIT = Definition(
    "benefit",
    "効果額",
    "円",
    "期間に「進める」とお知らせした提案に記録された効果額の合計。効果額は、市がしたとすればかかった費用です。",
    "取組の記録の、効果額",
)
TRAINING = Definition(
    "training",
    "研修の受講率",
    "％",
    "期間に終わった回のある研修で、受けることになっている職員のうち、出席か自習で受けた人の割合。席は、期間の末日のものです。",
    "研修の名簿と出席",
)
SATISFACTION = Definition(
    "satisfaction",
    "満足度",
    "％",
    "期間にひらいたダイアログのアンケートの最初の5段階の問いに、4か5と答えた割合。企業と職員を合わせます。",
    "締め切ったアンケート",
)
AGAIN = Definition(
    "again",
    "再提案率",
    "％",
    "期間に提案した団体のうち、期間の初めより前にも提案したことのある団体の割合。",
    "提案の提出日時と団体",
)

# in the order of the page
DEFINITIONS: Final = (
    RECEIVED, CONSULTATIONS, DAYS_TO_ROUTE, FIRST_ANSWER_DAYS, MEETINGS, OUTCOMES, DECLINE_REASONS, OUTCOME_DAYS, KEPT,
    TAKING_PART, AGREEMENTS, CASES, BENEFIT, TRAINING, SATISFACTION, AGAIN,
)  # fmt: skip
