"""Reasons for a 見送り that cities use (domain.md section 5). The list only fills an empty table."""

DECLINE_REASONS = (
    ("sales", "製品の紹介・営業が中心"),
    ("donation", "寄附のみ"),
    ("abstract", "まだ抽象的"),
    ("city-cost", "市の費用が前提"),
    ("abolish", "既存事業の廃止のみ"),
    ("fairness", "公平性を害する"),
    ("politics", "政治・宗教"),
    ("not-own", "自ら実施しない"),
    ("underway", "同じ取組が進行中"),
)
