import pytest

from screening.rules.suggestions import Near, Profile, Suggester

CARE = Profile("1", "長寿福祉課", "高齢者の見守りと買物支援／認知症施策")
PARKS = Profile("2", "公園緑地課", "公園の整備と管理／街路樹と緑化")
FARMS = Profile("3", "農政課", "農地の保全／森林と里山の整備")
WATER = Profile("4", "水道施設課", "水道管の更新と漏水調査")
SEWERS = Profile("5", "下水道課", "下水道管の更新と維持管理")
CITY = [CARE, PARKS, FARMS, WATER, SEWERS]


def codes(near):
    return [one.code for one in near]


def test_the_division_whose_field_the_words_belong_to_is_first_with_the_words_as_written():
    near = Suggester(CITY).rank("お年寄りの買い物を手伝う", "配食のついでに異変に気づく")

    assert near[0].code == "1"
    assert near[0].words[:2] == ("お年寄り", "買い物")
    assert 1 <= near[0].score <= 99


def test_nothing_is_near_to_words_that_nobody_works_on():
    assert Suggester(CITY).rank("宇宙船の乗組員", "月へ行く船") == []


def test_nothing_is_near_to_no_words():
    assert Suggester(CITY).rank("", "") == []


def test_a_city_without_divisions_suggests_none():
    assert Suggester([]).rank("公園", "公園") == []


def test_the_title_counts_more_than_the_summary():
    near = Suggester(CITY).rank("公園の話", "里山の話もする")

    assert codes(near) == ["2", "3"]


def test_the_rest_of_the_text_counts_least():
    suggester = Suggester(CITY)

    in_summary = suggester.rank("ご提案", "公園のこと")[0].score
    in_rest = suggester.rank("ご提案", "", "公園のこと。芝生と遊具のこと。")[0].score

    assert in_rest < in_summary


def test_a_word_inside_a_longer_one_does_not_count():
    assert codes(Suggester(CITY).rank("下水道のマンホール", "")) == ["5"]


def test_a_hint_counts_less_than_a_word_of_the_field():
    suggester = Suggester(CITY)

    assert suggester.rank("広場", "")[0].score < suggester.rank("公園", "")[0].score


def test_words_in_common_with_the_duties_count_without_a_field():
    near = Suggester([Profile("1", "月見課", "月見団子の祭典"), PARKS]).rank("月見団子の会", "")

    assert near == [Near("1", near[0].score, ("月見団子",))]


def test_as_many_are_suggested_as_are_asked_for_and_none_that_is_left_out():
    suggester = Suggester(CITY)
    words = ("公園と森林と水道", "高齢者と下水道")

    assert len(suggester.rank(*words)) == 5
    assert len(suggester.rank(*words, count=2)) == 2
    assert "2" not in codes(suggester.rank(*words, without={"2"}))


@pytest.mark.parametrize("keywords", ["鹿せんべい", "紙芝居／鹿せんべい", "紙芝居、鹿せんべい\n", "鹿せんべい／ "])
def test_a_keyword_of_the_division_leads_to_it(keywords):
    parks = Profile(PARKS.code, PARKS.name, PARKS.duties, keywords)

    near = Suggester([CARE, parks, FARMS]).rank("鹿せんべいの新しい形", "")

    assert codes(near) == ["2"]
    assert near[0].words == ("鹿せんべい",)


def test_a_keyword_of_two_divisions_leads_to_both():
    near = Suggester(
        [Profile("1", "甲課", "", "紙芝居"), Profile("2", "乙課", "", "紙芝居"), PARKS, FARMS, WATER, SEWERS]
    ).rank("紙芝居", "")

    assert codes(near) == ["1", "2"]


def test_a_long_keyword_of_one_hides_no_word_of_another():
    care = Profile(CARE.code, CARE.name, CARE.duties, "お年寄りの散歩")

    assert codes(Suggester([care, PARKS, FARMS]).rank("公園のお年寄りの散歩", "")) == ["1", "2"]
    assert codes(
        Suggester([CARE, Profile("2", PARKS.name, PARKS.duties, "お年寄りの散歩")]).rank("お年寄りの散歩", "")
    ) == [
        "2",
        "1",
    ]


TITLE, SUMMARY = "紙芝居の巡業", "昔話を語る"


def test_what_a_division_took_teaches():
    suggester = Suggester(CITY)
    assert suggester.rank(TITLE, SUMMARY) == []

    for _ in range(5):
        suggester.learn("3", TITLE, SUMMARY, taken=True)

    near = suggester.rank("紙芝居の巡業", "昔話")
    assert codes(near) == ["3"]
    assert near[0].words == ("紙芝居", "巡業", "昔話")


def test_what_a_division_refused_unteaches():
    suggester = Suggester(CITY)
    before = suggester.rank("公園の紙芝居", SUMMARY)[0].score

    for _ in range(5):
        suggester.learn("2", "公園の紙芝居", SUMMARY, taken=False)

    near = suggester.rank("公園の紙芝居", SUMMARY)
    assert near == [] or near[0].score < before


def test_a_refusal_takes_back_what_was_taken():
    suggester = Suggester(CITY)
    for taken in (True, False):
        for _ in range(3):
            suggester.learn("3", TITLE, SUMMARY, taken=taken)

    assert suggester.rank(TITLE, SUMMARY) == []


def test_the_same_words_give_the_same_answer():
    words = ("公園と里山", "高齢者の見守り")

    assert Suggester(CITY).rank(*words) == Suggester(CITY[::-1]).rank(*words)


def test_long_duties_do_not_win_by_their_length():
    short = Profile("1", "甲課", "月見団子")
    long = Profile("2", "乙課", "月見団子／" + "／".join(f"{a}{b}事務" for a in "東西南北" for b in "朝昼夕夜"))

    assert codes(Suggester([long, short, PARKS, FARMS]).rank("月見団子", ""))[0] == "1"
