"""A chapter is drafted, given its day, taken back, kept, read and put on paper."""

from datetime import date, timedelta

import pytest

from knowledge.enums import Audience
from knowledge.models import Acknowledgement, ChapterVersion
from knowledge.rules.guideline import digest
from knowledge.rules.papers import GUIDELINE, INTERNAL_EDITION, PUBLIC_EDITION
from knowledge.usecases.acknowledge_chapter import CannotAcknowledge, acknowledge_chapter
from knowledge.usecases.draft_chapter import CannotDraft, StaleDraft, draft_chapter
from knowledge.usecases.keep_chapter import CannotKeep, keep_chapter
from knowledge.usecases.order_guideline import order_guideline
from knowledge.usecases.publish_chapter import CannotPublish, publish_chapter
from knowledge.usecases.take_back_chapter import CannotTakeBack, take_back_chapter
from nara_renkei.core.models import AuditEvent, PaperState
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import ChapterFactory, ChapterVersionFactory
from tests.harness import NOON, THE_DESK, THE_DIVISION, TODAY

pytestmark = pytest.mark.django_db
DESK = {"by": THE_DESK, "at": NOON}
WORDS = {"title": "新しい題", "text": "新しい文です。", "why": "期日が変わったため。", "asks_again": True}
# the trigger asks the clock of the database: a day that has not come there either
FAR = date(2099, 4, 1)


@pytest.fixture
def chapter():
    return ChapterVersionFactory(number=1, chapter__anchor="tameshi").chapter


def drafted(chapter, **changes):
    return draft_chapter(chapter=chapter, revision=0, **{**WORDS, **changes}, **DESK)


def published(chapter, day=TODAY, **changes):
    draft = drafted(chapter, **changes)
    return publish_chapter(chapter=chapter, revision=draft.revision, effective_from=day, **DESK)


def kept(chapter, **changes):
    facts = {"audience": chapter.audience, "must_read": False, "owner": None, "review_by": chapter.review_by}
    return keep_chapter(chapter=chapter, **{**facts, **changes}, **DESK)


def audited():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", "about"))


# --- drafting


def test_a_draft_is_the_next_version_and_says_nothing_yet(chapter):
    draft = drafted(chapter)

    assert (draft.number, draft.title, draft.revision, draft.effective_from) == (2, "新しい題", 1, None)
    assert (draft.written_by, draft.written_at) == (THE_DESK.label, NOON)
    assert chapter.version_on(TODAY).number == 1
    assert audited() == [("chapter.draft", "chapter:tameshi")]


def test_the_first_version_of_a_chapter_is_number_one():
    assert drafted(ChapterFactory()).number == 1


def test_a_draft_is_written_on(chapter):
    drafted(chapter)
    draft = draft_chapter(chapter=chapter, revision=1, **{**WORDS, "text": "書き足しました。"}, **DESK)

    assert (draft.revision, draft.text) == (2, "書き足しました。")
    assert chapter.versions.count() == 2


@pytest.mark.parametrize("revision", [0, 2, -1])
def test_of_two_editors_the_second_is_told(chapter, revision):
    drafted(chapter)

    with pytest.raises(StaleDraft, match="先に下書きを保存"):
        draft_chapter(chapter=chapter, revision=revision, **WORDS, **DESK)

    assert chapter.draft().revision == 1


@pytest.mark.parametrize("name", ["title", "text", "why"])
def test_a_draft_needs_its_words(chapter, name):
    with pytest.raises(CannotDraft, match="書いてください"):
        drafted(chapter, **{name: " "})


# --- この日から有効にする


def test_from_its_day_on_a_chapter_says_what_the_draft_said(chapter):
    version = published(chapter, day=TODAY + timedelta(days=3))

    assert (version.published_by, version.published_at) == (THE_DESK.label, NOON)
    assert version.sha256 == digest("新しい題", "新しい文です。")
    assert chapter.version_on(TODAY + timedelta(days=2)).number == 1
    assert chapter.version_on(TODAY + timedelta(days=3)) == version
    assert audited()[-1] == ("chapter.publish", "chapter:tameshi")


def test_of_one_day_the_later_version_holds(chapter):
    published(chapter)
    later = published(chapter, text="すぐに直しました。")

    assert chapter.version_on(TODAY) == later


def test_without_a_draft_there_is_nothing_to_publish(chapter):
    with pytest.raises(CannotPublish, match="下書きがありません"):
        publish_chapter(chapter=chapter, revision=0, effective_from=TODAY, **DESK)


def test_a_draft_that_was_saved_again_is_read_again_first(chapter):
    drafted(chapter)
    draft_chapter(chapter=chapter, revision=1, **WORDS, **DESK)

    with pytest.raises(CannotPublish, match="保存し直されています"):
        publish_chapter(chapter=chapter, revision=1, effective_from=TODAY, **DESK)


def test_no_version_holds_from_a_day_that_has_passed(chapter):
    drafted(chapter)

    with pytest.raises(CannotPublish, match="過ぎた日から"):
        publish_chapter(chapter=chapter, revision=1, effective_from=TODAY - timedelta(days=1), **DESK)


def test_no_version_slips_before_one_that_waits(chapter):
    published(chapter, day=FAR)
    drafted(chapter)

    with pytest.raises(CannotPublish, match="令和81年4月1日から有効になる版が、もうあります"):
        publish_chapter(chapter=chapter, revision=1, effective_from=TODAY, **DESK)


# --- back to a draft


def test_before_its_day_a_version_becomes_a_draft_again(chapter):
    published(chapter, day=FAR)

    draft = take_back_chapter(chapter=chapter, **DESK)

    assert (draft.number, draft.effective_from, draft.sha256, draft.text) == (2, None, "", "新しい文です。")
    assert chapter.draft() == draft
    assert audited()[-1] == ("chapter.take_back", "chapter:tameshi")


def test_of_two_that_wait_the_later_comes_back(chapter):
    published(chapter, day=FAR)
    published(chapter, day=FAR + timedelta(days=1))

    assert take_back_chapter(chapter=chapter, **DESK).number == 3


def test_what_holds_is_not_taken_back(chapter):
    with pytest.raises(CannotTakeBack, match="もう有効になった版は、変えられません"):
        take_back_chapter(chapter=chapter, **DESK)


def test_a_second_draft_is_finished_first(chapter):
    published(chapter, day=FAR)
    drafted(chapter)

    with pytest.raises(CannotTakeBack, match="ほかの下書き"):
        take_back_chapter(chapter=chapter, **DESK)


# --- who reads it, who must, who keeps it


def test_the_desk_says_who_keeps_a_chapter_until_when(chapter):
    division = DivisionFactory(name="契約課")
    row = kept(chapter, must_read=True, owner=division, review_by=TODAY)

    assert (row.must_read, row.keeper, row.review_by, row.is_public) == (True, "契約課", TODAY, False)
    assert audited() == [("chapter.keep", "chapter:tameshi")]


def test_a_chapter_that_becomes_public_keeps_its_past_to_the_city(chapter):
    published(chapter)

    row = kept(chapter, audience=Audience.PUBLIC)
    assert (row.is_public, row.public_from) == (True, 2)
    assert [one.number for one in ChapterVersion.objects.public().filter(chapter=chapter)] == [2]
    assert kept(row, audience=Audience.PUBLIC).public_from == 2
    assert kept(row, audience=Audience.INTERNAL).public_from is None


def test_a_chapter_that_says_nothing_is_not_made_public():
    with pytest.raises(CannotKeep, match="まだ有効な版がない"):
        kept(ChapterFactory(), audience=Audience.PUBLIC)


def test_a_review_date_in_the_past_is_refused(chapter):
    with pytest.raises(CannotKeep, match="今日か、それより後の日"):
        kept(chapter, review_by=TODAY - timedelta(days=1))


def test_a_review_date_that_passed_may_stay():
    row = ChapterFactory(review_by=TODAY - timedelta(days=9))

    assert kept(row, must_read=True).must_read is True


def test_a_chapter_to_which_companies_are_led_stays_public():
    row = ChapterVersionFactory(number=2, first=True, chapter__public=True).chapter
    assert kept(row, audience=Audience.INTERNAL).is_public is False
    led = type(row).objects.get(anchor="bunan")

    with pytest.raises(CannotKeep, match="提案の画面から"):
        kept(led, audience=Audience.INTERNAL)


# --- 読みました


def test_somebody_reads_what_stands_now(chapter):
    kept(chapter, must_read=True)
    user = StaffFactory()

    for _ in range(2):
        acknowledge_chapter(chapter=chapter_of(chapter), number=1, user=user, by=THE_DIVISION, at=NOON)

    noted = Acknowledgement.objects.get()
    assert (noted.user, noted.version.number, noted.at) == (user, 1, NOON)
    assert [verb for verb, _ in audited()] == ["chapter.keep", "chapter.acknowledge"]


def chapter_of(chapter):
    return type(chapter).objects.get(pk=chapter.pk)


def test_what_was_read_is_the_version_that_stands(chapter):
    kept(chapter, must_read=True)
    published(chapter)

    with pytest.raises(CannotAcknowledge, match="新しい版になりました"):
        acknowledge_chapter(chapter=chapter_of(chapter), number=1, user=StaffFactory(), by=THE_DIVISION, at=NOON)


@pytest.mark.parametrize("makes", [lambda: ChapterVersionFactory().chapter, lambda: ChapterFactory(must_read=True)])
def test_nobody_is_asked_to_read_the_rest(makes):
    with pytest.raises(CannotAcknowledge, match="必読ではありません"):
        acknowledge_chapter(chapter=makes(), number=1, user=StaffFactory(), by=THE_DIVISION, at=NOON)


# --- on paper


def test_the_same_chapters_are_printed_once(chapter):
    paper = order_guideline(edition=INTERNAL_EDITION, **DESK)

    assert (paper.kind, paper.title, paper.state) == (GUIDELINE, "公民連携ガイドライン（庁内版）", PaperState.WAITING)
    assert order_guideline(edition=INTERNAL_EDITION, **DESK) == paper
    published(chapter)
    assert order_guideline(edition=INTERNAL_EDITION, **DESK) != paper
    assert order_guideline(edition=PUBLIC_EDITION, **DESK).title == "公民連携ガイドライン（公開版）"
