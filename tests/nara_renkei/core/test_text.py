import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nara_renkei.core.text import (
    bigrams,
    check_digit,
    count_characters,
    forbidden_character,
    looks_like_my_number,
    normalise,
    one_line,
    safe_cell,
    shortened,
    whole_number,
)


@pytest.mark.parametrize("text", ["\n=1+1", " =HYPERLINK(1)", "\ufeff=1", "\t@SUM(1)", "　＝1", "-2", "\r\n+1"])
def test_a_formula_behind_white_space_is_disarmed(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "株式会社例", "1,000円", "a=b", "  提案"])
def test_an_honest_cell_is_left_alone(text):
    assert safe_cell(text) == text


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ｺｳﾐﾝﾚﾝｹｲ", "コウミンレンケイ"),
        ("ガラス", "ｶﾞﾗｽ"),
        ("ＡＢＣ", "abc"),
        ("1〜2", "1～2"),
        ("A－B", "a-b"),
        ("髙　木", "髙 木"),
    ],
)
def test_two_spellings_have_one_search_form(typed, found):
    assert normalise(typed) == normalise(found)


@given(st.text(max_size=100))
@example("\u1fa4\u0341")  # a letter that folding takes apart, and a mark that joins what is left
@example("\u0130\u3099")  # marks in the order of the keys
def test_the_search_form_is_stable(text):
    assert normalise(normalise(text)) == normalise(text)


def test_bigrams_do_not_cross_a_space():
    assert bigrams("公民連携 連携") == ["公民", "民連", "連携"]


def test_a_line_break_counts_as_one_and_a_rare_kanji_too():
    assert count_characters("𠮷\r\n野") == 3


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\x85", "\ud800"])
def test_a_control_character_is_found(character):
    assert forbidden_character(f"あ{character}い") == character


def test_tab_and_line_break_are_no_control_characters():
    assert forbidden_character("あ\tい\nう") is None


@pytest.mark.parametrize(
    "text",
    [
        "123456789012",
        "1234 5678 9012",
        "1234-5678-9012",
        "１２３４５６７８９０１２",
        "1234・5678・9012",
        "1234ー5678ー9012",
    ],
)
def test_twelve_digits_may_be_a_my_number(text):
    assert looks_like_my_number(text)


@pytest.mark.parametrize("text", ["5835678256246", "12345678901", "番号123456789012", ""])
def test_other_numbers_are_not_taken_for_a_my_number(text):
    assert not looks_like_my_number(text)


# 国税庁, and the example of its own page
@pytest.mark.parametrize("number", ["7000012050002", "8700110005901"])
def test_the_first_digit_checks_the_others(number):
    assert check_digit(number[1:]) == number[0]


def test_a_header_has_no_line_break():
    assert one_line(" 件名\r\nBcc: x@example.jp ") == "件名 Bcc: x@example.jp"


@pytest.mark.parametrize(
    ("sent", "number"),
    [("0", 0), ("12", 12), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5_000, None), ("", None)]
    + [(one, None) for one in ("-1", "１２", "٣", "²", "1e3", "\x00", " 1")],
)
def test_a_number_that_comes_back_is_a_short_row_of_digits(sent, number):
    assert whole_number(sent) == number


def test_a_text_that_is_cut_says_so():
    assert shortened("五文字まで", 5) == "五文字まで"
    assert shortened("𠮷野家の髙橋", 5) == "𠮷野家の…"
