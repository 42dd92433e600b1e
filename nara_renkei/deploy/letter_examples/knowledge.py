from datetime import date

from .example import COMPANY, DESK, DIVISION, SITE, STAFF, Example

SUPPORT = {
    "title": "随意契約にしてよいか",
    "topic": "契約",
    "division": "環境政策課",
    "due_on": date(2026, 12, 8),
    "must_act": True,
    "url": f"{SITE}/ka/sodan/0a1b2c3d/",
}
EXAMPLES = (
    Example(
        "knowledge/menu_review",
        "企業メニューを続けるか",
        COMPANY,
        {
            "title": "移動販売の車で、市の案内を配ります",
            "organization": "株式会社ふたもみじ商店【例示】",
            "review_by": date(2027, 3, 31),
            "url": f"{SITE}/teian/menu/",
        },
    ),
    Example(
        "knowledge/support_told",
        "課からデスクへの相談",
        DESK,
        {**SUPPORT, "headline": "デスクへの相談が届きました", "words": "環境政策課から、デスクへの相談が届きました。"},
        case="asked",
    ),
    Example(
        "knowledge/support_told",
        "相談への回答",
        DIVISION,
        {
            **SUPPORT,
            "headline": "デスクへの相談に回答しました",
            "words": "相談に、デスクが回答しました。",
            "due_on": None,
            "must_act": False,
        },
        case="answered",
    ),
    Example(
        "knowledge/case_consent",
        "事例を公開してよいか",
        COMPANY,
        {
            "title": "買物のあとに寄れる、店先の健康相談",
            "organization": "株式会社ふたもみじ商店【例示】",
            "url": f"{SITE}/teian/jirei/j-abcdef/",
        },
    ),
    Example(
        "knowledge/must_read",
        "必読の手紙",
        STAFF,
        {"name": "担当 三郎", "title": "第9章　公平であるために", "expires_on": date(2027, 1, 26)},
    ),
    Example(
        "knowledge/review",
        "見直しの期限を過ぎたページ",
        DIVISION,
        {
            "division": "介護福祉課",
            "pages": [
                {
                    "label": "事例",
                    "title": "移動販売の車で、見守りの案内を配る",
                    "review_by": date(2026, 11, 20),
                    "url": f"{SITE}/ka/minaoshi/jirei/j-7k3m9p/",
                },
                {
                    "label": "ガイドライン",
                    "title": "第20章　つまずきやすいところ",
                    "review_by": date(2026, 11, 27),
                    "url": f"{SITE}/ka/minaoshi/sho/tsumazuki/",
                },
            ],
        },
    ),
    Example(
        "knowledge/watch",
        "見守りの知らせ",
        STAFF,
        {
            "name": "担当 三郎",
            "count": 2,
            "more": 0,
            "pages": [
                {
                    "label": "事例",
                    "title": "公民館の防災講座を、会社の方とひらく",
                    "watched": "防災、危機管理課",
                    "url": f"{SITE}/ka/jirei/j-7k3m9p/",
                },
                {
                    "label": "課題",
                    "title": "夜の避難訓練に来る人を増やしたい",
                    "watched": "防災",
                    "url": f"{SITE}/kadai/kadai-7/",
                },
            ],
            "url": f"{SITE}/ka/mimamori/",
        },
    ),
)
