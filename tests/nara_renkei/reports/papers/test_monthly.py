from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from nara_renkei.core.models import CitySettings
from nara_renkei.reports.papers import monthly
from nara_renkei.reports.rendering import CannotRender
from tests.nara_renkei.reports.cities import MADE_AT, OCTOBER, received, small_city

pytestmark = pytest.mark.django_db


def fonts_of(pdf: PdfReader) -> set[str]:
    fonts = [page["/Resources"].get("/Font", {}) for page in pdf.pages]
    return {str(font.get_object()["/BaseFont"]).split("+")[-1] for group in fonts for font in group.values()}


def flat(entries):
    """Return the bookmarks of every level in the order of the pages."""
    return [one for entry in entries for one in (flat(entry) if isinstance(entry, list) else [entry])]


def text_of(pdf: PdfReader) -> str:
    return "".join(page.extract_text() for page in pdf.pages).replace("\n", "")


@pytest.fixture
def pdf() -> PdfReader:
    small_city()
    return PdfReader(BytesIO(monthly.build("2026-10", at=MADE_AT).content))


def test_the_paper_holds_the_numbers_and_the_figures(pdf):
    text = text_of(pdf)
    for words in (
        "令和8年10月",
        "R8-J-9001",
        "R8-K-9002",
        "集会所の移動販売",
        "観光経済部",
        "10月に受け付けた提案は3件です",
        "提案は4件です",
        "まだ抽象的",
        "期日を過ぎて、まだのお約束（1件）",
        "8開庁日",
    ):
        assert words in text, words
    assert "R8-J-9004" not in text


def test_the_paper_is_tagged_named_and_has_bookmarks(pdf):
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ja"
    assert "/StructTreeRoot" in root
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert pdf.metadata.title == "令和8年10月 月次報告"
    assert pdf.metadata.author == "奈良市公民連携デスク"
    titles = [str(entry["/Title"]) for entry in flat(pdf.outline)]
    assert titles[:3] == ["令和8年10月 月次報告", "要点", "直近12か月の受付"]
    assert "10月に受け付けた提案の一覧" in titles


def test_only_the_universal_design_font_is_used(pdf):
    assert fonts_of(pdf) == {"BIZ-UDPGothic", "BIZ-UDPGothic-Bold"}


def test_every_page_says_which_of_how_many(pdf):
    pages = len(pdf.pages)
    assert [f"{n} / {pages}ページ" in page.extract_text() for n, page in enumerate(pdf.pages, 1)] == [True] * pages


def test_a_sample_says_that_its_numbers_are_samples(db):
    city = CitySettings.load()
    city.sample_notice = "見本の市です。"
    city.save()

    assert "数字は例示です。見本の市です。" in text_of(PdfReader(BytesIO(monthly.build("2026-10", at=MADE_AT).content)))


def test_an_empty_month_is_said_in_sentences(db):
    points = monthly.paper_of(OCTOBER, at=MADE_AT).points

    assert points == [
        "10月に受け付けた提案はありません（前の月は0件）。",
        "10月31日現在、結果をお待ちの提案はありません。",
        "結果をお知らせした提案はありません。",
        "この月に果たしたお約束はありません。期日を過ぎているものはありません。",
        "日数の中央値は、直近12か月で5件未満のため出しません。",
    ]


def test_the_month_is_said_in_sentences(db):
    small_city()

    assert monthly.paper_of(OCTOBER, at=MADE_AT).points[:4] == [
        "10月に受け付けた提案は3件です（前の月は2件）。自由提案型が2件、課題提示型が1件でした。",
        "10月31日現在、結果をお待ちの提案は4件です。このうち、受付から41開庁日以上たつものが1件あります。",
        "結果をお知らせした提案は2件です（条件付きで進める1件、見送り1件）。",
        "この月に果たしたお約束3件のうち、期限内は2件でした。期日を過ぎて、まだ果たしていないものが1件あります（一覧は「日数と約束」）。",
    ]


def test_hostile_words_stay_words(db):
    received(date(2026, 10, 1), title="<img src=file:///etc/passwd>&<b>")

    text = text_of(PdfReader(BytesIO(monthly.build("2026-10", at=MADE_AT).content)))

    assert "<img src=file:///etc/passwd>&<b>" in text.replace(" ", "").replace("<imgsrc", "<img src")


def test_a_long_list_is_cut_into_tables(db, monkeypatch):
    monkeypatch.setattr(monthly, "ROWS_A_TABLE", 2)
    for day in (1, 2, 5):
        received(date(2026, 10, day))

    assert [len(rows) for rows in monthly.paper_of(OCTOBER, at=MADE_AT).tables] == [2, 1]


def test_what_is_no_month_is_refused(db):
    with pytest.raises(CannotRender, match="月を選び直してください"):
        monthly.build("2026-13", at=MADE_AT)
