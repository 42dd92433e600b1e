"""/ka/mimamori/: adding and stopping, and the page of the link in the letter."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from knowledge.models import Watch
from knowledge.usecases.tell_watchers import stop_token
from tests.factories.accounts import StaffFactory
from tests.factories.knowledge import CaseFactory, MethodFactory
from tests.harness import StrictClient
from tests.round_trip.typist import page

pytestmark = pytest.mark.django_db
PAGE = "/ka/mimamori/"


@pytest.fixture
def officer():
    return StaffFactory(officer=True)


@pytest.fixture
def tanto(officer):
    return StrictClient.of(officer)


@pytest.fixture
def watch(officer):
    def make(words, user=officer):
        now = timezone.now()
        return Watch.objects.create(user=user, kind="WORDS", words=words, since=now, told_until=now)

    return make


def test_pages_offer_to_watch_what_they_show(tanto, officer):
    method = MethodFactory(name="見本の貸出し")
    CaseFactory(opened=True, method=method, owner=(division := officer.posts.get().division))

    pages = {
        "/ka/sagasu/?q=防災": "「防災」を見守る",
        f"/ka/jirei/?shuho={method.code}": "「見本の貸出し」を見守る",
        f"/ka/jirei/?ka={division.code}": f"「{division}」を見守る",
        f"/ka/shuho/{method.code}/": "「見本の貸出し」を見守る",
    }

    assert [words for path, words in pages.items() if words not in tanto.get(path).content.decode()] == []
    without_post = StrictClient.of(StaffFactory()).get(f"/ka/shuho/{method.code}/").content.decode()
    assert "を見守る" not in without_post


def test_a_word_a_division_and_a_method_are_added_and_stopped(tanto, officer):
    method, division = MethodFactory(), officer.posts.get().division

    for sent in ({"words": "防災"}, {"division": division.code}, {"method": method.code}):
        assert tanto.post(PAGE, sent).status_code == 302
    said = tanto.get(PAGE).content.decode()

    assert all(f"「{what}」の見守りをやめる" in said for what in ("防災", division, method))
    tanto.post(f"{PAGE}yameru/", {"watch": Watch.objects.get(words="防災").pk})
    assert "「防災」の見守りをやめる" not in tanto.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"words": "防"}, "2文字以上"),
        ({}, "一つだけを選んでください"),
        ({"words": "あ" * 41}, "41"),
        ({"division": "nai"}, "課"),
        ({"words": "防災", "method": "method"}, "一つだけを選んでください"),
    ],
)
def test_what_cannot_be_watched_is_said_and_stays_in_the_form(tanto, sent, says):
    MethodFactory(code="method")

    answer = tanto.post(PAGE, sent)

    said = answer.content.decode()
    assert (answer.status_code, says in said, Watch.objects.exists()) == (200, True, False)
    assert sent.get("words", "") in said


@pytest.mark.parametrize("sent", ["", "x", "99", "²", "9" * 30])
def test_stopping_nothing_is_said(tanto, watch, sent):
    watch("防災", user=StaffFactory(officer=True))

    tanto.post(f"{PAGE}yameru/", {"watch": sent})

    assert "もうやめてあります" in page(tanto, PAGE)
    assert Watch.objects.count() == 1


def test_the_link_of_the_letter_only_shows_and_its_button_stops(officer, watch, client):
    watch("防災"), watch("健康")
    theirs = watch("交通", user=StaffFactory(officer=True))
    address = f"{PAGE}tomeru/{stop_token(officer)}/"

    shown = page(client, address)
    assert ["防災" in shown, "健康" in shown, "交通" in shown] == [True, True, False]
    assert Watch.objects.count() == 3
    client.post(address, {"watch": Watch.objects.get(words="防災").pk})
    client.post(address, {"watch": theirs.pk})
    assert sorted(Watch.objects.values_list("words", flat=True)) == ["交通", "健康"]
    said = client.post(address, {"watch": "subete"}).content.decode()
    assert "月曜の朝のメールは届きません" in said
    assert list(Watch.objects.all()) == [theirs]


def test_an_altered_link_is_a_page_that_is_not_there(officer, client):
    for token in ("x", f"{stop_token(officer)}x"):
        assert client.get(f"{PAGE}tomeru/{token}/").status_code == 404
        assert client.post(f"{PAGE}tomeru/{token}/", {"watch": "subete"}).status_code == 404


def test_a_link_stops_for_four_hundred_days_and_no_longer(officer, client):
    token = stop_token(officer)

    for days, code in ((399, 200), (401, 404)):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            assert client.get(f"{PAGE}tomeru/{token}/").status_code == code


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(tanto, watch, rows, django_assert_max_num_queries):
    for n in range(rows):
        watch(f"言葉{n}")
    tanto.get(PAGE)

    with django_assert_max_num_queries(16):
        assert tanto.get(PAGE).status_code == 200
