"""The desk at the door, through the admin."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from dialogue.models import Participant
from nara_renkei.core.models import AuditEvent
from tests.factories.accounts import StaffFactory
from tests.factories.dialogue import EventFactory, ParticipantFactory, RegistrationFactory
from tests.harness import NOON, StrictClient, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def desk():
    return StrictClient.of(StaffFactory(desk=True, name="受付花子"))


@pytest.fixture
def event():
    return EventFactory(today=True)


@pytest.fixture
def person(event):
    registration = RegistrationFactory(event=event, organization__name="見本商事")
    return ParticipantFactory(registration=registration, name="会社花子")


def page(name, event, *args):
    return reverse(f"admin:dialogue_event_{name}", args=[event.pk, *args])


def test_the_list_has_a_button_for_everybody_who_is_still_to_come(desk, event, person):
    here = ParticipantFactory(registration=person.registration, arrived_at=NOON, arrival_by="受付花子")

    text = text_of(desk.get(page("arrivals", event)))

    assert ("見本商事" in text, "（2人中）" in text, "12:00 受付済み" in text) == (True, True, True)
    assert (f'value="{person.code}"' in text, f'value="{here.code}"' in text) == (True, False)
    assert "サーバーの時計は13時00分です。始まり（13時30分）まで30分です。" in text


def test_a_button_checks_in_and_leads_back_to_the_line(desk, event, person):
    answer = desk.post(page("arrivals", event), {"code": person.code})

    person.refresh_from_db()
    assert answer.url == f"{page('arrivals', event)}#{person.code}"
    assert person.arrived_at is not None
    assert "会社花子さん（見本商事）を受け付けました。" in text_of(desk.get(page("arrivals", event)))


def test_the_field_takes_the_address_that_a_scanner_reads(desk, event, person):
    desk.post(page("arrivals", event), {"code": f"https://host{page('badge', event, person.code)}"})

    person.refresh_from_db()
    assert person.arrived_at is not None


def test_a_second_time_is_said_without_alarm(desk, event, person):
    for _ in range(2):
        desk.post(page("arrivals", event), {"code": person.code})

    text = text_of(desk.get(page("arrivals", event)))

    assert '<li class="info">会社花子さん（見本商事）は、13時00分に受付済みです。</li>' in text


def test_an_unknown_code_is_said_on_the_page(desk, event):
    text = text_of(desk.post(page("arrivals", event), {"code": "zzzz-9999"}))

    assert ("「ZZZZ-9999」という名札の番号はありません" in text, 'value="zzzz-9999"' in text) == (True, True)


def test_an_empty_field_is_said_on_the_page(desk, event):
    assert "名札の番号：入力してください。" in text_of(desk.post(page("arrivals", event), {"code": " "}))


def test_the_list_is_narrowed_without_losing_the_count(desk, event, person):
    ParticipantFactory(registration__event=event, name="山田太郎")

    text = text_of(desk.get(page("arrivals", event), {"q": "花子", "mada": "1"}))

    assert ("会社花子" in text, "山田太郎" in text, "（2人中）" in text) == (True, False, True)
    assert "あてはまる人はいません" in text_of(desk.get(page("arrivals", event), {"q": "だれも"}))


def test_before_the_day_the_list_says_how_to_start_it(desk):
    event = EventFactory(fixed=True)

    text = text_of(desk.get(page("arrivals", event)))

    assert ("まだ受け付けられません" in text, "当日の段階にする" in text) == (True, True)
    assert "参加する人は、まだいません。" in text


def test_an_odd_hour_is_said_and_nothing_is_refused(desk, event, person):
    with time_machine.travel(NOON - timedelta(hours=4), tick=False):
        text = text_of(desk.get(page("arrivals", event)))
        desk.post(page("arrivals", event), {"code": person.code})

    person.refresh_from_db()
    assert "時刻を確かめてください。" in text
    assert person.arrived_at is not None


def test_the_qr_of_a_badge_opens_one_person_with_one_button_and_changes_nothing(desk, event, person):
    text = text_of(desk.get(page("badge", event, person.code)))

    person.refresh_from_db()
    assert ("会社花子" in text, text.count(">受付する</button>"), person.arrived_at) == (True, 1, None)

    answer = desk.post(page("badge", event, person.code))

    assert answer.url == page("badge", event, person.code)
    text = text_of(desk.get(answer.url))
    assert ("13時00分に受付済みです。" in text, ">受付する</button>" in text) == (True, False)


def test_the_qr_of_who_does_not_come_says_why(desk, event, person):
    Participant.objects.filter(pk=person.pk).update(left_at=NOON)

    text = text_of(desk.get(page("badge", event, person.code)))
    pressed = text_of(desk.post(page("badge", event, person.code)))

    assert ("外れています" in text, ">受付する</button>" in text, "外れています" in pressed) == (True, False, True)
    assert "名札の番号はありません" in text_of(desk.get(page("badge", event, "ABSENT22")))


def test_a_check_in_is_taken_back_with_a_reason(desk, event, person):
    desk.post(page("arrivals", event), {"code": person.code})

    asked = text_of(desk.post(page("undo_arrival", event, person.code), {}))
    answer = desk.post(page("undo_arrival", event, person.code), {"reason": "WRONG_PERSON"})
    again = desk.post(page("undo_arrival", event, person.code), {"reason": "WRONG_PERSON"}, follow=True)

    person.refresh_from_db()
    assert "理由を一つ選んでください。" in asked
    assert (person.arrived_at, answer.url) == (None, f"{page('arrivals', event)}#{person.code}")
    assert AuditEvent.objects.get(verb="arrival.undo").keys["reason"] == "WRONG_PERSON"
    assert "もう取り消されています" in text_of(again)


def test_nothing_of_another_event_is_taken_back_here(desk, person):
    other = EventFactory(today=True)

    assert desk.get(page("undo_arrival", other, person.code)).status_code == 404
    assert desk.get(page("undo_arrival", other, "ABSENT22")).status_code == 404


def test_the_paper_is_typed_after_looking_at_what_becomes_of_it(desk, event, person):
    codes = f"{person.shown_code.lower()}\nABSENT22"

    looked = text_of(desk.post(page("typed_arrivals", event), {"codes": codes}))
    person.refresh_from_db()
    before = person.arrived_at
    done = text_of(desk.post(page("typed_arrivals", event), {"codes": codes, "commit": "1"}))
    person.refresh_from_db()

    assert ("1人を受付します" in looked, "まだ受付していません" in looked, before) == (True, True, None)
    assert (person.shown_code.lower() in looked, "名札の番号はありません" in looked) == (True, True)
    assert ("1人を受付しました" in done, person.arrival_by[-4:]) == (True, "紙から）")


def test_too_many_codes_at_once_are_refused(desk, event):
    codes = "\n".join(f"{n:08}" for n in range(301))

    assert "いまは301件です" in text_of(desk.post(page("typed_arrivals", event), {"codes": codes}))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(desk, event, rows, django_assert_max_num_queries):
    for registration in RegistrationFactory.create_batch(rows, event=event):
        ParticipantFactory.create_batch(rows, registration=registration)

    with django_assert_max_num_queries(10):
        desk.get(page("arrivals", event))
