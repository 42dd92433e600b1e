import pytest

from nara_renkei.core.finding import VARIANTS, Piece, fold, marked, snippet
from nara_renkei.core.text import normalise


def found(pieces):
    return [piece.text for piece in pieces if piece.is_found]


def whole(pieces):
    return "".join(piece.text for piece in pieces)


def test_variants_of_names_are_one():
    assert fold("髙﨑と𠮷野と葛\U000e0100城") == "高崎と吉野と葛城"


def test_no_variant_leads_to_another():
    assert {after for after in VARIANTS.values() if after in VARIANTS} == set()


@pytest.mark.parametrize(
    ("text", "words", "marks"),
    [
        ("髙﨑商店の配送", "高崎", ["髙﨑"]),
        ("高崎商店の配送", "髙﨑", ["高崎"]),
        ("𠮷野の葛󠄀", "吉野の葛", ["𠮷野の葛󠄀"]),
        ("ﾄﾞﾗｯｸﾞの店", "ドラッグ", ["ﾄﾞﾗｯｸﾞ"]),
        ("ドラッグの店", "ﾄﾞﾗｯｸﾞ", ["ドラッグ"]),
        ("ＡＩで見守り、aiで案内", "ai", ["ＡＩ", "ai"]),
        ("㈱見本", "(株)", ["㈱"]),
        ("検診の案内と健診", "検診 健診", ["検診", "健診"]),
        ("二  つ", "二 つ", ["二", "つ"]),
        ("見本", "", []),
        ("", "見本", []),
        ("ああああ", "ああ", ["ああああ"]),
    ],
)
def test_what_was_looked_for_is_marked_as_it_was_written(text, words, marks):
    pieces = marked(text, words)

    assert found(pieces) == marks
    assert whole(pieces) == text


def test_a_snippet_shows_what_stands_around_the_first_word():
    text = "あ" * 200 + "見守り" + "い" * 200

    pieces = snippet(text, "見守り", room=40)

    assert pieces == (
        Piece("…", False),
        Piece("あ" * 20, False),
        Piece("見守り", True),
        Piece("い" * 17, False),
        Piece("…", False),
    )


def test_a_snippet_without_a_word_is_the_beginning():
    assert snippet("あ" * 50, "", room=40) == (Piece("あ" * 40, False), Piece("…", False))


def test_a_word_at_the_end_shows_what_stands_before_it():
    pieces = snippet("あ" * 50 + "見守り", "見守り", room=40)

    assert pieces == (Piece("…", False), Piece("あ" * 37, False), Piece("見守り", True))


def test_a_short_text_is_shown_whole():
    assert snippet("見守りの店", "見守り", room=40) == (Piece("見守り", True), Piece("の店", False))


def test_the_search_form_of_a_folded_text_is_the_one_that_is_marked():
    text = "髙ﾄﾞＡ㈱\n二　つ"

    assert normalise(fold(text)) == "高どa(株) 二 つ" or normalise(fold(text)) == "高ドa(株) 二 つ"
    assert found(marked(text, fold(text))) == ["髙ﾄﾞＡ㈱", "二", "つ"]
