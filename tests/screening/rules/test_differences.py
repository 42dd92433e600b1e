from screening.rules.differences import Piece, word_diff


def test_a_changed_word_is_shown_whole_and_the_rest_stays():
    assert word_diff("竹を年に30本使います。", "竹を年に300本使います。") == [
        Piece("same", "竹を年に"),
        Piece("gone", "30"),
        Piece("new", "300"),
        Piece("same", "本使います。"),
    ]


def test_nothing_changed_is_one_piece():
    assert word_diff("同じ", "同じ") == [Piece("same", "同じ")]


def test_from_nothing_everything_is_new():
    assert word_diff("", "新しい") == [Piece("new", "新しい")]


def test_what_went_is_shown_too():
    assert word_diff("A B", "A") == [Piece("same", "A"), Piece("gone", " B")]
