"""Every mail that the portal sends, with believable data, on one page: .run/letters.html.

Started by bin/dev letters; the examples are also what tests/test_letters.py holds the texts to. A template
below templates/mail/ without an example here stops the command.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
SITE = "https://portal.example"
PROPOSAL = {
    "number": "R8-J-0012",
    "title": "夕暮れの町家でひと仕事、工房と語りの90分",
    "url": f"{SITE}/teian/R8-J-0012/",
}
MEETING = {
    **PROPOSAL,
    "must_act": False,
    "when": "令和8年（2026年）12月7日（月）10時00分から11時00分まで",
    "url": f"{SITE}/teian/R8-J-0012/taiwa/",
}
AT_THE_DIVISION = {**PROPOSAL, "url": f"{SITE}/ka/R8-J-0012/", "division": "観光戦略課"}
FOR_RULING = {
    **PROPOSAL,
    "department": "観光経済部",
    "url": f"{SITE}/admin/screening/deskproposal/R8-J-0012/",
}
AGREEMENT = {
    "division": "健康増進課",
    "organization": "ことほぎ生命保険株式会社 奈良支社【例示】",
    "title": "健康づくりに関する包括連携協定",
    "act_by": date(2026, 12, 31),
    "ends_on": date(2027, 3, 31),
    "renews_years": 1,
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
SURVEY = {
    "survey": SimpleNamespace(title="公民連携ダイアログのアンケート", closes_on=date(2026, 12, 18)),
    "name": "白毫 遥",
    "intro": "12月5日のダイアログにお越しいただき、ありがとうございました。次の回に生かします。",
}
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
PROMISE = {
    "name": "見本 次郎",
    "course": "管理職研修「公民連携と持続可能な自治体経営」",
    "written_on": date(2026, 12, 3),
    "again": False,
    "expires_on": date(2027, 8, 2),
}
TRAINING = {
    "course": "管理職研修「公民連携と持続可能な自治体経営」",
    "lecturer": "見本 太郎（あけぼの杉大学 地域共創研究センター 教授・例示）",
    "name": "生駒 花子",
    "stands_for": "",
    "when": "令和8年（2026年）12月3日（木）13時30分から16時30分まで",
    "place": "奈良市役所 中央棟6階 大会議室",
    "is_online": True,
    "until": date(2027, 1, 29),
    "note": "資料は当日お配りします。",
    "expires_on": date(2027, 4, 12),
}
SUPPORT = {
    "title": "随意契約にしてよいか",
    "topic": "契約",
    "division": "環境政策課",
    "due_on": date(2026, 12, 8),
    "must_act": True,
    "url": f"{SITE}/ka/sodan/0a1b2c3d/",
}
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
SELF_CHECK = {
    "division": "観光戦略課",
    "year": "令和8年度",
    "last": date(2027, 3, 15),
    "is_again": False,
    "url": f"{SITE}/ka/jikotenken/12/",
}
NIGHT = datetime(2026, 11, 28, 17, 5, tzinfo=UTC)
LATER = datetime(2026, 11, 28, 18, 5, tzinfo=UTC)
EMERGENCY = {
    "access": SimpleNamespace(
        pk=3,
        user="管理　太郎",
        reason="認証基盤が止まり、取り下げた課題を今夜のうちに非公開にする",
        minutes=60,
        made_at=NIGHT,
        made_by="運用担当（unyo@portal1）",
        expires_at=datetime(2026, 11, 28, 17, 20, tzinfo=UTC),
        used_at=None,
        used_from=None,
    ),
    "url": f"{SITE}/admin/accounts/emergencyaccess/",
}
PAPER = SimpleNamespace(title="令和8年10月 月次報告", requested_by="管理職　花子（市長）", pages=5)


@dataclass(frozen=True, slots=True)
class Example:
    template: str  # below templates/mail/, without .txt
    when: str  # it is sent
    to: str  # who reads it
    context: dict[str, Any] = field(default_factory=dict)
    case: str = ""  # which one of its template's

    @property
    def name(self) -> str:
        """A name for a file, as long as no two examples of a template have the same case."""
        return "-".join(filter(None, [*self.template.split("/"), self.case]))


COMPANY, DIVISION, DESK, STAFF = "企業", "課のメール", "デスク", "職員"
EXAMPLES = (
    Example("accounts/login_code", "ログイン", COMPANY, {"minutes": 10}),
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
    Example("training/invitation", "研修の案内", STAFF, TRAINING),
    Example(
        "training/invitation",
        "研修の案内（代わりの人）",
        STAFF,
        {**TRAINING, "stands_for": "若草 太郎", "is_online": False, "lecturer": "", "note": ""},
        case="substitute",
    ),
    Example("training/reminder", "研修のもう一度の案内", STAFF, {**TRAINING, "note": ""}),
    Example("training/eve", "研修の前日", STAFF, TRAINING),
    Example("training/missed", "研修の自習の案内", STAFF, {**TRAINING, "note": ""}),
    Example("accounts/staff_door", "職員のアドレス", STAFF, {"login_url": f"{SITE}/accounts/login/"}),
    Example("accounts/mail_factor", "庁内メールでの確認", STAFF, {"minutes": 10}),
    Example("accounts/emergency", "緊急アクセスが作られたとき", STAFF, EMERGENCY),
    Example(
        "accounts/emergency",
        "緊急アクセスが使われたとき",
        STAFF,
        {
            **EMERGENCY,
            "access": SimpleNamespace(
                **{**vars(EMERGENCY["access"]), "used_at": NIGHT, "used_from": "10.1.2.3", "ends_at": LATER}
            ),
        },
        "used",
    ),
    Example("accounts/password_link", "パスワード", STAFF, {"minutes": 60}),
    Example("accounts/no_password", "パスワードがない方", COMPANY, {"door_url": f"{SITE}/teian/kakunin/"}),
    Example(
        "accounts/to_owner",
        "ログインのお知らせ",
        STAFF,
        {
            "what": "二段階認証の回復コードが1個使われました。残りは9個です。",
            "happened_at": datetime(2026, 11, 27, 9, 5, tzinfo=UTC),
            "is_employee": True,
            "password_opens": True,
            "url": f"{SITE}/my/tanmatsu/",
        },
    ),
    Example(
        "accounts/invitation",
        "団体への招待",
        COMPANY,
        {
            "organization": "夕なぎ坂ツーリズム合同会社【例示】",
            "inviter": "白毫 遥",
            "expires_on": date(2026, 12, 8),
        },
    ),
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
        "accounts/join_request",
        "団体への参加の申出",
        COMPANY,
        {"organization": "夕なぎ坂ツーリズム合同会社【例示】", "url": f"{SITE}/teian/dantai/0a1b2c3d/"},
    ),
    Example(
        "accounts/joined",
        "団体への参加",
        COMPANY,
        {"organization": "夕なぎ坂ツーリズム合同会社【例示】", "url": f"{SITE}/teian/dantai/0a1b2c3d/"},
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
        {**PROPOSAL, "letter_title": "担当課での検討を始めました", "act_by": None},
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
    Example(
        "directory/agreement_due",
        "協定の申出期限の90日前",
        DIVISION,
        AGREEMENT,
    ),
    Example(
        "directory/agreement_due",
        "更新のない協定の終わりの90日前",
        DIVISION,
        {**AGREEMENT, "act_by": date(2027, 3, 31), "renews_years": None},
        case="no_renewal",
    ),
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
    Example("surveys/asked", "アンケートのお願い", COMPANY, SURVEY),
    Example("surveys/reminded", "アンケートのお願い、二度目", COMPANY, {**SURVEY, "intro": ""}),
    Example("dialogue/entered", "ダイアログの申込み", COMPANY, ENTERED),
    Example("dialogue/entered", "ダイアログの申込み（空き待ち）", COMPANY, {**ENTERED, "waits": True}, "waiting"),
    Example("dialogue/promoted", "空き待ちからの繰上げ", COMPANY, ENTERED),
    Example("training/resolution", "研修の90日あと", STAFF, PROMISE),
    Example("training/resolution", "「まだ」の30日あと", STAFF, {**PROMISE, "again": True}, "again"),
    Example("reports/self_check", "年に一度の自己点検のお願い", STAFF, SELF_CHECK),
    Example("reports/self_check", "自己点検の催促", STAFF, {**SELF_CHECK, "is_again": True}, "again"),
    Example("reports/paper_done", "報告の完成", STAFF, {"paper": PAPER, "link": f"{SITE}/hokoku/0a1b2c3d/"}),
)


def missing() -> list[str]:
    """Return the mail templates that no example shows."""
    folder = ROOT / "templates" / "mail"
    there = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.txt")}
    return sorted(there - {example.template for example in EXAMPLES})


def rendered() -> Iterator[tuple[Example, str, str]]:
    """Yield each example with its subject and body. Needs Django and a database (the city's name)."""
    from nara_renkei.notifications.usecases.queue_mail import render_mail

    for example in EXAMPLES:
        yield example, *render_mail(example.template, example.context)


def page() -> str:
    parts = [
        f"<section><h2>{escape(subject)}</h2><p>templates/mail/{example.template}.txt　{escape(example.when)}　"
        f"読む人: {escape(example.to)}</p><pre>{escape(body)}</pre></section>"
        for example, subject, body in rendered()
    ]
    style = (
        "body{font-family:sans-serif;max-width:46em;margin:2em auto;line-height:1.7}"
        "h2{font-size:1em;margin:3em 0 0}p{color:#555;font-size:.8em;margin:.3em 0}"
        "pre{border:1px solid #999;padding:1em;white-space:pre-wrap;font:inherit}"
    )
    head = f'<!doctype html><html lang="ja"><meta charset="utf-8"><title>送るメール</title><style>{style}</style>'
    return f"{head}<h1>送るメール（{len(parts)}通）</h1>{''.join(parts)}</html>\n"


def main() -> int:
    if absent := missing():
        sys.stderr.write(f"見本のないメールがあります。letters.py に足してください: {', '.join(absent)}\n")
        return 1
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    target = Path(os.environ.get("RUN_DIR") or ROOT / ".run") / "letters.html"
    target.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{len(EXAMPLES)} 通を {target} に書きました。\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
