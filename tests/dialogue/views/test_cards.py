import pytest
from django.urls import reverse

from dialogue.models import Card, CardExchange
from dialogue.rules.people import HELD
from proposals.rules.drafts import HELD_REGISTRATIONS
from tests.factories.accounts import StaffFactory
from tests.factories.dialogue import (
    CardFactory,
    EventFactory,
    ParticipantFactory,
    RegistrationFactory,
    SeatFactory,
    SeatingPlanFactory,
)
from tests.harness import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def event():
    return EventFactory(today=True, slug="kai")


@pytest.fixture
def guest(event):
    return ParticipantFactory(registration__event=event, name="秋篠 実", email="kyaku@company.example")


@pytest.fixture
def host(event):
    registration = RegistrationFactory(event=event, of_division=True)
    return CardFactory(
        participant__registration=registration, participant__name="春日 誠", email="haru@city.example"
    ).participant


@pytest.fixture
def browser(guest):
    """A browser in which the guest's own link was opened."""
    client = StrictClient()
    session = client.session
    session[HELD], session[HELD_REGISTRATIONS] = [guest.pk], [guest.registration_id]
    session.save()
    return client


def test_a_guest_makes_a_card_exchanges_it_and_takes_the_others_home(browser, guest, host):
    browser.post("/dialogue/kai/meishi/", {"email": "kyaku@company.example", "words": "またお話ししましょう"})
    page = browser.post("/dialogue/kai/meishi/kokan/", {"code": host.shown_code}, follow=True).content.decode()

    assert "春日 誠さんと名刺を交換しました。" in page
    assert "haru@city.example" in page
    card = browser.get(f"/dialogue/kai/meishi/{host.code}/vcf/")
    assert card["Content-Type"] == "text/vcard; charset=utf-8"
    lines = card.content.decode().split("\r\n")
    assert {"FN:春日 誠", f"ORG:{host.registration.name}", "EMAIL:haru@city.example"} <= set(lines)


def test_a_whole_table_is_exchanged_with_at_once(browser, guest, host, event):
    CardFactory(participant=guest)
    plan = SeatingPlanFactory(event=event, announced=True)
    elsewhere = CardFactory(participant__registration__event=event).participant
    for person, table in ((guest, 3), (host, 3), (elsewhere, 4)):
        SeatFactory(plan=plan, registration=person.registration, round=2, table=table)

    page = browser.post("/dialogue/kai/meishi/zenin/", {"round": "2"}, follow=True).content.decode()

    assert "1人と名刺を交換しました（春日 誠）。" in page
    nobody = browser.post("/dialogue/kai/meishi/zenin/", {"round": "1"}, follow=True).content.decode()
    assert "この卓には、デジタル名刺をつくった相手の方がまだいません。" in nobody


def test_a_withdrawn_card_leaves_the_others_page(browser, guest, host):
    CardFactory(participant=guest)
    browser.post("/dialogue/kai/meishi/kokan/", {"code": host.code})
    browser.post("/dialogue/kai/meishi/torisage/")

    assert (Card.objects.filter(participant=guest).exists(), CardExchange.objects.count()) == (False, 0)
    assert browser.get(f"/dialogue/kai/meishi/{host.code}/vcf/").status_code == 404


def test_what_was_typed_stays_when_a_field_is_wrong(browser):
    response = browser.post("/dialogue/kai/meishi/", {"phone": "いちにさん", "words": "消えない"})

    assert "消えない" in response.content.decode()
    assert Card.objects.count() == 0


def test_an_empty_code_asks_for_one(browser):
    page = browser.post("/dialogue/kai/meishi/kokan/", {"code": ""}, follow=True).content.decode()

    assert "相手の名札の番号を入れてください。" in page


def test_people_of_the_city_do_the_same_on_their_own_pages(event, guest):
    CardFactory(participant=guest)
    host = ParticipantFactory(registration=RegistrationFactory(event=event, of_division=True))
    client = StrictClient()
    session = client.session
    session[HELD] = [host.pk]
    session.save()

    client.post("/ka/dialogue/kai/meishi/", {"email": "ka@city.example"})
    page = client.post("/ka/dialogue/kai/meishi/kokan/", {"code": guest.code}, follow=True).content.decode()

    assert "秋篠 実さんと名刺を交換しました。" in page


# --- the QR of a badge


def test_the_qr_leads_the_desk_to_its_button(host):
    desk = StrictClient.of(StaffFactory(desk=True))

    response = desk.get(f"/dialogue/fuda/{host.code}/")

    assert response.url.endswith(reverse("admin:dialogue_event_badge", args=[host.registration.event_id, host.code]))


def test_the_qr_offers_a_guest_the_exchange(browser, guest, host):
    CardFactory(participant=guest)

    page = browser.get(f"/dialogue/fuda/{host.code}/").content.decode()

    assert "春日 誠さんと名刺を交換" in page
    assert "haru@city.example" not in page


def test_who_has_no_card_is_asked_to_make_one(browser, host):
    assert "先に、ご自分の名刺をつくってください。" in browser.get(f"/dialogue/fuda/{host.code}/").content.decode()


def test_the_own_qr_says_so(browser, guest):
    assert "あなたの名札です" in browser.get(f"/dialogue/fuda/{guest.code}/").content.decode()


def test_a_passer_by_learns_no_name_from_a_badge(client, host):
    page = client.get(f"/dialogue/fuda/{host.code}/").content.decode()

    assert "ご自分のページを開いて、この番号を入れてください。" in page
    assert "春日" not in page
    assert host.registration.name not in page


def test_an_unknown_code_is_not_found(client):
    response = client.get("/dialogue/fuda/ZZZZ9999/")

    assert response.status_code == 404
    assert "番号「ZZZZ-9999」の名札はありません。" in response.content.decode()
