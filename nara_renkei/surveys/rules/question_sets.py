"""Questions to begin with, as data. The desk changes them in the admin before a survey opens."""

from dataclasses import dataclass
from typing import Final

from nara_renkei.surveys.enums import QuestionKind

SCALE, TEXT = QuestionKind.SCALE, QuestionKind.TEXT


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. ``low`` and ``high`` name the ends 1 and 5 of a scale; a text has none."""

    text: str
    kind: QuestionKind = TEXT
    low: str = ""
    high: str = ""
    company: bool = True
    division: bool = True


SATISFIED: Final = ("満足していない", "とても満足した")
AGREES: Final = ("そう思わない", "とてもそう思う")

DIALOGUE: Final = (
    Asked("ダイアログ全体に、どのくらい満足しましたか。", SCALE, *SATISFIED),
    Asked("会いたい相手と話せましたか。", SCALE, "話せなかった", "十分に話せた"),
    Asked("市の困りごとや考えが分かりましたか。", SCALE, "分からなかった", "よく分かった", division=False),
    Asked("企業のできることが分かりましたか。", SCALE, "分からなかった", "よく分かった", company=False),
    Asked("この先、一緒に取り組むことにつながりそうですか。", SCALE, *AGREES),
    Asked("また参加したいですか。", SCALE, *AGREES),
    Asked("よかったことを教えてください。"),
    Asked("もっとよくできることを教えてください。"),
)

AFTER_PROPOSAL: Final = (
    Asked("市のお返事の早さに、どのくらい満足しましたか。", SCALE, *SATISFIED, division=False),
    Asked("結果とその理由は、分かりやすかったですか。", SCALE, "分かりにくかった", "分かりやすかった", division=False),
    Asked("デスクの案内やつなぎ方は、仕事の役に立ちましたか。", SCALE, "役に立たなかった", "役に立った", company=False),
    Asked("提案から進め方までの全体に、どのくらい満足しましたか。", SCALE, *SATISFIED),
    Asked("また市に提案したいですか。", SCALE, *AGREES, division=False),
    Asked("また企業の提案を受けたいですか。", SCALE, *AGREES, company=False),
    Asked("よかったこと、困ったことを教えてください。"),
)

# asked twice in the same words, so that the two answers can stand side by side
UNDERSTANDING: Final = (
    Asked(
        "いま公民連携に取り組む理由を、自分の言葉で説明できますか。", SCALE, "説明できない", "説明できる", company=False
    ),
    Asked("連携の手法の種類と、その選び方が分かりますか。", SCALE, "分からない", "よく分かる", company=False),
    Asked("つまずきやすいところと、その越え方が分かりますか。", SCALE, "分からない", "よく分かる", company=False),
    Asked(
        "企業から提案が届いたとき、何から始めればよいか分かりますか。", SCALE, "分からない", "よく分かる", company=False
    ),
    Asked("自分の課の仕事に、公民連携を生かせると思いますか。", SCALE, *AGREES, company=False),
)

TRAINING_BEFORE: Final = UNDERSTANDING

TRAINING_AFTER: Final = (
    *UNDERSTANDING,
    Asked("研修全体に、どのくらい満足しましたか。", SCALE, *SATISFIED, company=False),
    Asked("よかったこと、もっとよくできることを教えてください。", company=False),
)

# what the desk may begin with: a key, its name, the questions
SETS: Final = {
    "dialogue": ("ダイアログのあとの質問", DIALOGUE),
    "proposal": ("終わった提案についての質問", AFTER_PROPOSAL),
    "training_before": ("研修の前の質問", TRAINING_BEFORE),
    "training_after": ("研修のあとの質問", TRAINING_AFTER),
    "none": ("質問なしで始める", ()),
}
