"""The list that is shown to everybody, and its hash."""

import hashlib

from screening.rules.tender import Told, content_of, digest_of, in_order


def test_what_was_told_is_ordered_by_its_day_and_keeps_its_order_within():
    late, first, second = (
        Told("2026-10-06", "対話", "a"),
        Told("2026-10-05", "通知文", "b"),
        Told("2026-10-05", "対話", "c"),
    )

    assert in_order([late, first, second]) == [first, second, late]


def test_the_hash_is_of_the_stored_text():
    content = content_of([Told("2026-10-05", "メッセージ", "こんにちは")])
    text = '[{"how":"メッセージ","on":"2026-10-05","words":"こんにちは"}]'

    assert digest_of(content) == hashlib.sha256(text.encode()).hexdigest()
