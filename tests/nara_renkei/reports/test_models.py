"""What the rows of 目指す姿 and 自己点検 say of themselves."""

import pytest

from tests.factories.reports import SelfCheckFactory
from tests.nara_renkei.nonsense import answer, reading

pytestmark = pytest.mark.django_db


def test_rows_say_what_they_are():
    check = SelfCheckFactory(note_system="引継ぎがまだ。")

    assert check.notes == {"organisation": "", "culture": "", "system": "引継ぎがまだ。", "understanding": ""}
    assert check.key == f"self_check:{check.pk}"
    assert str(reading()) == "2026-10 期限内率"
    assert str(answer(level=4)).endswith(" 4")
