"""団体についての確認: the items a city begins with, and the sentence that stops the next act of a stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from screening.enums import CheckStage


@dataclass(frozen=True, slots=True)
class Item:
    code: str  # never changes
    stage: CheckStage
    label: str
    how: str  # how the desk checks it


# domain.md section 4. The list only fills an empty table.
CHECK_ITEMS: Final = (
    Item(
        "corporate-number",
        CheckStage.BEFORE_ROUTING,
        "法人番号",
        "国税庁の法人番号公表サイトで、番号・名称・所在地が提案と合うかを見ます。番号のない団体は、規約や名簿で確かめます。",
    ),
    Item(
        "declarations",
        CheckStage.BEFORE_ROUTING,
        "申告",
        "確認事項の答えを開き、「はい」と答えた申告の状況を読みます。分からない所は団体に尋ねます。",
    ),
    Item(
        "scope",
        CheckStage.BEFORE_ROUTING,
        "窓口の対象か",
        "営業・要望・寄附だけの提案でないかを見ます。ほかの窓口なら、案内の案を作ります。",
    ),
    Item(
        "bidding-suspension",
        CheckStage.BEFORE_DIALOGUE,
        "入札参加停止",
        "契約課の入札参加停止の一覧と、国・県の指名停止の公表を見ます。",
    ),
    Item(
        "permits",
        CheckStage.BEFORE_DIALOGUE,
        "許認可",
        "提案の取組に要る許可・登録を団体が持つかを、公表の名簿か写しで確かめます。",
    ),
    Item(
        "tax",
        CheckStage.BEFORE_AGREEMENT,
        "納税",
        "市税に滞納がないことを、同意（C2）にもとづき納税の担当課で確かめます。",
    ),
    Item(
        "background",
        CheckStage.BEFORE_AGREEMENT,
        "反社会的勢力の照会",
        "同意（C1）にもとづき役員名簿を預かり、警察へ照会します。残すのは日付と該当の有無だけです。",
    ),
)

NEXT_ACT: Final = {
    CheckStage.BEFORE_ROUTING: "課へ送付",
    CheckStage.BEFORE_DIALOGUE: "対話を開始",
    CheckStage.BEFORE_AGREEMENT: "実施を開始",
}


def refusal(stage: CheckStage, *, blocked: Sequence[tuple[str, str]], waiting: Sequence[str]) -> str:
    """Return why the next act of a stage cannot be done, and what to do; "" when nothing stands in its way.

    blocked: label and note of the items that say 進められない. waiting: labels of those without a result.
    """
    name = stage.label
    if blocked:
        found = "、".join(f"「{label}」（{note}）" for label, note in blocked)
        return f"{name}の確認が「進められない」です：{found}。確認を改めるか、見送りの案を作ってください。"
    if waiting:
        names = "".join(f"「{label}」" for label in waiting)
        return (
            f"{name}の確認で、{names}がまだです。デスクが「{name}の確認を残す」で結果を書くか、"
            f"理由を書いて「確認を省く」にしてから、{NEXT_ACT[stage]}してください。"
        )
    return ""
