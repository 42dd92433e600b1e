import pytest

from screening.rules.hint_words import PURPOSES
from screening.rules.hints import (
    NEAR,
    PIECES,
    HintKind,
    Wording,
    declared_hints,
    likeness,
    missing_hints,
    near_hint,
    open_hint,
    pieces,
    purpose_hints,
    same_number_hint,
)

from .near_pairs import APART
from .near_pairs import NEAR as NEAR_PAIRS


def is_near(one, other):
    return likeness(one, other) >= NEAR


def worded(pair):
    """The two proposals of a labelled pair: a title, and the rest."""
    return [Wording(text.partition("。")[0], text.partition("。")[2]) for text in pair]


def test_near_texts_are_told_from_texts_on_the_same_subject():
    right = sum(is_near(*worded(pair)) for pair in NEAR_PAIRS)
    wrong = sum(is_near(*worded(pair)) for pair in APART)

    assert (len(NEAR_PAIRS), len(APART)) == (20, 20)
    assert right / (right + wrong) >= 0.9
    assert right / len(NEAR_PAIRS) >= 0.8


def test_the_threshold_stands_clear_of_single_rows():
    near = sorted(likeness(*worded(pair)) for pair in NEAR_PAIRS)
    apart = sorted(likeness(*worded(pair)) for pair in APART)

    # two of each may be otherwise: nothing hangs on one row
    assert near[2] > NEAR + 0.05
    assert apart[-3] < NEAR - 0.05


@pytest.mark.parametrize("pair", NEAR_PAIRS, ids=range(20))
def test_a_near_text_holds_some_of_the_pieces_that_the_index_is_asked_for(pair):
    one, other = pair

    assert sum(piece in other for piece in pieces(one)) >= 2


def test_pieces_are_few_telling_and_spread():
    text = "。".join(f"避難所第{number}号の冷蔵庫を点検する" for number in range(40))

    found = pieces(text)

    assert len(found) == PIECES
    assert (found[0], text.index(found[-1]) > len(text) // 2) == ("避難所第", True)


def test_a_text_of_signs_and_hiragana_has_no_pieces():
    assert pieces("これは、それです。") == []


def test_texts_too_short_to_tell_are_not_alike():
    same = Wording("見守り活動", "")

    assert likeness(same, same) == 0.0


def test_usual_sentences_are_not_enough_where_the_ideas_differ():
    usual = "まず三か月、場所を限って試し、使った方の声と数字を毎月お知らせします。費用は当団体が負担します。広告は付けません。"
    one = Wording(
        "衛星の画像で盛土の変わり目を見つける。見に行く場所の順番を示し、市の見回りの手間を減らします。", usual
    )
    other = Wording(
        "検診の日に使える商店街の休憩券。受診した方が店で休めるようにし、検診を受ける方を増やします。", usual
    )

    assert not is_near(one, other)
    assert is_near(one, Wording(one.idea, "別の文です。"))


def test_likeness_does_not_depend_on_the_order():
    one, other = worded(NEAR_PAIRS[0])

    assert likeness(one, other) == likeness(other, one)


def reasons(hints):
    return [one.reason for one in hints]


def test_two_words_of_sales_make_a_hint_and_one_does_not():
    hints = purpose_hints("弊社製品のご導入をお願いします。初期費用は要りません。")

    assert reasons(purpose_hints("初期費用は当社が持ちます。")) == []
    assert reasons(hints) == [
        "「弊社製品」「ご導入」「初期費用」という言葉があり、営業かもしれません。"
        "市の負担や購入が前提でないか、市民の何がよくなるかを確かめてください。"
    ]


def test_words_are_found_however_they_are_written():
    assert [one.kind for one in purpose_hints("ﾗｲｾﾝｽは月額です。")] == [HintKind.PURPOSE]


def test_a_request_and_a_donation_are_told_apart():
    found = reasons(purpose_hints("駐輪場の屋根を直してほしい。本を寄贈します。"))

    assert [one.partition("かも")[0].rpartition("、")[2] for one in found] == ["要望", "寄附"]


def test_every_word_is_used_once():
    words = [word for purpose in PURPOSES for word in purpose.words]

    assert len(words) == len(set(words))


LABELS = {"title": "提案名", "summary": "概要", "body": "提案内容", "asks": "市に求めること"}
ENOUGH = {"title": "見守り", "summary": "あ" * 20, "body": "あ" * 80, "asks": "場所"}


def missing(*, has_files=False, asked=None, **texts):
    return reasons(missing_hints({**ENOUGH, **texts}, LABELS, has_files=has_files, asked=asked))


def test_nothing_is_missing_where_enough_is_said():
    assert missing() == []


def test_what_is_empty_and_what_says_little_is_named():
    assert missing(summary="短い概要", asks=" ") == ["「概要」が4文字だけです。", "「市に求めること」が空です。"]


@pytest.mark.parametrize("body", ["", "資料のとおりです。"])
def test_a_deck_may_carry_the_body(body):
    assert len(missing(body=body)) == 1
    assert missing(body=body, has_files=True) == []


def test_the_question_of_a_challenge_wants_an_answer():
    assert missing(asked="") == ["課題の問いへの答えが空です。"]
    assert missing(asked="駅から始めます。") == []


def test_each_declaration_is_a_hint():
    assert reasons(declared_hints([("D3", "はい")])) == [
        "申告D3に「はい」と答えています。状況を読み、確かめてください。"
    ]


def test_hints_point_at_what_they_speak_of():
    found = (same_number_hint("見本社", 7), open_hint("R8-J-0001", "見守り", "受付"))
    near = near_hint("R8-J-0002", "見守り", "見本社", 0.456)

    assert [(one.organization, one.number) for one in found] == [(7, ""), (None, "R8-J-0001")]
    assert near.reason == "見本社の「見守り」と文が46％重なります。同じ提案でないかを読み比べてください。"
