from datetime import timedelta

import pytest

from knowledge.models import CityWord, VainSearch
from knowledge.usecases import count_vain_search as counting
from knowledge.usecases import gather_words as gathering
from knowledge.usecases.count_vain_search import count_vain_search
from knowledge.usecases.gather_words import gather_words
from knowledge.usecases.settle_vain_search import CannotSettle, settle_vain_search
from tests.factories.knowledge import CaseFactory, ChapterVersionFactory, FaqFactory
from tests.factories.proposals import ChallengeFactory
from tests.harness import NOON, THE_DESK, TODAY

pytestmark = pytest.mark.django_db


def test_the_same_words_however_written_are_counted_together():
    count_vain_search(words="ﾄﾞﾛｰﾝ", on=TODAY)
    count_vain_search(words="ドローン", on=TODAY + timedelta(days=1))

    row = VainSearch.objects.get()
    assert (row.words, row.times, row.first_on, row.last_on) == ("ドローン", 2, TODAY, TODAY + timedelta(days=1))


def test_words_of_a_person_are_not_kept():
    count_vain_search(words="hanako@city.example", on=TODAY)

    assert not VainSearch.objects.exists()


def test_nobody_fills_the_list(monkeypatch):
    monkeypatch.setattr(counting, "NEW_A_DAY", 2)
    for word in ("一つ", "二つ", "三つ", "一つ"):
        count_vain_search(words=word, on=TODAY)
    count_vain_search(words="四つ", on=TODAY + timedelta(days=1))

    assert dict(VainSearch.objects.values_list("words", "times")) == {"一つ": 2, "二つ": 1, "四つ": 1}


def test_what_is_settled_comes_back_when_it_is_looked_for_again():
    count_vain_search(words="鵺退治", on=TODAY)
    row = settle_vain_search(row=VainSearch.objects.get(), by=THE_DESK, at=NOON)
    assert row.settled_on == TODAY
    with pytest.raises(CannotSettle, match="もう片付けて"):
        settle_vain_search(row=row, by=THE_DESK, at=NOON)

    count_vain_search(words="鵺退治", on=TODAY)

    row.refresh_from_db()
    assert (row.settled_on, row.times) == (None, 2)


def words():
    return dict(CityWord.objects.values_list("word", "is_public"))


def test_words_are_gathered_from_what_can_be_read():
    CaseFactory(published=True, field="水辺", words={"title": "鵺退治の講座"})
    CaseFactory(words={"title": "下書鵺の話"})
    FaqFactory(opened=True, question="随意契約の鵺")
    ChapterVersionFactory(number=1, title="鵺章立", chapter__public=True)
    ChallengeFactory(title="鵺課題")
    ChallengeFactory(draft=True, title="鵺未満")

    count = gather_words(on=TODAY)

    found = words()
    assert count == len(found)
    assert [found.get(word) for word in ("鵺退治", "水辺", "鵺章立", "鵺課題")] == [True] * 4
    assert found["随意契約"] is False
    assert found.keys().isdisjoint({"下書鵺", "鵺未満"})


def test_it_may_run_twice_and_forgets_what_went(monkeypatch):
    CityWord.objects.create(word="昔の言葉", times=1)
    VainSearch.objects.create(words="去年", first_on=TODAY, last_on=TODAY - timedelta(days=366))
    VainSearch.objects.create(words="今年", first_on=TODAY, last_on=TODAY - timedelta(days=365))
    gather_words(on=TODAY)
    first = words()

    monkeypatch.setattr(gathering, "AT_MOST", 5)
    gather_words(on=TODAY)

    assert "昔の言葉" not in first
    assert len(words()) == 5
    assert list(VainSearch.objects.values_list("words", flat=True)) == ["今年"]
