"""The desk adds a chapter, throws a draft away, and takes away what says nothing."""

from datetime import timedelta

import pytest

from knowledge.enums import Audience
from knowledge.models import Chapter
from knowledge.usecases.add_chapter import CannotAdd, add_chapter
from knowledge.usecases.discard_draft import CannotDiscard, discard_draft
from knowledge.usecases.draft_chapter import draft_chapter
from knowledge.usecases.remove_chapter import CannotRemove, remove_chapter
from nara_renkei.core.models import AuditEvent
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import ChapterFactory, ChapterVersionFactory
from tests.harness import NOON, THE_DESK, TODAY

pytestmark = pytest.mark.django_db
DESK = {"by": THE_DESK, "at": NOON}


def added(**changes):
    facts = {
        "anchor": "anzen", "label": "第22章", "after": None, "owner": DivisionFactory(name="危機管理課"),
        "review_by": TODAY + timedelta(days=365),
    }  # fmt: skip
    return add_chapter(**{**facts, **changes}, **DESK)


def order():
    return list(Chapter.objects.in_order().values_list("anchor", flat=True))


def test_a_chapter_stands_at_the_end_or_behind_another_and_the_others_move_on():
    before = order()
    fifth = Chapter.objects.get(anchor="nagare")

    last, middle = added(), added(anchor="naka", label="第5章の2", after=fifth)

    at = before.index("nagare") + 1
    assert order() == [*before[:at], "naka", *before[at:], "anzen"]
    assert (last.audience, last.owner_name, middle.public_from) == (Audience.INTERNAL, "危機管理課", None)
    assert len(set(Chapter.objects.values_list("position", flat=True))) == Chapter.objects.count()
    assert AuditEvent.objects.filter(verb="chapter.add").count() == 2


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"anchor": "Anzen"}, "英小文字"),
        ({"anchor": "1anzen"}, "英小文字"),
        ({"anchor": "an zen"}, "英小文字"),
        ({"anchor": ""}, "英小文字"),
        ({"anchor": "a" * 41}, "英小文字"),
        ({"anchor": "kohei"}, "もう使われています"),
        ({"anchor": "zentai"}, "もう使われています"),
        ({"label": "第9章"}, "「第9章」は、もうあります"),
        ({"review_by": TODAY - timedelta(days=1)}, "見直しの期限は"),
    ],
)
def test_an_anchor_or_a_label_that_cannot_be_is_refused(changes, says):
    before = order()

    with pytest.raises(CannotAdd, match=says):
        added(**changes)
    assert order() == before


def test_a_draft_is_thrown_away_as_it_was_read_and_can_be_begun_anew():
    chapter = ChapterVersionFactory(number=1).chapter
    words = {"title": "題", "text": "文", "why": "わけ", "asks_again": True}
    draft = draft_chapter(chapter=chapter, revision=0, **words, **DESK)

    with pytest.raises(CannotDiscard, match="保存し直されています"):
        discard_draft(chapter=chapter, revision=draft.revision + 1, **DESK)
    discard_draft(chapter=chapter, revision=draft.revision, **DESK)

    assert chapter.draft() is None
    assert chapter.version_on(TODAY).number == 1
    assert draft_chapter(chapter=chapter, revision=0, **words, **DESK).number == 2
    assert AuditEvent.objects.filter(verb="chapter.discard", about=chapter.key).exists()


def test_without_a_draft_nothing_is_thrown_away():
    with pytest.raises(CannotDiscard, match="消す下書きがありません"):
        discard_draft(chapter=ChapterVersionFactory(number=1).chapter, revision=1, **DESK)


def test_a_chapter_that_says_nothing_is_taken_away():
    chapter = ChapterFactory()

    remove_chapter(chapter=chapter, **DESK)

    assert not Chapter.objects.filter(anchor=chapter.anchor).exists()
    assert AuditEvent.objects.filter(verb="chapter.remove").exists()


@pytest.mark.parametrize("draft", [True, False])
def test_a_chapter_in_which_something_is_written_stays(draft):
    chapter = ChapterVersionFactory(number=1, draft=draft).chapter

    with pytest.raises(CannotRemove, match="版か下書きがあります"):
        remove_chapter(chapter=chapter, **DESK)
    assert Chapter.objects.filter(pk=chapter.pk).exists()
