from datetime import timedelta

import pytest

from dialogue.enums import EventState
from tests.factories.accounts import MemberFactory
from tests.factories.dialogue import EventFactory
from tests.harness import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_the_coming_events_stand_first_and_what_is_prepared_is_not_shown(client):
    later = EventFactory(open=True, name="遠い回", held_on=TODAY + timedelta(days=90))
    soon = EventFactory(fixed=True, name="近い回")
    over = EventFactory(
        ended=True, name="去年の回", held_on=TODAY - timedelta(days=300), closes_on=TODAY - timedelta(days=310)
    )
    EventFactory(name="準備中の回")

    response = client.get("/dialogue/")

    assert list(response.context["coming"]) == [soon, later]
    assert list(response.context["past"]) == [over]
    assert "準備中の回" not in response.content.decode()


def test_an_event_that_ended_today_is_over(client):
    over = EventFactory(ended=True, held_on=TODAY, closes_on=TODAY)

    response = client.get("/dialogue/")

    assert (list(response.context["coming"]), list(response.context["past"])) == ([], [over])


def test_with_no_event_the_page_leads_on(client):
    assert "いま案内している回はありません" in client.get("/dialogue/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_one_question_for_each_part(client, count, django_assert_num_queries):
    EventFactory.create_batch(count, open=True)
    client.get("/dialogue/")

    with django_assert_num_queries(3):  # the cache of the city is a table
        client.get("/dialogue/")


def test_the_page_says_until_when_and_who_may_enter(client):
    event = EventFactory(open=True)

    page = client.get(f"/dialogue/{event.slug}/").content.decode()

    assert "企業の方は令和8年（2026年）11月19日（木）までに申し込んでください。" in page
    assert "申し込めるのは、市と包括連携協定のある団体です。" in page
    assert f'href="/dialogue/{event.slug}/moushikomi/"' in page


@pytest.mark.parametrize(
    ("state", "words"), [(EventState.FIXED, "申込みは締め切りました。"), (EventState.ENDED, "この回は終わりました。")]
)
def test_afterwards_the_page_says_so(client, state, words):
    event = EventFactory(state=state)

    assert words in client.get(f"/dialogue/{event.slug}/").content.decode()


def test_an_event_in_preparation_has_no_page(client):
    event = EventFactory()

    assert client.get(f"/dialogue/{event.slug}/").status_code == 404
    assert client.get(f"/dialogue/{event.slug}/yotei/").status_code == 404


def test_the_calendar_file_names_day_place_and_page(client):
    event = EventFactory(open=True, slug="r8-winter")

    response = client.get("/dialogue/r8-winter/yotei/")

    text = response.content.decode().replace("\r\n ", "")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART;TZID=Asia/Tokyo:20261205T133000" in text
    assert f"SUMMARY:{event.name}" in text
    assert "/dialogue/r8-winter/" in text
    assert "UID:dialogue-r8-winter@" in text


def test_an_open_event_offers_one_way_in(client):
    event = EventFactory(open=True)

    assert client.get(f"/dialogue/{event.slug}/").content.decode().count("参加を申し込む") == 1


@pytest.mark.parametrize("state", [{"fixed": True}, {"ended": True}])
def test_who_entered_finds_the_entry_after_the_end_of_applications(client, state):
    event = EventFactory(**state)
    way = f'href="/dialogue/{event.slug}/moushikomi/"'

    assert way not in client.get(f"/dialogue/{event.slug}/").content.decode()

    client.force_login(MemberFactory().user)
    assert way in client.get(f"/dialogue/{event.slug}/").content.decode()
