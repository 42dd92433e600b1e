"""想定問答: what a member of the assembly or a citizen would ask of an outcome, answered from the record.

Plain Python. 〔…〕 stands for what the record does not hold.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from proposals.enums import Ask, Procedure
from screening.enums import Disposition, Implementer

from .concurrence import GOES_ON


@dataclass(frozen=True, slots=True)
class Facts:
    """What the answers are made of. Codes of Disposition, Implementer, Procedure and Ask."""

    disposition: str
    implementer: str
    procedure: str  # empty while nobody fixed it
    way: str  # how it came and who looked at it, one sentence or two
    reason: str
    decline_reasons: Sequence[str]
    what_would_change: str
    referred_to: str
    conditions: Sequence[str]
    asks: Collection[str]
    budget: str  # one sentence
    soundness: str  # what the checks of the 団体 said; empty without one
    opinions: Sequence[str]  # 「課：ことば」


@dataclass(frozen=True, slots=True)
class Question:
    question: str
    answer: str


BY_IMPLEMENTER = {
    Implementer.PROPOSER: "同じ条件の提案があれば、同じように受け付けて検討します。この提案者だけを優遇するものではありません。",
    Implementer.TENDER: "実施する者は公募で決めます。提案したことで、有利にも不利にもなりません。",
    Implementer.UNDECIDED: "実施する者の決め方は、まだ決めていません。〔いつまでに、何をもとに決めるか〕",
}
BY_PROCEDURE = {
    Procedure.COOPERATION: "進め方の区分は「協働型」で、新しい費用をかけずに行います。",
    Procedure.TRIAL: "進め方の区分は「実証型」で、期間を決めて試し、結果を公表します。",
    Procedure.CONTRACT: "進め方の区分は「契約型（公募）」です。",
    Procedure.IDEAS: "進め方の区分は「アイデア募集型」で、実施する者は別に決めます。",
    Procedure.TRIAL_THEN_CONTRACT: "試したあとの契約は、法令の要件に合うときに限ります。",
}


def questions(facts: Facts) -> list[Question]:
    """Return the questions in the order in which they are asked."""
    return [
        Question("どのような経緯の提案か。", facts.way),
        *(_going_on(facts) if facts.disposition in GOES_ON else _not_going_on(facts)),
        Question("関係する課は、どう考えているか。", "\n".join(facts.opinions) or "〔関係する課の考え〕"),
        Question("提案した団体に問題はないか。", facts.soundness or "〔団体についての確認の結果〕"),
        Question(
            "提案の内容は公開されるか。",
            "提案と検討の記録は行政文書で、開示請求の対象です。"
            "提案者が「開示されると不利益がある」と印を付けた部分は、条例に沿って判断します。",
        ),
    ]


def _going_on(facts: Facts) -> Iterator[Question]:
    yield Question("なぜ、この提案を進めるのか。", facts.reason)
    fair = BY_IMPLEMENTER[Implementer(facts.implementer)]
    if facts.procedure:
        fair += BY_PROCEDURE[Procedure(facts.procedure)]
    yield Question("なぜ、この進め方か。公平か。", fair)
    if facts.conditions:
        yield Question("どのような条件を付けたか。", "\n".join(f"・{one}" for one in facts.conditions))
    yield Question("市の費用はいくらか。いつから始めるか。", f"{facts.budget}〔金額と始める時期〕")
    yield Question(
        "契約や協定を約束したのか。",
        "約束していません。お知らせの文にも、契約や協定を約束するものではないと書いています。",
    )
    if Ask.DATA in facts.asks:
        yield Question("個人情報は渡すのか。", "〔渡すデータの項目と、個人情報が含まれるか、守り方〕")
    if Ask.PLACE in facts.asks:
        yield Question("市の場所を一つの団体が使ってよいのか。", "〔場所、期間、使用料、許可の根拠〕")


def _not_going_on(facts: Facts) -> Iterator[Question]:
    if facts.disposition == Disposition.REFER:
        yield Question("なぜ、ほかの窓口を案内したのか。", f"{facts.reason}\n案内した窓口：{facts.referred_to}")
        return
    listed = "".join(f"・{one}\n" for one in facts.decline_reasons)
    yield Question("なぜ、見送るのか。", f"{listed}{facts.reason}")
    yield Question(
        "どうなれば、もう一度検討するのか。",
        f"{facts.what_would_change}\nこの内容をもとにした新しい提案を、いつでも受け付けます。",
    )
