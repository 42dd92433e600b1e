from datetime import UTC, date, datetime
from types import SimpleNamespace

from .example import COMPANY, SITE, STAFF, Example

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
EXAMPLES = (
    Example("accounts/login_code", "ログイン", COMPANY, {"minutes": 10}),
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
)
