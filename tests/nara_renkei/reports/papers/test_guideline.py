import re
from datetime import timedelta

import pytest

from knowledge.enums import Audience
from knowledge.models import Chapter, ChapterVersion
from knowledge.rules.papers import INTERNAL_EDITION, PUBLIC_EDITION
from knowledge.usecases.load_chapters import FIRST_DAY
from nara_renkei.reports.papers.guideline import EMPTY, build, paper_of
from nara_renkei.reports.rendering import CannotRender
from tests.harness import NOON, at
from tests.nara_renkei.reports.pdfs import bare, texts

pytestmark = pytest.mark.django_db


def test_the_public_edition_has_no_word_of_the_internal_chapters():
    paper = paper_of(f"{PUBLIC_EDITION}/x", at=NOON)

    assert len(paper.chapters) == 19
    assert paper.is_public is True
    assert not any("#kento" in one.page.html for one in paper.chapters)
    assert len(paper_of(f"{INTERNAL_EDITION}/x", at=NOON).chapters) == 25


def test_every_chapter_begins_on_a_page_that_the_contents_name():
    only = ("tsukaikata", "kohei", "kubun")
    Chapter.objects.exclude(anchor__in=only).update(audience=Audience.INTERNAL, public_from=None)
    shown = [one.version.full_title for one in paper_of(f"{PUBLIC_EDITION}/x", at=NOON).chapters]

    pages = texts(build(f"{PUBLIC_EDITION}/x", at=NOON))

    contents = pages[1]
    for title in shown:
        words = bare(title)
        told = re.search(rf"{re.escape(words)}[．.]*?([0-9]+)", contents)
        assert told, title
        assert pages[int(told[1]) - 1].count(words) >= 1
    assert "公開版です" in pages[0]
    assert all(f"{number}/{len(pages)}ページ" in text for number, text in enumerate(pages[1:], start=2))


def test_before_the_first_edition_there_is_no_book():
    with pytest.raises(CannotRender, match=EMPTY):
        build(PUBLIC_EDITION, at=at(FIRST_DAY - timedelta(days=1)))
    assert ChapterVersion.objects.count() == 25
