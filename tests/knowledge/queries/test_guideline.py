from datetime import timedelta

import pytest

from knowledge.enums import Audience
from knowledge.models import Chapter
from knowledge.queries.guideline import (
    change_of,
    contents,
    edition_about,
    edition_on,
    guideline_papers,
    history_of,
    public_edition,
    read_chapter_on,
)
from knowledge.queries.must_read import Reading, must_read_cover, readings_of
from knowledge.rules.papers import INTERNAL_EDITION, PUBLIC_EDITION
from knowledge.usecases.order_guideline import order_guideline
from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post
from nara_renkei.core.models import PaperJob, PaperState
from nara_renkei.core.private_files import store_bytes
from nara_renkei.portal.demo.pictures import leaflet
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.factories.knowledge import AcknowledgementFactory, ChapterFactory, ChapterVersionFactory
from tests.harness import NOON, THE_DESK, TODAY

pytestmark = pytest.mark.django_db


def labels(versions):
    return [one.chapter.label for one in versions]


def test_the_public_has_the_public_chapters_in_the_order_of_the_book():
    whole, public = contents(TODAY, public=False), contents(TODAY, public=True)

    assert (labels(whole)[0], labels(whole)[-1], len(whole), len(public)) == ("第0章", "付C", 25, 19)
    assert "第6章" not in labels(public)
    assert all(one.chapter.is_public for one in public)


def test_the_contents_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [one.full_title for one in contents(TODAY, public=False)][6] == "第6章　担当課の検討のしかた"


def test_a_chapter_has_neighbours_that_its_reader_has():
    read = read_chapter_on(TODAY, "monosashi", public=True)
    first, last = (read_chapter_on(TODAY, anchor, public=False) for anchor in ("tsukaikata", "koyomi"))

    assert (read.before.chapter.label, read.after.chapter.label, read.is_past_review) == ("第5章", "第8章", False)
    assert "kento" not in read.anchors
    assert (first.before, last.after) == (None, None)
    assert read_chapter_on(TODAY, "kento", public=True) is None
    assert read_chapter_on(TODAY, "nai", public=False) is None


def test_past_its_day_a_chapter_is_marked():
    ChapterVersionFactory(chapter__anchor="furui", chapter__review_by=TODAY - timedelta(days=1))

    assert read_chapter_on(TODAY, "furui", public=False).is_past_review is True
    assert list(Chapter.objects.past_review(TODAY).in_order().values_list("anchor", flat=True)) == ["furui"]


def test_the_public_reads_how_a_chapter_came_to_say_so_since_it_is_public():
    version = ChapterVersionFactory(number=2, first=True, chapter__public=True)
    anchor = version.chapter.anchor
    ChapterVersionFactory(chapter=version.chapter, number=3, draft=True)

    assert [one.number for one in history_of(TODAY, anchor, public=True)] == [2, 1]
    found = change_of(TODAY, anchor, 2, public=True)
    assert (found.before.number, found.title, found.text[0].heading) == (1, [], "ひとことで")
    assert change_of(TODAY, anchor, 1, public=True) is None
    assert change_of(TODAY, anchor, 3, public=False) is None
    Chapter.objects.filter(pk=version.chapter.pk).update(public_from=2)
    assert change_of(TODAY, anchor, 2, public=True) is None
    assert change_of(TODAY, anchor, 2, public=False) is not None


# --- on paper


def test_the_public_edition_is_found_while_it_says_what_the_chapters_say():
    assert public_edition(TODAY) is None
    paper = order_guideline(edition=PUBLIC_EDITION, by=THE_DESK, at=NOON)
    order_guideline(edition=INTERNAL_EDITION, by=THE_DESK, at=NOON)
    assert public_edition(TODAY) is None
    file = store_bytes(leaflet(), name="本.pdf", content_type="application/pdf", at=NOON)
    PaperJob.objects.filter(pk=paper.pk).update(state=PaperState.DONE, finished_at=NOON, file=file)

    assert public_edition(TODAY) == paper
    assert guideline_papers().count() == 2
    Chapter.objects.filter(anchor="kubun").update(audience=Audience.INTERNAL, public_from=None)
    assert public_edition(TODAY) is None
    assert [len(edition_on(one, TODAY)) for one in (PUBLIC_EDITION, INTERNAL_EDITION)] == [18, 25]
    assert edition_about(PUBLIC_EDITION, TODAY) != paper.about


# --- 必読


@pytest.fixture
def must_read():
    """The only chapter that must be read, in its second version."""
    Chapter.objects.update(must_read=False)
    return ChapterVersionFactory(number=2, first=True, chapter__must_read=True)


def reading(user, version):
    return readings_of(user, TODAY)[version.chapter_id]


def test_who_read_an_older_version_is_asked_again_where_the_new_one_says_so(must_read):
    user = StaffFactory()
    assert reading(user, must_read) == Reading(None, None, is_done=False)
    AcknowledgementFactory(user=user, version=must_read.chapter.versions.get(number=1))
    assert reading(user, must_read) == Reading(1, NOON, is_done=False)
    AcknowledgementFactory(user=user, version=must_read)
    assert reading(user, must_read) == Reading(2, NOON, is_done=True)
    ChapterVersionFactory(chapter=must_read.chapter, number=3, asks_again=False, effective_from=TODAY)
    assert reading(user, must_read).is_done is True
    ChapterVersionFactory(chapter=must_read.chapter, number=4, effective_from=TODAY + timedelta(days=1))
    assert reading(user, must_read).is_done is True
    assert readings_of(user, TODAY + timedelta(days=1))[must_read.chapter_id].is_done is False


def test_what_nobody_must_read_is_asked_of_nobody():
    Chapter.objects.update(must_read=False)
    ChapterFactory(must_read=True)  # says nothing yet

    assert readings_of(StaffFactory(), TODAY) == {}
    assert must_read_cover(TODAY) == []


def test_the_cover_counts_everybody_once_by_the_posts_of_the_day(must_read):
    early, late = DepartmentFactory(code="0001", name="先の部"), DepartmentFactory(code="0002", name="後の部")
    one = StaffFactory(officer=True, division=DivisionFactory(department=late, name="見本課"), name="一人目")
    PostFactory(user=one, kind=PostKind.LEADER, department=early, division=None, starts_on=TODAY, holding="CONCURRENT")
    two = StaffFactory(director=True, department=early, name="二人目")
    StaffFactory(desk=True, name="三人目")
    for gone in ({"is_active": False}, {"last_day": TODAY - timedelta(days=1)}, {"officer": False}):
        StaffFactory(**{"officer": True, **gone})
    AcknowledgementFactory(user=two, version=must_read)
    AcknowledgementFactory(user=one, version=must_read.chapter.versions.get(number=1))

    (cover,) = must_read_cover(TODAY)

    assert [(row.department, row.people, row.done, row.missing) for row in cover.rows] == [
        ("先の部", 1, 1, []),
        ("後の部", 1, 0, ["見本課　一人目"]),
        ("部に属さない席", 1, 0, ["三人目"]),
    ]
    assert (cover.version, cover.people, cover.done) == (must_read, 3, 1)
    (own,) = must_read_cover(TODAY, [late.pk])
    assert [row.department for row in own.rows] == ["後の部"]
    Post.objects.filter(user=one).update(ends_on=TODAY)
    assert must_read_cover(TODAY + timedelta(days=1))[0].people == 2


@pytest.mark.parametrize("people", [1, 3])
def test_the_cover_costs_the_same_for_one_and_three(must_read, people, django_assert_num_queries):
    for user in StaffFactory.create_batch(people, officer=True):
        AcknowledgementFactory(user=user, version=must_read)

    with django_assert_num_queries(5):
        must_read_cover(TODAY)
