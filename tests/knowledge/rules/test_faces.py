import pytest

from knowledge.rules.faces import Breach, Marked, breaches, digest

WHOLE = Marked("提案の内容", "", "独自の通信方式で位置を集めます。安い。\n夜間は別の回線に切り替えます！")


def found(text, *marks):
    return [one.says for one in breaches({"work": text}, marks)]


def test_a_marked_part_is_found_whatever_its_width_and_spaces():
    mark = Marked("費用", "月３万円、髙橋電器と", "月３万円、髙橋電器と組みます。")

    assert breaches({"title": "講座", "work": "はじめは月 3万円、\n高橋電器 と試した。"}, [mark]) == [
        Breach("work", "費用", "月３万円、髙橋電器と")
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("独自の通信方式で 位置を集めます", ["独自の通信方式で位置を集めます"]),
        ("夜間は別の回線に切り替えます。", ["夜間は別の回線に切り替えます"]),
        ("安い。", []),  # too short to be known again
        ("通信方式で位置を集めます。", []),
    ],
)
def test_of_a_field_that_is_marked_as_a_whole_every_long_sentence_is_found(text, says):
    assert found(text, WHOLE) == says


def test_the_digest_is_of_words_and_pictures_and_not_of_their_order():
    one = digest({"title": "講座", "year": 2026}, [{"file": "1", "alt": "絵"}])

    assert one == digest({"year": 2026, "title": "講座"}, [{"alt": "絵", "file": "1"}])
    assert one != digest({"title": "講座", "year": 2027}, [{"file": "1", "alt": "絵"}])
    assert one != digest({"title": "講座", "year": 2026}, [{"file": "1", "alt": "図"}])
