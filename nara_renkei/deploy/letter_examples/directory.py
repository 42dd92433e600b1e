from datetime import date

from .example import DIVISION, Example

AGREEMENT = {
    "division": "健康増進課",
    "organization": "ことほぎ生命保険株式会社 奈良支社【例示】",
    "title": "健康づくりに関する包括連携協定",
    "act_by": date(2026, 12, 31),
    "ends_on": date(2027, 3, 31),
    "renews_years": 1,
}
EXAMPLES = (
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
)
