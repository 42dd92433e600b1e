"""The first edition of the ガイドライン says what the portal does."""

import re
from datetime import date

import pytest

from knowledge.enums import Audience
from knowledge.models import Chapter, ChapterVersion
from knowledge.rendering import render_chapter
from knowledge.rules.guideline import LINKED_BY_COMPANIES, TEXT, TITLE, digest
from knowledge.usecases.load_chapters import FIRST_DAY, first_edition, load_chapters
from proposals.enums import Procedure
from proposals.rules.pledge_items import FIRST_EDITION
from tests.factories.directory import DivisionFactory
from tests.house import ROOT

CHAPTERS = {one.anchor: one for one in first_edition()}
LINK = re.compile(r"\[([^\]]+)\]\(#([a-z]+)\)")
SHOWN_LINK = re.compile(r'components/chapter.html" with page="knowledge:(\w+)" anchor="(\w+)" label="([^"]+)"')


def test_it_has_22_chapters_and_3_appendices_in_their_order():
    labels = [one.label for one in first_edition()]

    assert labels == [*(f"第{number}章" for number in range(22)), "付A", "付B", "付C"]
    assert sum(len(one.text) for one in CHAPTERS.values()) >= 12_000
    assert all(len(one.title) <= TITLE and len(one.text) <= TEXT for one in CHAPTERS.values())


@pytest.mark.parametrize("anchor", sorted(CHAPTERS))
def test_every_chapter_says_that_it_is_a_sample_and_ends_its_sentences(anchor):
    text = CHAPTERS[anchor].text

    assert text.startswith("> **見本**")
    assert not re.search(r"TODO|…$", text, re.MULTILINE)
    assert text.rstrip()[-1] in "。」）|"


@pytest.mark.parametrize("anchor", sorted(CHAPTERS))
def test_every_link_names_a_chapter_that_its_reader_has(anchor):
    one = CHAPTERS[anchor]
    targets = [(words, CHAPTERS[target]) for words, target in LINK.findall(one.text)]

    assert all(words.startswith(target.label) for words, target in targets)
    assert all(target.is_public for _, target in targets if one.is_public)
    assert render_chapter(one.text, anchor=anchor, link_of=lambda to: f"/{to}/").html.count("](#") == 0


def test_the_first_appendix_is_what_companies_are_asked():
    parts = re.split(r"^## ", CHAPTERS["bunan"].text, flags=re.MULTILINE)
    asked = [
        (kind, number, re.sub(r"（要らない／持っている／始めるまでに得る）$", "", text))
        for kind, name in zip("DPCN", ("申告", "誓約", "同意", "了承"), strict=True)
        for part in parts
        if part.startswith(name)
        for number, text in re.findall(r"^(\d+)\. (.+)$", part, re.MULTILINE)
    ]

    assert asked == [(item.code[0], item.code[1:], item.text) for item in FIRST_EDITION]


def test_the_chapter_of_the_ways_names_every_way():
    assert [one.label for one in Procedure if one.label not in CHAPTERS["kubun"].text] == []


def test_pages_link_to_chapters_that_are_there_and_companies_to_public_ones():
    found = {
        link
        for path in (ROOT / "templates").rglob("*.html")
        if path.name != "chapter.html"
        for link in SHOWN_LINK.findall(path.read_text(encoding="utf-8"))
    }

    assert all(CHAPTERS[anchor].label == label for _, anchor, label in found)
    assert {anchor for page, anchor, _ in found if page == "chapter"} == LINKED_BY_COMPANIES
    assert all(CHAPTERS[anchor].is_public for anchor in LINKED_BY_COMPANIES)
    assert {page for page, _, _ in found} == {"chapter", "staff_chapter"}


@pytest.mark.django_db
def test_it_is_there_from_the_beginning():
    versions = ChapterVersion.objects.effective_on(FIRST_DAY).in_order()

    assert [one.chapter.anchor for one in versions] == list(CHAPTERS)
    assert all(one.sha256 == digest(one.title, one.text) for one in versions)
    kept = Chapter.objects.get(anchor="kento")
    assert (kept.audience, kept.public_from, kept.must_read) == (Audience.INTERNAL, None, True)
    assert (kept.keeper, kept.review_by) == ("総合政策課", date(2027, 9, 30))


@pytest.mark.django_db
def test_loading_again_keeps_what_the_city_made_of_it_and_finds_the_divisions():
    Chapter.objects.filter(anchor="kento").update(must_read=False)
    missing = Chapter.objects.get(anchor="koyomi")
    ChapterVersion.objects.filter(chapter=missing)
    division = DivisionFactory(name="契約課")

    load_chapters()

    assert Chapter.objects.count() == ChapterVersion.objects.count() == len(CHAPTERS)
    assert Chapter.objects.get(anchor="kento").must_read is False
    assert [one.anchor for one in Chapter.objects.filter(owner=division)] == ["kubun"]
    assert Chapter.objects.get(anchor="kubun").keeper == "契約課"
