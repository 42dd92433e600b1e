import string

from hypothesis import given
from hypothesis import strategies as st

from proposals.rules.word_diff import GONE, MOST_WORDS, NEW, SAME, Piece, word_diff

# few characters, so that the two texts have much in common
TEXTS = st.text(alphabet="奈良竹買物をのにカーAB09 　\n。、𠮷🦌\U000e0100", max_size=60)


def joined(pieces, *kinds):
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(TEXTS, TEXTS)
def test_what_stays_and_what_came_is_the_new_text_and_what_stays_and_went_the_old(old, new):
    pieces = word_diff(old, new)

    assert joined(pieces, SAME, NEW) == new
    assert joined(pieces, SAME, GONE) == old


@given(TEXTS)
def test_the_same_text_has_no_change(text):
    assert word_diff(text, text) == ([Piece(SAME, text)] if text else [])


def test_a_changed_word_is_shown_whole_and_the_rest_stays():
    assert word_diff("竹を年に30本使います。", "竹を年に300本使います。") == [
        Piece(SAME, "竹を年に"),
        Piece(GONE, "30"),
        Piece(NEW, "300"),
        Piece(SAME, "本使います。"),
    ]


def test_from_nothing_everything_is_new():
    assert word_diff("", "新しい") == [Piece(NEW, "新しい")]


def test_what_went_is_shown_too():
    assert word_diff("A B", "A") == [Piece(SAME, "A"), Piece(GONE, " B")]


def test_a_longer_text_is_compared_by_the_line_and_the_longest_as_a_whole():
    many = "".join(f"、{letter}" for letter in string.ascii_letters) * (MOST_WORDS // 100)

    by_line = word_diff(f"始め\n{many}\n", f"始め\n{many}。\n")
    whole = word_diff("、\n" * (MOST_WORDS + 1), "、\n" * MOST_WORDS)

    assert by_line == [Piece(SAME, "始め\n"), Piece(GONE, f"{many}\n"), Piece(NEW, f"{many}。\n")]
    assert [piece.kind for piece in whole] == [GONE, NEW]
