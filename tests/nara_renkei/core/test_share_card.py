import io

from PIL import Image

from nara_renkei.core import fonts
from nara_renkei.core.share_card import lines_of, share_card


def test_the_card_is_a_small_png_of_the_size_that_other_sites_want():
    card = share_card("地域防災力を高める講座を、会社の方とひらきました" * 3, "事例｜防災", "奈良市 公民連携デスク")

    image = Image.open(io.BytesIO(card))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(card) < 100_000
    assert len(image.getcolors()) > 2


def test_without_the_font_there_is_none(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path),))

    assert share_card("題", "上", "下") is None


def test_a_closing_mark_never_begins_a_line():
    assert lines_of("あいうえ、おかき", 4, len) == ["あいうえ、", "おかき"]
