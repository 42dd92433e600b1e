import segno
from django.template import Context, Template

from nara_renkei.core.qr import qr_drawing

ADDRESS = "https://kyodo.city.example/admin/dialogue/event/12/uketsuke/ABCD2345/"


def test_the_drawing_has_every_dark_module_once_and_white_around():
    code = segno.make(ADDRESS, error="q", micro=False)

    drawing = qr_drawing(ADDRESS)

    dark = sum(sum(row) for row in code.matrix)
    assert (drawing.side, drawing.path.count("M")) == (code.symbol_size(border=4)[0], dark)
    assert drawing.path.startswith("M4 4.5h1M5 4.5h1")


def test_a_page_draws_it_with_its_name():
    page = Template('{% qr address "受付の<QR>" %}').render(Context({"address": ADDRESS}))

    assert "<title>受付の<QR></title>" in page.replace("&lt;", "<").replace("&gt;", ">")
    assert ("style=" in page, "<img" in page) == (False, False)
