from datetime import date

import pytest

from knowledge.rules.guideline import BEGINNING, FirstChapter, Passage, digest, passages, read_chapter
from knowledge.rules.papers import INTERNAL_EDITION, PUBLIC_EDITION, guideline_about
from proposals.rules.word_diff import GONE, NEW, SAME, Piece

FILE = """---
title: 決裁のとりかた
anchor: kessai
chapter: {mark}
audience: internal
owner: 総務課
review_by: 2027-04-30
must_read: yes
related_forms: /ka/
---

本文です。

---

線のあと。
"""


@pytest.mark.parametrize(("mark", "label"), [("11", "第11章"), ("付A", "付A")])
def test_a_file_holds_a_chapter(mark, label):
    assert read_chapter(FILE.format(mark=mark)) == FirstChapter(
        anchor="kessai",
        label=label,
        title="決裁のとりかた",
        is_public=False,
        owner="総務課",
        review_by=date(2027, 4, 30),
        must_read=True,
        text="本文です。\n\n---\n\n線のあと。\n",
    )


def test_title_and_text_make_the_digest():
    known = digest("題", "文")

    assert len(known) == 64
    assert len({known, digest("題", "文。"), digest("題。", "文")}) == 3


def test_what_changed_is_shown_word_by_word_under_its_heading():
    old = "前書き\n\n## 期日\n\n返事は10日です。\n\n## 費用\n\nかかりません。"
    new = "前書きです\n\n## 期日\n\n返事は15日です。\n\n## 費用\n\nかかりません。"

    assert passages(old, new) == [
        Passage(BEGINNING, [Piece(SAME, "前書"), Piece(GONE, "き"), Piece(NEW, "きです")]),
        Passage("期日", [Piece(SAME, "返事は"), Piece(GONE, "10"), Piece(NEW, "15"), Piece(SAME, "日です。")]),
    ]


def test_a_part_that_went_stands_under_what_is_left_before_it():
    assert passages("## 一\n## 二\n文", "## 一") == [Passage("一", [Piece(GONE, "## 二\n文")])]


def test_a_new_part_stands_under_its_own_heading():
    assert passages("## 一", "## 一\n\n## 二\n文") == [Passage("二", [Piece(NEW, "## 二\n文")])]


def test_the_same_text_has_no_passage():
    assert passages("同じ", "同じ") == []
    assert passages("一\n\n\n二\n", "一\n\n二") == []


def test_an_edition_is_named_by_what_it_shows():
    names = {
        guideline_about(edition, [("第1章", number)])
        for edition in (PUBLIC_EDITION, INTERNAL_EDITION)
        for number in (1, 2)
    }

    assert len(names) == 4
    assert all(len(name) <= 80 for name in names)
