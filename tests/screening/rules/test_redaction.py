from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.rules.redaction import Hidden, Part, known_again, open_text, plain, redacted, stands_in

# half and full width, variants, marks that combine, what joins and what separates, a square of four characters
LETTERS = "かがカｶﾞﾟ\u3099\u0301A aＡ-－ー(（1１2髙高𠮷吉葛\U000e0100㍿株式会社\u200b\n　"
texts = st.text(alphabet=LETTERS, max_size=60) | st.text(max_size=40)
words = st.text(alphabet=LETTERS, min_size=1, max_size=6)


def box(*grounds):
    return Part("", grounds)


def test_words_are_hidden_wherever_they_stand():
    parts = redacted("担当は奈良花子。奈良花子に電話する。", [Hidden("奈良花子", 1)])

    assert parts == (Part("担当は"), box(1), Part("。"), box(1), Part("に電話する。"))
    assert parts[1].is_hidden
    assert not parts[0].is_hidden


@pytest.mark.parametrize(
    ("written", "hidden"),
    [
        ("奈良　花子", "奈良花子"),
        ("奈良\n花子", "奈良 花子"),
        ("０７４２－３４－１１１１", "0742-34-1111"),
        ("0742(34)1111", "0742-34-1111"),
        ("0742ー34ー1111", "0742-34-1111"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("カ\u3099イド", "ガイド"),
        ("𠮷野髙子", "吉野高子"),
        ("葛\U000e0100城", "葛城"),
        ("HANAKO@Example.JP", "hanako@example.jp"),
        ("奈良\u200b花子", "奈良花子"),
    ],
)
def test_they_are_found_however_they_were_written(written, hidden):
    assert redacted(f"前{written}後", [Hidden(hidden, 1)]) == (Part("前"), box(1), Part("後"))


def test_a_sign_that_stands_for_several_characters_goes_as_a_whole():
    assert redacted("㍿奈良", [Hidden("式会", 2)]) == (box(2), Part("奈良"))


def test_a_sound_mark_goes_with_its_letter():
    assert redacted("ガス", [Hidden("カ", 1)]) == (Part("ガス"),)
    assert redacted("ｶﾞｽ", [Hidden("ガ", 1)]) == (box(1), Part("ｽ"))


def test_boxes_that_overlap_or_touch_are_one_and_say_both_grounds():
    parts = redacted("甲乙丙丁", [Hidden("乙丙", 2), Hidden("丙丁", 1)])

    assert parts == (Part("甲"), box(1, 2))
    assert parts[1].box == "不開示：第1号・第2号"


def test_the_whole_leaves_one_box_whatever_else_is_hidden():
    whole = [Hidden("", 3)]

    assert redacted("長い文です。", [*whole, Hidden("文", 1)]) == (box(3),)
    assert redacted("", whole) == (box(3),)


def test_nothing_hidden_leaves_the_text_alone():
    assert redacted("奈良市", []) == (Part("奈良市"),)
    assert redacted("", []) == ()


def test_what_comes_together_when_a_box_is_taken_out_is_hidden_too():
    assert redacted("甲甲乙乙丙", [Hidden("甲乙", 1)]) == (box(1), Part("丙"))


@pytest.mark.parametrize("empty", [" ", "　\n", "-", "（）", "\u200b"])
def test_words_that_are_none_are_refused(empty):
    with pytest.raises(ValueError, match="隠す言葉がありません"):
        redacted("奈良市", [Hidden(empty, 1)])


def test_words_stand_in_a_text_however_written():
    assert stands_in("奈良花子", "奈良　花子さん")
    assert not stands_in("奈良太郎", "奈良花子")
    assert not stands_in(" ", "奈良花子")


def test_short_texts_are_not_looked_for_elsewhere():
    assert [known_again(text, in_closed=False) for text in ("林", "奈良", "なし")] == [False, True, True]
    assert [known_again(text, in_closed=True) for text in ("奈良市役所です", "奈良市役所の話です")] == [False, True]


@given(texts, st.lists(words, max_size=4))
def test_no_hidden_word_is_left_in_what_stays_open(text, hidden):
    hidden = [word for word in hidden if plain(word)]

    left = open_text(redacted(text, [Hidden(word, n) for n, word in enumerate(hidden, 1)]))

    assert not [word for word in hidden if stands_in(word, left)]


@given(texts, st.lists(words, max_size=4))
def test_what_stays_open_is_the_text_in_its_order_and_nothing_is_added(text, hidden):
    hidden = [word for word in hidden if plain(word)]
    parts = redacted(text, [Hidden(word, 1) for word in hidden])

    rest = iter(text)
    assert all(character in rest for character in open_text(parts))
    assert all(part.text or part.is_hidden for part in parts)
    assert not [1 for one, two in pairwise(parts) if one.is_hidden == two.is_hidden]


@given(texts, words)
def test_who_reads_a_word_in_the_text_does_not_read_it_afterwards(text, word):
    if plain(word) and stands_in(word, text):
        assert any(part.is_hidden for part in redacted(text, [Hidden(word, 1)]))
