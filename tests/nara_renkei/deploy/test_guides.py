"""The handbooks are as short on paper as promised, tagged, and no picture is missing."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from nara_renkei.deploy import guides
from nara_renkei.deploy.guides import DOCS, FLOW, HANDBOOKS, Handbook

A4, A5, WIDE = (595, 842), (595, 420), (960, 540)  # points, as printed and as shown
PROMISED = [one for one in HANDBOOKS if one.pages is not None]


def reader(handbook: Handbook) -> PdfReader:
    return PdfReader(BytesIO(guides.make(handbook).content))


@pytest.mark.parametrize("handbook", PROMISED, ids=lambda one: one.source)
def test_a_handbook_fits_its_pages_and_is_tagged(handbook: Handbook) -> None:
    pdf = reader(handbook)
    size = tuple(round(float(side)) for side in (pdf.pages[0].mediabox.width, pdf.pages[0].mediabox.height))

    assert len(pdf.pages) <= handbook.pages
    assert size == {"half": A5, "slides": WIDE}.get(handbook.kind, A4)
    assert pdf.root_object["/MarkInfo"]["/Marked"]
    assert pdf.root_object["/Lang"] == "ja"
    assert pdf.metadata
    assert pdf.metadata.title == (DOCS / handbook.source).read_text().partition("\n")[0][2:]


def test_the_pages_are_those_that_were_promised() -> None:
    promised = {one.source: one.pages for one in PROMISED}

    assert promised == {
        "guide-division.md": 2,
        "guide-leader.md": 1,
        "guide-manager.md": 1,
        "guide-operations.md": 1,
        "guide-secrets.md": 1,
        "slides-staff.md": 18,
    }
    assert next(one for one in HANDBOOKS if one.source == "guide-manager.md").kind == "half"


def test_every_slide_is_one_page() -> None:
    slides = (DOCS / "slides-staff.md").read_text(encoding="utf-8").split("\n---\n")
    (handbook,) = (one for one in HANDBOOKS if one.kind == "slides")

    assert len(slides) == handbook.pages  # and no more pages than promised: test_a_handbook_fits_its_pages
    assert len(reader(handbook).pages) == len(slides)


@pytest.mark.full
@pytest.mark.parametrize("handbook", [one for one in HANDBOOKS if one.pages is None], ids=lambda one: one.source)
def test_a_long_handbook_becomes_a_paper(handbook: Handbook) -> None:
    assert len(reader(handbook).pages) > 1


def test_every_handbook_of_the_documents_is_printed() -> None:
    there = {path.name for kind in ("guide-*.md", "reference-*.md", "slides-*.md") for path in DOCS.glob(kind)}

    assert {one.source for one in HANDBOOKS} == there


def test_every_picture_is_there_and_a_lost_one_stops(tmp_path, monkeypatch) -> None:
    assert {
        one.source: lost
        for one in HANDBOOKS
        if (lost := [name for name in guides.pictures((DOCS / one.source).read_text()) if not (DOCS / name).is_file()])
    } == {}

    monkeypatch.setattr(guides, "DOCS", tmp_path)
    (tmp_path / "guide-x.md").write_text("# 題\n\n![絵](pictures/nai.png)\n")
    with pytest.raises(FileNotFoundError, match=r"pictures/nai\.png"):
        guides.make(Handbook("guide-x.md", 1))


def test_the_picture_of_the_way_has_the_words_and_days_of_the_portal() -> None:
    assert FLOW.read_text(encoding="utf-8") == guides.flow(), "run: sh bin/dev guides"


def test_lines_of_the_source_leave_no_blank_between_japanese_words() -> None:
    made = guides.as_html("期限を\n過ぎた\n\nsee the\nlist\n\n**太い**\n字")

    assert made == "<p>期限を過ぎた</p>\n<p>see the\nlist</p>\n<p><strong>太い</strong>字</p>\n"


def test_links_to_other_pages_leave_their_words_and_links_to_headings_lead() -> None:
    made = guides.as_html("## 見張る\n\n[下](#見張る)と[ほか](guide-desk.md)と[外](https://example.jp/)")

    assert '<a href="#見張る">下</a>' in made
    assert "guide-desk.md" not in made
    assert "ほか" in made
    assert '<a href="https://example.jp/">外</a>' in made


@pytest.mark.full
def test_april_and_the_bad_days_of_the_operators_stand_on_a_page_each() -> None:
    for source, heading, last in (
        ("guide-yearly.md", "4月にすること（日の順）", "年次報告ができる"),
        ("guide-incidents.md", "起きたこと", "その前の封を記録します"),
        ("guide-incidents.md", "個人情報が漏れた、なくなった", "その都度確かめてください"),
    ):
        (handbook,) = (one for one in HANDBOOKS if one.source == source)
        pages = [page.extract_text() for page in reader(handbook).pages]
        assert [page for page in pages if heading in page and last in page.replace("\n", "")], heading
