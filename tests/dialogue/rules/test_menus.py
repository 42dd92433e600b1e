import pytest

from dialogue.rules.menus import title_of


@pytest.mark.parametrize(
    ("offer", "title"),
    [
        ("車で回ります。知らせも配れます。", "車で回ります"),
        ("一行目\n二行目", "一行目"),
        ("あ" * 60, "あ" * 60),
        ("あ" * 61, "あ" * 59 + "…"),
    ],
)
def test_the_title_is_the_first_sentence_cut_to_fit(offer, title):
    assert title_of(offer) == title
