from datetime import date
from types import SimpleNamespace

from .example import COMPANY, DESK, DIVISION, PROPOSAL, SITE, STAFF, Example

MEETING = {
    **PROPOSAL,
    "must_act": False,
    "when": "令和8年（2026年）12月7日（月）10時00分から11時00分まで",
    "url": f"{SITE}/teian/R8-J-0012/taiwa/",
}
CHALLENGE = {
    "division": "観光戦略課",
    "title": "ならまちの夜の楽しみ",
    "url": f"{SITE}/ka/kadai/r8-abcde/",
}
TALK = {
    "subject": "事前相談の予約を受け付けました",
    "news": "事前相談の予約を受け付けました。",
    "title": "夕暮れの町家でひと仕事",
    "slot": SimpleNamespace(
        when="令和8年（2026年）12月1日（火）10時00分から10時30分まで", place="市役所 北棟3階 相談室", is_online=False
    ),
    "url": f"{SITE}/soudan/0a1b2c3d/",
    "ics": f"{SITE}/soudan/0a1b2c3d/yotei/",
}
EXAMPLES = (
    Example(
        "proposals/co_proposer_asked",
        "共同提案のお願い",
        COMPANY,
        {
            "asked": "町家の灯りの会【例示】",
            "organization": "夕なぎ坂ツーリズム合同会社【例示】",
            "contact": "白毫 遥",
            "title": PROPOSAL["title"],
            "expires_on": date(2026, 12, 8),
        },
    ),
    Example(
        "proposals/co_proposer_answered",
        "共同提案を引き受けた",
        COMPANY,
        {
            "asked": "町家の灯りの会【例示】",
            "title": PROPOSAL["title"],
            "accepted": True,
            "url": f"{SITE}/teian/0a1b2c3d/kyodo/",
        },
    ),
    Example(
        "proposals/co_proposer_answered",
        "共同提案を断った",
        COMPANY,
        {
            "asked": "町家の灯りの会【例示】",
            "title": PROPOSAL["title"],
            "accepted": False,
            "url": f"{SITE}/teian/0a1b2c3d/kyodo/",
        },
        case="declined",
    ),
    Example(
        "proposals/pledges_asked",
        "代行入力した提案の確認のお願い",
        COMPANY,
        {
            **{key: PROPOSAL[key] for key in ("number", "title")},
            "organization": "夕なぎ坂ツーリズム合同会社【例示】",
            "channel": "電話",
            "received_on": date(2026, 11, 20),
            "told_on": date(2026, 11, 26),
            "expires_on": date(2026, 12, 8),
        },
    ),
    Example(
        "proposals/received",
        "受付",
        COMPANY,
        {
            **PROPOSAL,
            "organization": "夕なぎ坂ツーリズム合同会社【例示】",
            "received_on": date(2026, 11, 24),
            "told_on": date(2026, 11, 27),
        },
    ),
    Example(
        "proposals/received",
        "期日のない受付",
        COMPANY,
        {**PROPOSAL, "organization": "竹工房ささのね【例示】", "received_on": date(2026, 11, 24), "told_on": None},
        case="no_date",
    ),
    Example(
        "proposals/letter",
        "お知らせ",
        COMPANY,
        {**PROPOSAL, "letter_title": f"担当課での検討を始めました（{PROPOSAL['number']}）", "act_by": None},
    ),
    Example(
        "proposals/letter",
        "修正のお願い",
        COMPANY,
        {**PROPOSAL, "letter_title": "修正のお願い", "act_by": date(2026, 12, 8)},
        case="must_act",
    ),
    Example(
        "proposals/meeting",
        "対話の候補日",
        COMPANY,
        {**MEETING, "news": "対話の候補日をお知らせします", "must_act": True, "when": ""},
    ),
    Example(
        "proposals/meeting", "対話の日の変更", COMPANY, {**MEETING, "news": "対話の日が変わりました"}, case="moved"
    ),
    Example(
        "proposals/meeting",
        "対話の取りやめ",
        COMPANY,
        {**MEETING, "news": "対話を取りやめます", "when": ""},
        case="cancelled",
    ),
    Example(
        "proposals/meeting_for_city",
        "企業が選んだ対話の日",
        DIVISION,
        {**MEETING, "url": f"{SITE}/ka/R8-J-0012/taiwa/"},
    ),
    Example("proposals/message_for_company", "市からの言葉", COMPANY, PROPOSAL),
    Example("proposals/message_for_city", "企業からの言葉", DESK, {**PROPOSAL, "url": f"{SITE}/admin/"}),
    Example(
        "proposals/draft_expiry",
        "下書きの期限",
        COMPANY,
        {"title": PROPOSAL["title"], "last_day": date(2027, 2, 22), "url": f"{SITE}/teian/"},
    ),
    Example(
        "proposals/draft_reminder",
        "下書きの続き",
        COMPANY,
        {"title": PROPOSAL["title"], "last_day": date(2027, 2, 22), "url": f"{SITE}/teian/"},
    ),
    Example(
        "proposals/challenge_told",
        "課題の差戻し",
        DIVISION,
        {
            **CHALLENGE,
            "headline": "直していただきたいところがあります",
            "words": "公民連携デスクから、次の理由でお返ししました。\n\n数字の年月を書いてください。\n\n"
            "直してから、もう一度出してください。",
            "must_act": True,
        },
        case="returned",
    ),
    Example(
        "proposals/challenge_told",
        "課題の公開",
        DIVISION,
        {
            **CHALLENGE,
            "headline": "公開しました",
            "words": "募集は令和9年（2027年）4月1日（木）からです。",
            "must_act": False,
        },
    ),
    Example("proposals/challenge_handed_in", "課題の提出", DESK, CHALLENGE),
    Example(
        "proposals/challenge_reconfirm",
        "半年ごとの確認",
        DIVISION,
        {**CHALLENGE, "last": date(2027, 3, 31), "is_again": False},
    ),
    Example(
        "proposals/challenge_reconfirm",
        "確認の催促",
        DIVISION,
        {**CHALLENGE, "last": date(2027, 3, 31), "is_again": True},
        case="again",
    ),
    Example(
        "proposals/challenges_retired",
        "確認がなかった課題",
        DESK,
        {
            "last": date(2027, 3, 31),
            "titles": ["夜のにぎわい（観光戦略課）", "集落の買物（月ヶ瀬行政センター）"],
            "url": SITE,
        },
    ),
    Example("proposals/question_asked", "課題への質問", DESK, CHALLENGE),
    Example("proposals/question_answered", "質問への回答", COMPANY, CHALLENGE),
    Example("proposals/trouble_link", "困りごとメモ", STAFF, {"expires_on": date(2026, 11, 27)}),
    Example("proposals/consultation", "相談の予約", COMPANY, TALK),
    Example(
        "proposals/consultation",
        "相談の取消し",
        COMPANY,
        {
            **TALK,
            "subject": "事前相談を取り消しました",
            "news": "事前相談の予約を取り消しました。",
            "slot": None,
            "ics": "",
        },
        case="cancelled",
    ),
    Example(
        "proposals/consultation_for_city",
        "相談の予約",
        DESK,
        {
            "subject": "事前相談の予約が入りました",
            "news": "事前相談の予約が入りました。",
            "slot": TALK["slot"],
            "url": f"{SITE}/admin/proposals/consultation/0a1b2c3d/",
        },
    ),
)
