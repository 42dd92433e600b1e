import pytest

from knowledge.rules.nearby import city_words, nearest, slips

TITLES = (
    "地域防災力を高める講座", "子育て支援のひろば", "ネーミングライツでスポーツ施設を直す", "買い物支援の移動販売",
    "見守り協定", "公園で朝市をひらく", "企業版ふるさと納税", "実証実験の進め方", "指定管理者", "脱炭素の取り組み",
    "図書館の読み聞かせ", "AIチャットボット",
)  # fmt: skip
WORDS = dict.fromkeys((word for title in TITLES for word in city_words(title)), 1)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("防再", "防災"),
        ("子育で", "子育て"),
        ("ネーミングライト", "ネーミングライツ"),
        ("ﾈｰﾐﾝｸﾞﾗｲﾂﾂ", "ネーミングライツ"),
        ("見守リ", "見守り"),
        ("実証実見", "実証実験"),
        ("指定官理", "指定管理"),
        ("脱炭泰", "脱炭素"),
        ("チャットポット", "チャットボット"),
        ("ふるさと脳税", "ふるさと納税"),
        ("図館書", "図書館"),
        ("買い物支縁", "買い物支援"),
    ],
)
def test_a_slip_leads_to_the_word_that_was_meant(slip, meant):
    assert nearest(slip, WORDS, 3)[0] == meant


@pytest.mark.parametrize("word", ["宇宙船", "こうえん", "防災", "ﾎﾞｳｻｲ", "防衛費"])
def test_what_is_far_off_or_right_leads_nowhere(word):
    assert nearest(word, {"公園": 1, "防災": 1}, 3) == []


def test_of_equals_those_that_begin_alike_then_the_more_used_come_first():
    assert nearest("防再", {"再生": 9, "防犯": 1, "防災": 2, "再開": 9, "防火": 1}, 3) == ["防災", "防火", "防犯"]


def test_the_words_of_a_title():
    assert city_words("髙木町の子育て支援と、ｽﾏﾎ教室") >= {"高木町", "子育て支援", "子育て", "スマホ", "教室"}
    assert city_words("あいう　1") == set()


@pytest.mark.parametrize(
    ("one", "other", "away"),
    [
        ("", "", 0),
        ("防災", "防災", 0),
        ("防再", "防災", 1),
        ("図館書", "図書館", 1),
        ("ab", "ba", 1),
        ("abcd", "wxyz", 3),
    ],
)
def test_slips_are_counted(one, other, away):
    assert slips(one, other, 2) == away
