"""The desk writes a chapter: a draft, its preview, and the day from which it holds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.models import Chapter, ChapterVersion
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import ChapterFactory, ChapterVersionFactory
from tests.harness import StrictClient
from tests.round_trip.typist import page, shown

pytestmark = pytest.mark.django_db
LIST = "/admin/knowledge/chapter/"
WORDS = {
    "title": "新しい題",
    "text": "## 期日\n\n返事は15日です。",
    "why": "期日が変わったため。",
    "asks_again": "on",
    "revision": 0,
}


@pytest.fixture
def chapter():
    return ChapterVersionFactory(number=1, chapter__anchor="tameshi", text="## 期日\n\n返事は10日です。\n").chapter


def draft_url(chapter):
    return f"{LIST}{chapter.pk}/shitagaki/"


def act_url(chapter, verb):
    return f"{LIST}{chapter.pk}/suru/{verb}/"


def sent(client, url, data):
    return shown(client.post(url, data, follow=True).content.decode())


def test_the_list_says_what_stands_and_what_is_written(desk_client, chapter):
    ChapterVersionFactory(chapter=chapter, number=2, draft=True)
    coming = ChapterVersionFactory(chapter__anchor="asu", effective_from="2099-04-01").chapter
    coming.review_by = timezone.localdate() - timedelta(days=1)
    coming.save()

    said = page(desk_client, f"{LIST}?all=")

    assert "第1版　見本の章" in said
    assert "第2版（下書き）" in said
    assert "版（令和81年4月1日から）" in said
    assert "まだありません" in said
    assert "（過ぎました）" in said


def test_a_draft_is_saved_shown_and_given_its_day(desk_client, chapter):
    assert "返事は10日です。" in page(desk_client, draft_url(chapter))
    said = sent(desk_client, draft_url(chapter), WORDS)

    assert "下書きを保存しました" in said
    assert "（消した文字）10（ここまで）" in said
    assert "題：「見本の章」から「新しい題」へ" in said
    form = page(desk_client, act_url(chapter, "yuko"))
    assert "有効になった版は変えられません" in form
    done = sent(
        desk_client, act_url(chapter, "yuko"), {"effective_from": timezone.localdate().isoformat(), "revision": 1}
    )

    assert "有効にする日を決めました" in done
    assert chapter.version_on(timezone.localdate()).title == "新しい題"
    assert OutgoingMail.objects.count() == 0


def test_the_first_draft_of_a_chapter_begins_empty(desk_client):
    chapter = ChapterFactory()

    assert "次の版の下書きになります" in page(desk_client, draft_url(chapter))
    assert "どこが変わるか" in sent(desk_client, draft_url(chapter), WORDS)


def test_of_two_editors_the_second_sees_the_first_and_loses_nothing(desk_client, chapter):
    other = StrictClient.of(StaffFactory(desk=True))
    other.post(draft_url(chapter), {**WORDS, "text": "先に書いた文です。"})

    said = sent(desk_client, draft_url(chapter), {**WORDS, "text": "後から書いた文です。"})

    assert "先に下書きを保存しました" in said
    assert "先に書いた文です。" in said
    assert "後から書いた文です。" in said
    assert chapter.draft().text == "先に書いた文です。"
    sent(desk_client, draft_url(chapter), {**WORDS, "text": "後から書いた文です。", "revision": 1})
    assert chapter.draft().text == "後から書いた文です。"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"text": "あ" * 500_000},
            "20000文字以内で入力してください。いまは500000文字です。480000文字減らしてください。",
        ),
        ({"text": "奈良\x00市"}, "画面に表示できない文字（制御文字 U+0000）が含まれています。"),
        ({"title": " 　"}, "入力してください。"),
        ({"why": "一\n二"}, "改行は使えません"),
        ({"revision": "x"}, ""),
        ({"revision": ""}, "先に下書きを保存しました"),
    ],
)
def test_bad_input_is_answered_with_what_to_do(desk_client, chapter, changes, sentence):
    said = sent(desk_client, draft_url(chapter), {**WORDS, **changes})

    assert sentence in said
    assert chapter.draft() is None


def test_a_text_of_5_megabytes_is_not_even_read(desk_client, chapter):
    answer = desk_client.post(draft_url(chapter), {**WORDS, "text": "a" * 5_000_000})

    assert answer.status_code == 413
    assert chapter.draft() is None


def test_hostile_markdown_is_harmless_in_the_preview(desk_client, chapter):
    hostile = "<script>x()</script> [押す](javascript:x()) ![絵](/x.png)"
    html = desk_client.post(draft_url(chapter), {**WORDS, "text": hostile}, follow=True).content.decode()

    preview = html[html.index('<div class="chapter">') :]
    assert "&lt;script&gt;x()&lt;/script&gt; [押す](javascript:x())" in preview
    assert "javascript" not in "".join(part.split('"')[0] for part in preview.split('href="')[1:])


@pytest.mark.parametrize(
    ("day", "revision", "sentence"),
    [
        ("2020-01-01", 1, "過ぎた日から有効にすることはできません"),
        ("きのう", 1, "日付の形で入力してください"),
        ("", 1, "日を選んでください"),
        ("2099-04-01", 0, "保存し直されています"),
    ],
)
def test_a_day_that_cannot_be_is_answered_with_what_to_do(desk_client, chapter, day, revision, sentence):
    ChapterVersionFactory(chapter=chapter, number=2, draft=True)

    assert sentence in sent(desk_client, act_url(chapter, "yuko"), {"effective_from": day, "revision": revision})
    assert chapter.draft() is not None


def test_before_its_day_it_comes_back(desk_client, chapter):
    ChapterVersionFactory(chapter=chapter, number=2, effective_from="2099-04-01")

    assert "これから有効になる版を、下書きに戻す" in page(desk_client, f"{LIST}{chapter.pk}/change/")
    assert "下書きに戻しました" in sent(desk_client, act_url(chapter, "modosu"), {})
    assert "できません" in sent(desk_client, act_url(chapter, "modosu"), {})


def test_the_desk_says_who_reads_a_chapter_and_until_when_it_stands(desk_client, chapter):
    division = DivisionFactory(name="契約課")
    words = {"audience": "PUBLIC", "must_read": "on", "owner": division.pk, "review_by": "2099-03-31"}
    url = act_url(chapter, "kimeru")

    assert "今日か、それより後の日" in sent(desk_client, url, {**words, "review_by": "2020-03-31"})
    assert "選択" in sent(desk_client, url, {**words, "audience": "x"})
    assert "決めました" in sent(desk_client, url, words)

    kept = Chapter.objects.get(pk=chapter.pk)
    assert (kept.is_public, kept.must_read, kept.owner, kept.review_by.year) == (True, True, division, 2099)
    assert "契約課" in page(desk_client, url)


def test_nothing_is_deleted_in_the_list(desk_client, chapter):
    assert desk_client.post(f"{LIST}{chapter.pk}/delete/").status_code == 403
    assert ChapterVersion.objects.filter(chapter=chapter).count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(desk_client, rows, django_assert_num_queries):
    ChapterVersionFactory.create_batch(rows)
    desk_client.get(LIST)

    with django_assert_num_queries(7):
        desk_client.get(LIST)
