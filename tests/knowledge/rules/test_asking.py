import pytest

from knowledge.rules.asking import asked, keepable


def test_words_are_two_characters_and_more():
    typed = asked("　市 防災\x00公園  ")

    assert (typed.typed, typed.words, typed.too_short, typed.text) == (
        "市 防災 公園",
        ("防災", "公園"),
        ("市",),
        "防災 公園",
    )
    assert not typed.is_cut


@pytest.mark.parametrize("text", ["", " ", "\x00", "　\n"])
def test_nothing_is_nothing(text):
    assert (asked(text).words, asked(text).too_short) == ((), ())


def test_a_half_width_kana_with_its_mark_is_one_character():
    assert asked("ｶﾞ").too_short == ("ｶﾞ",)


@pytest.mark.parametrize(("text", "length", "words"), [("あ" * 10_000, 100, 1), ("防災 " * 9, 26, 8)])
def test_what_is_too_long_is_cut_and_said(text, length, words):
    typed = asked(text)

    assert (len(typed.typed), len(typed.words), typed.is_cut) == (length, words, True)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("ﾄﾞﾛｰﾝ　髙木", "ドローン 高木"),
        ("あ" * 70, "あ" * 60),
        ("hanako@city.example", ""),
        ("ｈａｎａｋｏ＠ｃｉｔｙ", ""),
        ("0742-34-1111", ""),
        ("０７４２（３４）１１１１", ""),
        ("1234 5678 9012", ""),
        ("R8-J-0012", ""),
        ("2026年度", "2026年度"),
    ],
)
def test_what_may_say_who_somebody_is_is_not_kept(words, kept):
    assert keepable(words) == kept
