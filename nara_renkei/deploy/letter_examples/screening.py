from datetime import date
from types import SimpleNamespace

from .example import COMPANY, DESK, DIVISION, PROPOSAL, SITE, STAFF, Example

AT_THE_DIVISION = {**PROPOSAL, "url": f"{SITE}/ka/R8-J-0012/", "division": "観光戦略課"}
FOR_RULING = {
    **PROPOSAL,
    "department": "観光経済部",
    "url": f"{SITE}/admin/screening/deskproposal/R8-J-0012/",
}
EXAMPLES = (
    Example("screening/routed", "主担当", DIVISION, {**AT_THE_DIVISION, "role": "主担当", "due_on": date(2026, 12, 8)}),
    Example(
        "screening/routed", "時計の停止", DIVISION, {**AT_THE_DIVISION, "role": "協力", "due_on": None}, case="paused"
    ),
    Example(
        "screening/handed_over",
        "機構改革の引継ぎ",
        DIVISION,
        {
            "division": "観光戦略課",
            "before": "観光課",
            "count": 2,
            "numbers": ["R8-J-0012", "R8-K-0003"],
            "url": f"{SITE}/ka/",
        },
    ),
    Example(
        "screening/reminder",
        "期限の前",
        DIVISION,
        {**AT_THE_DIVISION, "due_on": date(2026, 12, 8), "days_left": "あと3開庁日", "is_late": False},
    ),
    Example(
        "screening/reminder",
        "期限の後",
        DIVISION,
        {**AT_THE_DIVISION, "due_on": date(2026, 12, 8), "days_left": "3開庁日過ぎています", "is_late": True},
        case="late",
    ),
    Example("screening/assessor", "採点のお願い", DIVISION, {**AT_THE_DIVISION, "name": "担当 太郎"}),
    Example(
        "screening/july",
        "7月の当初予算の前",
        DIVISION,
        {
            "reader": "観光戦略課",
            "sentence": "最短で令和9年4月。当初要求の締切は令和8年10月15日。",
            "rows": [
                SimpleNamespace(
                    number=PROPOSAL["number"], title=PROPOSAL["title"], why="予算", url=AT_THE_DIVISION["url"]
                )
            ],
        },
    ),
    Example(
        "screening/successor",
        "後任のお知らせ",
        COMPANY,
        {
            "organization": "ことほぎ生命保険株式会社 奈良支社【例示】",
            "successions": [
                {
                    "division": "健康増進課",
                    "now": "課長 若草 恵",
                    "before": "春日 誠",
                    "starts_on": date(2027, 4, 1),
                    "what": ["R8-J-0012「歩いて測る、ならまち健康さんぽ」", "健康づくりに関する包括連携協定"],
                },
                {
                    "division": "観光戦略課",
                    "now": "課長補佐 佐紀 花子",
                    "before": "高円 直子",
                    "starts_on": None,
                    "what": ["R8-K-0003「夜の町家の開放」"],
                },
            ],
            "url": f"{SITE}/teian/",
        },
    ),
    Example("screening/reopened", "検討の再開", DIVISION, {**AT_THE_DIVISION, "due_on": date(2027, 2, 26)}),
    Example(
        "screening/report_due",
        "取組の報告の日",
        DIVISION,
        {**AT_THE_DIVISION, "due_on": date(2026, 12, 8), "url": f"{SITE}/ka/R8-J-0012/jisshi/"},
    ),
    Example("screening/inquiry", "意見照会", DIVISION, {**AT_THE_DIVISION, "due_on": date(2026, 12, 1)}),
    Example(
        "screening/ruling_asked",
        "裁定のお願い",
        STAFF,
        {
            **FOR_RULING,
            "due_on": date(2026, 12, 8),
            "is_again": False,
            "url": f"{SITE}/ka/R8-J-0012/saitei/",
        },
    ),
    Example(
        "screening/ruling_asked",
        "裁定の催促",
        STAFF,
        {
            **FOR_RULING,
            "due_on": date(2026, 12, 8),
            "is_again": True,
            "url": f"{SITE}/ka/R8-J-0012/saitei/",
        },
        case="again",
    ),
    Example(
        "screening/inquiry_reminder",
        "意見照会の期限の前",
        DIVISION,
        {**AT_THE_DIVISION, "due_on": date(2026, 12, 8), "days_left": "あと3開庁日", "is_late": False},
    ),
    Example(
        "screening/inquiry_reminder",
        "意見照会の期限の後",
        DIVISION,
        {**AT_THE_DIVISION, "due_on": date(2026, 12, 8), "days_left": "3開庁日過ぎています", "is_late": True},
        case="late",
    ),
    Example(
        "screening/ruling_question",
        "裁定の前に課長に聞く",
        STAFF,
        {
            **FOR_RULING,
            "division": "観光戦略課",
            "question": "夜の催しは、どの課が持っていますか。",
            "reply_to": "jicho@city.nara.example",
            "due_on": date(2026, 12, 8),
        },
    ),
    Example(
        "screening/ruling_talk",
        "裁定の前にデスクと話す",
        DESK,
        {**FOR_RULING, "leader": "生駒 花子（観光経済部 次長）"},
    ),
    Example("screening/ruled", "裁定", DESK, {**FOR_RULING, "division": "観光戦略課"}),
)
