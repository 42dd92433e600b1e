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

# what the desk may begin with: a key, its name, the questions
SETS: Final = {
    "dialogue": ("ダイアログのあとの質問", DIALOGUE),
    "proposal": ("終わった提案についての質問", AFTER_PROPOSAL),
    "none": ("質問なしで始める", ()),
}
