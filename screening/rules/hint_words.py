"""Words that suggest another window. A hint shows them; nothing is decided by them."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Purpose:
    name: str
    words: tuple[str, ...]
    at_least: int  # so many different words make a hint
    way: str  # what the desk may do


PURPOSES: Final = (
    Purpose(
        "営業",
        (
            "弊社製品", "当社製品", "自社製品", "弊社サービス", "当社サービス", "弊社の製品", "当社の製品", "弊社のシステム",
            "当社のシステム", "導入をご検討", "ご導入", "ご採用", "ご購入", "お見積", "見積書", "初期費用", "月額", "年額",
            "ライセンス", "利用料金", "割引", "特別価格", "無料トライアル", "無料体験", "販売代理", "カタログ", "営業担当",
            "入札", "随意契約", "他社より",
        ),
        2,
        "市の負担や購入が前提でないか、市民の何がよくなるかを確かめてください。",
    ),
    Purpose(
        "要望",
        (
            "してほしい", "して欲しい", "直してほしい", "やめてほしい", "改善してください", "改善を求め", "改善を要望",
            "直してください", "やめてください", "廃止してください", "廃止すべき", "要望します", "要望いたします",
            "市の対応が", "対応が悪い", "値下げ", "迷惑しています",
        ),
        1,
        "いまの事業への要望なら、担当課か市民の声の窓口を案内してください。",
    ),
    Purpose(
        "寄附",
        ("寄附", "寄付", "寄贈", "贈呈", "ふるさと納税", "義援金", "受納", "感謝状", "目録"),
        1,
        "寄附だけなら寄附の窓口を案内し、取組があればそのまま進めてください。",
    ),
)  # fmt: skip
