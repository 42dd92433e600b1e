from datetime import date
from types import SimpleNamespace

from .example import COMPANY, DESK, SITE, STAFF, Example

WEEK = SimpleNamespace(
    name="総務部",
    open=9,
    late=4,
    new=2,
    answered=3,
    moving=range(5),
    rows=(
        "R8-J-0031「空き店舗で開く市民の相談室」 2つの課が「担当ではない」と答え、総務部の裁定を待っています。裁定の期限は12月4日（金）です。",
        "R8-J-0012「夕暮れの町家でひと仕事」 総務課の一次回答が10開庁日の期限を4開庁日過ぎています。担当者が決まっていません。",
        "R8-K-0003 人事課が「担当ではない」と答えました。デスクが次の課へ送る番です。",
    ),
    rest="",
)
EXAMPLES = (
    Example(
        "portal/account_closing",
        "アカウントを閉じる日",
        COMPANY,
        {"last_day": date(2027, 2, 22), "url": f"{SITE}/teian/kakunin/"},
    ),
    Example("portal/leader_week", "リーダーの週の知らせ", STAFF, {"week": WEEK, "url": f"{SITE}/ka/bu/0800/"}),
    Example(
        "portal/leader_week",
        "リーダーの週の知らせ（止まっていない週）",
        STAFF,
        {
            "week": SimpleNamespace(
                **{**vars(WEEK), "late": 0, "moving": (), "rows": (), "rest": "止まっている提案はありません。"}
            ),
            "url": f"{SITE}/ka/bu/0800/",
        },
        case="nothing",
    ),
    Example(
        "portal/digest",
        "朝の知らせ",
        DESK,
        {
            "day": date(2026, 12, 1),
            "lines": [
                {
                    "label": "回答期限を過ぎた課のある提案",
                    "count": 12,
                    "numbers": ("R8-J-0012", "R8-K-0003"),
                    "more": 10,
                    "next_step": "課に確かめてください。",
                },
                {
                    "label": "届けられないメール",
                    "count": 1,
                    "numbers": (),
                    "more": 0,
                    "next_step": "宛先が違うときは登録を直して電話などで知らせ、合っているときは「もう一度送る」を押してください。",
                },
            ],
            "url": f"{SITE}/admin/",
        },
    ),
    Example(
        "portal/alarm",
        "ディスクが満ちそうなとき",
        STAFF,
        {
            "alarm": SimpleNamespace(
                label="ファイルを置くディスクが96%まで使われています",
                next_step="いますぐ空けてください。古い控えとログを別の場所に移すか、ディスクを広げてください。",
            )
        },
    ),
)
