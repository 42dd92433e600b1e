"""契約の方法と根拠: what must be said together. Plain Python."""

from datetime import date

from screening.enums import ContractItem, ContractMethod

# 随意契約, also by 公募型プロポーザル, needs its ground
NEEDS_GROUND = frozenset({ContractMethod.PROPOSAL, ContractMethod.SOLE})

# 別表第五 as of 1 April 2025 for a city other than 指定都市: code, kind of contract, yen
FIRST_LIMITS = (
    ("works", "工事又は製造の請負", 2_000_000),
    ("purchase", "財産の買入れ", 1_500_000),
    ("hire", "物件の借入れ", 800_000),
    ("sale", "財産の売払い", 500_000),
    ("lease", "物件の貸付け", 300_000),
    ("other", "その他（業務委託など）", 1_000_000),
)


def contract_gap(
    *, method: str, item: str, reason: str, consulted_on: date | None, limit: int | None, amount: int | None
) -> str:
    """Return what is missing or cannot be, as a sentence; nothing when it is whole. ``limit``, ``amount``: yen."""
    if not method:
        given = item or reason or consulted_on or limit or amount
        return "契約のことを書くときは、契約の方法も選んでください。" if given else ""
    if consulted_on is None:
        return "契約の方法を決めるには、契約課の合議が要ります。合議した日を入れてください。"
    if method in NEEDS_GROUND and not (item and reason.strip()):
        return "随意契約（公募型プロポーザルを含む）には、施行令第167条の2第1項の号と理由が要ります。"
    if method not in NEEDS_GROUND and (item or reason.strip()):
        return "号と理由は、随意契約のときだけ書きます。競争入札なら消してください。"
    if item == ContractItem.SMALL and (limit is None or amount is None):
        return "第1号（少額）のときは、契約の種類と予定価格を入れてください。"
    if item != ContractItem.SMALL and (limit is not None or amount is not None):
        return "契約の種類と予定価格は、第1号（少額）のときだけ入れます。"
    if limit is not None and amount is not None and amount > limit:
        return f"予定価格が少額随意契約の上限（{limit:,}円）を超えています。第1号は使えません。"
    return ""
