import pytest

from knowledge.rules.likeness import alike, in_common, words_to_find


def test_the_text_that_shares_most_is_first_and_equals_keep_their_order():
    others = ["図書館の本", "里山の手入れ", "公園と里山の手入れ", "海の話"]

    assert alike("公園と里山の手入れ", others) == [2, 1, 0, 3]
    assert alike("公園と里山の手入れ", others, fewest=2) == [2, 1]


def test_what_few_share_counts_more():
    assert alike("公園の紙芝居", ["公園の朝市", "公園の花火", "紙芝居"]) == [2, 0, 1]


def test_nothing_is_like_nothing():
    assert alike("公園", []) == []


def test_the_words_in_common_are_those_of_the_text():
    assert in_common("高齢者の買い物を支援する", "買物支援と高齢者") == ("高齢者", "買い物", "支援")


@pytest.mark.parametrize(
    ("title", "summary", "found"),
    [
        ("買い物のついでに、ごみ拾い", "", ["買い物", "ごみ拾い"]),
        ("放課後児童支援", "", ["放課後児童", "放課", "後児", "童支"]),
        ("ドローン", "防災", ["ドローン", "防災"]),
        ("あいうえお", "", []),
        ("", "", []),
    ],
)
def test_the_words_to_search_for_stand_in_the_text(title, summary, found):
    assert words_to_find(title, summary, 4) == found


def test_no_more_words_than_asked_for():
    assert len(words_to_find("公園と森林と水道と観光", "高齢者と防災と図書館と介護", 5)) == 5
