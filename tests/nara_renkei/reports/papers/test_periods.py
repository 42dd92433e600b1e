"""The 四半期報告 and the 年次報告 as PDF: tags, bookmarks, contents, hostile words."""

import re
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.papers import annual, monthly, quarterly
from nara_renkei.reports.rendering import CannotRender
from nara_renkei.reports.rules.periods import year_of
from proposals.enums import Publicity
from tests.factories.directory import OrganizationFactory
from tests.factories.knowledge import CaseFactory
from tests.harness import at
from tests.nara_renkei.reports.cities import MADE_AT, received, small_city

from .test_monthly import flat, text_of

pytestmark = pytest.mark.django_db
QUARTER = "2026-07-01/2026-09-30/2026-11-10"
YEAR = year_of(FiscalYear(2026)).key
HOSTILE = "<b>𠮷野と髙橋</b>"


def read(build, about, made_at=MADE_AT):
    return PdfReader(BytesIO(build(about, at=made_at).content))


def titles(pdf):
    return [str(entry["/Title"]) for entry in flat(pdf.outline)]


@pytest.mark.parametrize(
    ("build", "about", "title"),
    [
        (quarterly.build, QUARTER, "令和8年度 第2四半期 報告（部長会 令和8年11月10日）"),
        (annual.build, YEAR, "令和8年度 年次報告"),
    ],
)
def test_the_paper_is_tagged_named_and_has_bookmarks(build, about, title):
    pdf = read(build, about)

    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ja"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert (pdf.metadata.title, pdf.metadata.author) == (title, "奈良市公民連携デスク")
    assert titles(pdf)[0] == title
    assert f"1 / {len(pdf.pages)}ページ" in pdf.pages[0].extract_text() or build is annual.build


def test_the_quarter_is_read_in_four_pages():
    small_city()

    pdf = read(quarterly.build, QUARTER)

    assert 2 <= len(pdf.pages) <= 4
    assert [one for one in titles(pdf) if one in {"要点", "部長会にお願いすること", "数字", "結果とお約束", "部ごと"}] == [
        "要点", "部長会にお願いすること", "数字", "結果とお約束", "部ごと",
    ]  # fmt: skip
    assert "数字は令和8年9月30日現在作成日" not in text_of(pdf)
    assert "期間の途中" not in text_of(pdf)


def test_a_quarter_that_runs_says_so():
    text = text_of(read(quarterly.build, "2026-10-01/2026-12-31"))

    assert "数字は令和8年11月2日現在（期間の途中）" in text
    assert "部長会 令和" not in text


def test_the_contents_lead_to_the_page_on_which_the_section_stands(monkeypatch):
    monkeypatch.setattr(monthly, "ROWS_A_TABLE", 5)
    for _ in range(60):
        received(date(2026, 10, 1))
    for _ in range(3):
        CaseFactory(opened=True)

    pdf = read(annual.build, YEAR)

    contents = pdf.pages[1].extract_text()
    for _, title in annual.CONTENTS:
        number = int(re.search(rf"{title}[．\s]*(\d+)", contents)[1])
        assert title in pdf.pages[number - 1].extract_text(), title
    links = [one.get_object() for one in pdf.pages[1]["/Annots"]]
    assert {str(one["/Dest"]) for one in links} == {anchor for anchor, _ in annual.CONTENTS}


def test_a_year_is_for_the_city_hall_and_names_nobody_who_may_not_be_named():
    named, hidden = OrganizationFactory(name="名のる会社"), OrganizationFactory(name="名のらない会社")
    received(date(2026, 10, 1), organization=named, publicity=Publicity.OPEN)
    received(date(2026, 10, 2), organization=hidden)
    CaseFactory(opened=True, organization=hidden)

    text = text_of(read(annual.build, YEAR))

    assert "庁内だけの資料です" in text.replace(" ", "")
    assert "名のる会社" in text
    assert "名のらない会社" not in text


def test_hostile_and_long_words_stay_words_and_a_deleted_text_says_so():
    received(date(2026, 10, 1), title=HOSTILE)
    received(date(2026, 10, 2), title="")
    CaseFactory(opened=True, words={"title": HOSTILE, "work": "あ" * 20_000, "effect": "W" * 20_000})

    pdf = read(annual.build, YEAR)

    text = text_of(pdf).replace(" ", "")
    assert "野と髙橋</b>" in text
    assert "（保存年限により削除）" in text
    assert len(pdf.pages) < 16


def test_a_sample_says_that_its_numbers_are_samples():
    city = CitySettings.load()
    city.sample_notice = "見本の市です。"
    city.save()

    assert "見本の市です。" in text_of(read(quarterly.build, QUARTER))
    assert "見本の市です。" in text_of(read(annual.build, YEAR))


@pytest.mark.parametrize("build", [quarterly.build, annual.build])
@pytest.mark.parametrize("about", ["", "2026-10", "2026-04-01/2026-06-29"])
def test_what_is_no_such_period_is_refused(build, about):
    with pytest.raises(CannotRender, match="選び直してください"):
        build(about, at=at(date(2026, 11, 2)))
