from datetime import date

from .example import COMPANY, DIVISION, SITE, Example

ENTERED = {
    "event": "奈良市公民連携ダイアログ 令和8年冬",
    "when": "令和8年（2026年）12月5日（土）13時30分から16時30分まで",
    "place": "市役所 中央棟6階 大会議室",
    "waits": False,
    "closes_on": date(2026, 11, 20),
    "url": f"{SITE}/dialogue/r8-fuyu/moushikomi/",
}
STEPS = {"event": "奈良市公民連携ダイアログ", "held_on": date(2026, 12, 4), "stage": "2週間"}
EVENT = {
    "event": "奈良市公民連携ダイアログ 冬の回",
    "when": "令和8年（2026年）12月18日（金）13時30分から16時30分まで",
    "place": "奈良市役所 中央棟6階 大会議室",
    "access": "近鉄新大宮駅から歩いて10分。車の方は市役所の駐車場をご利用ください。",
    "closes_on": date(2026, 11, 27),
    "expires_on": date(2027, 1, 17),
    "unit": "夕なぎ坂ツーリズム合同会社【例示】",
    "name": "白毫 遥",
    "is_of_company": True,
    "note": "当日は受付を13時から始めます。",
    "entry": f"{SITE}/dialogue/dialogue-fuyu/moushikomi/",
    "ics": f"{SITE}/dialogue/dialogue-fuyu/yotei/",
}
EXAMPLES = (
    Example(
        "dialogue/invitation",
        "ダイアログの招待",
        COMPANY,
        {**EVENT, "name": EVENT["unit"], "unit": ""},
    ),
    Example(
        "dialogue/invitation",
        "ダイアログの招待",
        DIVISION,
        {**EVENT, "name": "観光戦略課", "unit": "", "is_of_company": False, "note": ""},
        case="division",
    ),
    Example("dialogue/confirmed", "ダイアログの参加の確定", COMPANY, EVENT),
    Example("dialogue/eve", "ダイアログの前日", COMPANY, EVENT),
    Example(
        "dialogue/thanks", "ダイアログのお礼", COMPANY, {**EVENT, "note": "資料集ができたら、あらためてお送りします。"}
    ),
    Example(
        "dialogue/steps_for_company",
        "次の一歩の知らせ（デスクが送る）",
        COMPANY,
        {
            **STEPS,
            "reader": "夕なぎ坂ツーリズム合同会社【例示】",
            "rows": [
                {"what": "見積りの例を送る", "with": "観光戦略課", "person": "白毫 遥", "due_on": date(2026, 12, 25)},
                {
                    "what": "車の大きさを知らせる",
                    "with": "月ヶ瀬行政センター",
                    "person": "",
                    "due_on": date(2027, 1, 8),
                },
            ],
            "url": f"{SITE}/dialogue/r8/deai/",
        },
    ),
    Example(
        "dialogue/steps_for_division",
        "次の一歩の知らせ",
        DIVISION,
        {
            **STEPS,
            "reader": "観光戦略課",
            "stage": "3か月",
            "rows": [
                {
                    "what": "町家の図面を送る",
                    "with": "夕なぎ坂ツーリズム合同会社【例示】",
                    "person": "担当 太郎",
                    "due_on": date(2026, 12, 25),
                }
            ],
            "url": f"{SITE}/ka/dialogue/r8/deai/",
        },
    ),
    Example("dialogue/entered", "ダイアログの申込み", COMPANY, ENTERED),
    Example("dialogue/entered", "ダイアログの申込み（空き待ち）", COMPANY, {**ENTERED, "waits": True}, "waiting"),
    Example("dialogue/promoted", "空き待ちからの繰上げ", COMPANY, ENTERED),
)
