from datetime import date

from knowledge.rules.open_data import HEAD, row_of

WORDS = {
    "title": "講座", "summary": "概要", "background": "", "work": "講師", "effect": "", "voice": "", "field": "防災",
    "implementer": "奈良市", "division": "危機管理課", "partner": "見本社", "method": "", "year": 2026, "days": None,
}  # fmt: skip


def row(**words):
    images = [("一枚目", "https://a/1", "CC"), ("二枚目", "https://a/2", "市だけ")]
    return row_of("j-1", {**WORDS, **words}, images, url="https://a/", contact="デスク", published_on=date(2026, 10, 5))


def test_a_case_has_the_items_of_gif_and_then_ours():
    made = row()

    assert tuple(made) == HEAD
    assert made["タイトル"] == "講座"
    assert made["事例実施年"] == "2026"
    assert made["対象組織"] == "奈良市"
    assert made["事例の場所"] == "奈良県"
    assert made["所要日数"] == made["始まった日"] == ""
    assert made["イメージタイトル"] == "一枚目;二枚目"
    assert made["最終更新日"] == "2026-10-05"
    assert made["ライセンス"] == "CC BY 4.0"


def test_of_another_implementer_the_place_is_not_claimed():
    assert row(implementer="見本町")["事例の場所"] == ""
