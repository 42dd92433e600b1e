from datetime import time

import pytest

from training.enums import Mark
from training.rules.attendance_file import (
    bare_number,
    plain_name,
    plain_number,
    read_clock,
    read_mark,
    read_session,
)


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        (("出席", " 出席", "○", "〇", "１", "出"), Mark.PRESENT),
        (("遅れて出席", "遅刻", "遅", "△"), Mark.LATE),
        (("欠席", "×", "欠", "X", "0"), Mark.ABSENT),
        (("", "早退", "2"), None),
    ],
)
def test_the_words_that_mean_a_mark(words, mark):
    assert {read_mark(one) for one in words} == {mark}


def test_the_hours_that_are_read():
    read = ["13:50", "１３：５０", "9:05", "13時50分", "13:50:00"]

    assert [read_clock(one) for one in read] == [time(13, 50), time(13, 50), time(9, 5), time(13, 50), time(13, 50)]
    assert [read_clock(one) for one in ("", "24:00", "13:60", "午後", "1350")] == [None] * 5


def test_the_numbers_of_sessions_that_are_read():
    assert [read_session(one) for one in ("1", "第1回", "第１２回", "", "一", "次回")] == [1, 1, 12, None, None, None]


def test_numbers_and_names_are_compared_as_they_are_meant():
    assert (plain_number("ａ00 12"), bare_number("00123"), bare_number("A012")) == ("A0012", "123", "A012")
    assert plain_name("ﾐﾎﾝ ｼﾞﾛｳ") == plain_name("みほん　じろう") == plain_name("ミホンジロウ")
