"""What a FAQ must not say is found however it is written, and nothing else is taken."""

import pytest

from knowledge.rules.nameless import Known, names_in, person_in, person_of, without_names

KNOWN = Known(
    people=frozenset({"髙橋 花子", "見本次郎", "林 太郎", "李"}),
    bodies=frozenset({"株式会社ふたもみじ商店【例示】", "ことほぎ生命保険株式会社 奈良支社【例示】", "（株）あ"}),
)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("髙橋 花子に聞きました。", "〔氏名〕に聞きました。"),
        ("高橋　花子と高橋花子に", "〔氏名〕と〔氏名〕に"),
        ("高橋さんと林課長が来ました。", "〔氏名〕と〔氏名〕が来ました。"),
        ("見本次郎、見本 次郎", "〔氏名〕、〔氏名〕"),
        ("高\u200b橋花子", "〔氏名〕"),
        ("株式会社ふたもみじ商店【例示】から", "〔団体名〕から"),
        ("ふたもみじ商店の方", "〔団体名〕の方"),
        ("ことほぎ生命保険の提案と、ことほぎ生命保険 奈良支社", "〔団体名〕の提案と、〔団体名〕"),
        (
            "renkei@company.exampleとｒｅｎｋｅｉ＠ｃｏｍｐａｎｙ．ｅｘａｍｐｌｅ",
            "〔メールアドレス〕と〔メールアドレス〕",
        ),
        ("電話0742-34-1111、０７４２ー３４ー１１１１、090 1234 5678", "電話〔電話番号〕、〔電話番号〕、〔電話番号〕"),
        ("(0742)34-1111へ", "(〔電話番号〕へ"),
        ("R8-J-0012とｒ８－ｋ－０００３", "〔提案番号〕と〔提案番号〕"),
    ],
)
def test_names_are_taken_out_however_they_are_written(text, clean):
    assert without_names(text, KNOWN).text == clean
    assert names_in(text, KNOWN)
    assert not names_in(clean, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "地方自治法施行令第167条の2第1項第2号です。",
        "林業の課と高橋という橋、奈良支社という言葉。",
        "2026-10-05と令和8年10月5日、法人番号1234567890123、010801。",
        "株式会社と契約できますか。李さんの話ではありません。",
        "",
    ],
)
def test_nothing_else_is_taken(text):
    assert without_names(text, Known(KNOWN.people, KNOWN.bodies)).text == text
    assert names_in(text, KNOWN) == []


def test_what_was_taken_is_said_once_and_as_it_was_written():
    found = without_names("見本次郎が renkei@company.example へ。見本次郎より", KNOWN)

    assert found.text == "〔氏名〕が 〔メールアドレス〕 へ。〔氏名〕より"
    assert found.taken == ("氏名：見本次郎", "メールアドレス：renkei@company.example")


def test_of_two_names_that_overlap_the_longer_goes():
    known = Known(people=frozenset({"奈良花子", "奈良花"}))

    assert without_names("奈良花子です", known).text == "〔氏名〕です"


@pytest.mark.parametrize(
    ("label", "name"), [("髙橋 花子（契約課主査）", "髙橋 花子"), ("システム", ""), ("公民連携デスク", "")]
)
def test_the_name_of_a_label(label, name):
    assert person_of(label) == name


@pytest.mark.parametrize(
    ("representative", "name"),
    [("代表取締役 奈良 花子", "奈良 花子"), ("奈良支社長　林太郎", "林太郎"), (" 奈良 花子", "奈良 花子")],
)
def test_the_name_of_a_representative(representative, name):
    assert person_in(representative) == name
