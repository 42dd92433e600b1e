"""見守り: what somebody wants to hear of, and the one letter a week."""

from datetime import timedelta

import pytest
from django.core import signing

from knowledge.enums import WatchKind
from knowledge.models import Watch
from knowledge.queries.watching import news_between
from knowledge.rules.watching import MOST, SHOWN
from knowledge.tasks import tell_watchers_task
from knowledge.usecases import tell_watchers as telling
from knowledge.usecases.keep_watch import CannotWatch, begin_watch, stop_watch
from knowledge.usecases.tell_watchers import SALT, person_of_token, stop_token, tell_watchers
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import (
    CaseFactory,
    ChapterVersionFactory,
    FaqFactory,
    MenuFactory,
    MethodFactory,
)
from tests.factories.proposals import ChallengeFactory
from tests.harness import NOON, THE_DIVISION, TODAY, at

pytestmark = pytest.mark.django_db
BY = {"by": THE_DIVISION, "at": NOON}
MONDAY = at(TODAY + timedelta(days=7), 7)
LATER = {"opened_at": NOON + timedelta(days=2), "updated_at": NOON + timedelta(days=2)}


@pytest.fixture
def officer():
    return StaffFactory(officer=True, email="tanto@city.example")


def letters():
    return list(OutgoingMail.objects.filter(template="knowledge/watch").order_by("pk"))


def watches(user, **what):
    return begin_watch(user=user, **what, **BY)


# --- beginning and stopping


def test_one_of_three_things_is_watched(officer):
    division, method = DivisionFactory(), MethodFactory()

    made = [
        watches(officer, words=" 防災　訓練 "),
        watches(officer, division=division),
        watches(officer, method=method),
    ]

    assert [(one.kind, str(one)) for one in made] == [
        (WatchKind.WORDS, "防災 訓練"),
        (WatchKind.DIVISION, str(division)),
        (WatchKind.METHOD, str(method)),
    ]
    assert {(one.since, one.told_until) for one in made} == {(NOON, NOON)}


@pytest.mark.parametrize("words", ["", "防", "  防  ", "\N{COMBINING GRAVE ACCENT}"])
def test_a_word_of_one_character_is_refused(officer, words):
    with pytest.raises(CannotWatch, match="2文字以上"):
        watches(officer, words=words)


def test_the_same_thing_is_watched_once_and_not_without_end(officer):
    watches(officer, words="防災")
    with pytest.raises(CannotWatch, match="「防災」は、もう見守っています。"):
        watches(officer, words="防災")
    Watch.objects.bulk_create(
        Watch(user=officer, kind="WORDS", words=f"言葉{n}", since=NOON, told_until=NOON) for n in range(MOST - 1)
    )
    with pytest.raises(CannotWatch, match="50件まで"):
        watches(officer, words="もう一つ")


def test_one_or_all_are_stopped_and_only_ones_own(officer):
    other = watches(StaffFactory(officer=True), words="防災")
    first, _, _ = (watches(officer, words=words) for words in ("防災", "健康", "交通"))

    assert stop_watch(user=officer, watch=other.pk, **BY) == 0
    assert stop_watch(user=officer, watch=first.pk, **BY) == 1
    assert stop_watch(user=officer, watch=None, **BY) == 2
    assert list(Watch.objects.all()) == [other]
    assert AuditEvent.objects.filter(verb="watch.stop").count() == 2


# --- what is new


def test_news_are_what_opened_or_changed_and_nothing_else():
    MethodFactory(updated_at=NOON)
    CaseFactory(opened=True), FaqFactory(opened=True), MenuFactory(opened=True)
    new = [
        CaseFactory(opened=True, updated_at=NOON + timedelta(days=2)).code,
        MethodFactory(updated_at=LATER["updated_at"]).code,
        FaqFactory(opened=True, opened_at=LATER["opened_at"]).code,
        MenuFactory(opened=True, opened_at=LATER["opened_at"]).code,
        ChapterVersionFactory(number=1, effective_from=TODAY + timedelta(days=3)).chapter.anchor,
        ChallengeFactory(published_on=TODAY + timedelta(days=1)).code,
    ]
    CaseFactory(updated_at=LATER["updated_at"]), FaqFactory()
    ChapterVersionFactory(number=1, effective_from=TODAY + timedelta(days=30))
    MenuFactory(withdrawn=True), MethodFactory(is_active=False, updated_at=LATER["updated_at"])

    assert sorted(one.code for one in news_between(NOON, MONDAY)) == sorted(new)


def test_a_challenge_of_monday_noon_stands_in_the_letter_of_the_next_monday_only(officer):
    ChallengeFactory(published_on=TODAY + timedelta(days=7), title="防災の課題")

    assert [one.title for one in news_between(NOON, MONDAY)] == []
    assert [one.title for one in news_between(MONDAY, MONDAY + timedelta(days=7))] == ["防災の課題"]


# --- the letter


def test_one_letter_tells_everything_new_of_all_that_is_watched(officer):
    division, changed = officer.posts.get().division, LATER["updated_at"]
    method = MethodFactory(name="手法の変わったもの", updated_at=changed)
    MethodFactory(owner=division, name="髙齢の防災講座", updated_at=changed)
    MethodFactory(name="よその手法", updated_at=changed)
    for what in ({"words": "高齢"}, {"division": division}, {"method": method}):
        watches(officer, **what)

    assert tell_watchers(at=MONDAY) == 1

    (mail,) = letters()
    assert (mail.to, "（2件）" in mail.subject) == ("tanto@city.example", True)
    assert "手法の変わったもの" in mail.body
    assert f"髙齢の防災講座（見守り：高齢、{division}）" in mail.body
    assert "よその手法" not in mail.body
    assert "〔リンク〕" in mail.body
    assert "/ka/mimamori/tomeru/" in mail.secret


def test_no_letter_goes_twice_and_none_without_news(officer):
    watches(officer, words="防災")

    assert tell_watchers(at=MONDAY) == 0
    MenuFactory(opened=True, title="防災の質問", opened_at=MONDAY + timedelta(hours=1))
    assert [tell_watchers(at=MONDAY + timedelta(days=days)) for days in (7, 7, 14)] == [1, 0, 0]
    assert {one.told_until for one in Watch.objects.all()} == {MONDAY + timedelta(days=14)}


def test_a_letter_that_could_not_be_written_is_not_taken_for_told(officer, monkeypatch):
    watches(officer, words="防災")
    MenuFactory(opened=True, title="防災の質問", opened_at=LATER["opened_at"])
    monkeypatch.setattr(telling, "queue_mails", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        tell_watchers(at=MONDAY)
    assert Watch.objects.get().told_until == NOON


@pytest.mark.parametrize("gone", ["post", "person"])
def test_who_holds_no_post_any_more_hears_nothing(officer, gone):
    watches(officer, words="防災")
    MenuFactory(opened=True, title="防災の質問", opened_at=LATER["opened_at"])
    if gone == "post":
        officer.posts.update(ends_on=TODAY)
    else:
        type(officer).objects.filter(pk=officer.pk).update(last_day=TODAY)

    assert tell_watchers(at=MONDAY) == 0


def test_a_long_week_is_cut_short(officer):
    watches(officer, words="見本")
    for _ in range(SHOWN + 2):
        MenuFactory(opened=True, opened_at=LATER["opened_at"])

    tell_watchers(at=MONDAY)

    (mail,) = letters()
    assert (mail.body.count("/ka/menu/"), "ほかに2件あります。" in mail.body) == (SHOWN, True)


def test_everybody_is_told_in_batches_of_constant_queries(officer, monkeypatch, django_assert_max_num_queries):
    MenuFactory(opened=True, title="防災の質問", opened_at=LATER["opened_at"])
    watches(officer, words="防災")
    with django_assert_max_num_queries(18):
        assert tell_watchers(at=MONDAY) == 1
    MenuFactory(opened=True, title="防災の質問その二", opened_at=MONDAY + timedelta(hours=1))
    for _ in range(2):
        watches(StaffFactory(officer=True), words="防災")
    with django_assert_max_num_queries(18):
        assert tell_watchers(at=MONDAY + timedelta(days=7)) == 3
    monkeypatch.setattr(telling, "BATCH", 1)
    MenuFactory(opened=True, title="防災の質問その三", opened_at=MONDAY + timedelta(days=8))
    assert tell_watchers(at=MONDAY + timedelta(days=14)) == 3


def test_the_address_of_a_challenge_is_the_public_one(officer):
    ChallengeFactory(published_on=TODAY + timedelta(days=1), title="防災の課題", lead=officer.posts.get().division)
    watches(officer, division=officer.posts.get().division)

    tell_watchers(at=MONDAY)

    assert "/kadai/" in letters()[0].body


def test_the_task_tells_nobody_who_watches_nothing():
    tell_watchers_task()

    assert letters() == []


# --- the link


def test_a_token_stops_for_its_person_and_an_altered_or_foreign_one_for_nobody(officer):
    assert person_of_token(stop_token(officer)) == officer
    for token in (f"{stop_token(officer)}x", "", signing.dumps(officer.pk), signing.dumps(0, salt=SALT)):
        assert person_of_token(token) is None
