from datetime import date

from .example import STAFF, Example

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
EXAMPLES = (
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
    Example("training/resolution", "研修の90日あと", STAFF, PROMISE),
    Example("training/resolution", "「まだ」の30日あと", STAFF, {**PROMISE, "again": True}, "again"),
)
