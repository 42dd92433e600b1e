import pytest

from knowledge.rules.words import WordFinder, as_written, fold, grams


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("買い物", "買物"),
        ("見守りを", "見守を"),
        ("空き家", "空家"),
        ("取り組み", "取組"),
        ("障害者", "障がい者"),
        ("子供とこども", "子どもと子ども"),
        ("ゴミ", "ごみ"),
        ("月ケ瀬", "月ヶ瀬"),
        ("ＥＶ ﾊﾞｽ", "ev バス"),
    ],
)
def test_one_word_has_one_spelling(one, other):
    assert fold(one) == fold(other)


def test_a_text_is_made_of_pairs_and_triples_of_kanji_and_whole_words_of_katakana_and_letters():
    assert list(grams("防災訓練にドローンとevを使う")) == ["防災", "災訓", "訓練", "防災訓", "災訓練", "ドローン", "ev"]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["水道", "下水道"], "水道と下水道", ["水道", "下水道"]),
        (["学校", "学校給食"], "学校給食の学校", ["学校給食", "学校"]),
        (["道"], "道具", []),
        (["道"], "道を直す", ["道"]),
        (["ラボ"], "コラボの旗", []),
        (["バス"], "バスタオル", []),
        (["スポーツ"], "スポーツジム", ["スポーツ"]),
        (["ai"], "email", []),
        (["ai"], "生成aiを", ["ai"]),
        ([], "何もない", []),
    ],
)
def test_known_words_are_found_whole_and_the_longest_first(words, text, found):
    assert WordFinder(words).find(text) == found


def test_a_folded_word_is_shown_as_the_text_spells_it():
    assert as_written("買物", "週に一度の買い物です") == "買い物"
    assert as_written("お年寄", "お年寄りの", "お年寄り") == "お年寄り"
    assert as_written("aed", "ＡＥＤの地図", "AED") == "AED"
    assert as_written("障がい者", "障害者の", "障がいのある人") == "障がいのある人"
    assert as_written("障がい者", "障害者の") == "障がい者"
