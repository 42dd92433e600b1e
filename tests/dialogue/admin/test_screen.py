"""The projector's page and the buttons that move the rounds."""

from datetime import time, timedelta

import pytest
import time_machine
from django.urls import reverse

from dialogue.models import Event
from tests.factories.dialogue import (
    EventFactory,
    ParticipantFactory,
    RegistrationFactory,
    SeatFactory,
    SeatingPlanFactory,
)
from tests.harness import NOON, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def event():
    return EventFactory(today=True, starts_at=time(11), first_round_at=time(11, 55), rounds=2)


def page(name, event):
    return reverse(f"admin:dialogue_event_{name}", args=[event.pk])


@pytest.fixture
def seated(event):
    company = RegistrationFactory(event=event, organization__name="見本商事")
    division = RegistrationFactory(event=event, of_division=True, division__name="見本課")
    plan = SeatingPlanFactory(event=event, announced=True)
    for one in (company, division):
        SeatFactory(plan=plan, registration=one)
    SeatFactory(plan=plan, registration=division, round=2)


def test_the_room_sees_round_time_and_tables_without_menus(desk_client, event, seated):
    text = text_of(desk_client.get(page("screen", event)))

    assert ("1回目（全2回）" in text, "7分00秒" in text, "見本商事" in text, "見本課" in text) == (True,) * 4
    assert ("<nav" in text, '<meta http-equiv="refresh" content="10">' in text) == (False, True)
    assert f'data-now="{int(NOON.timestamp() * 1000)}"' in text


def test_the_changing_part_says_the_servers_clock_and_costs_nothing_when_it_is_known(desk_client, event, seated, clock):
    first = desk_client.get(page("screen_now", event))
    again = desk_client.get(page("screen_now", event), headers={"If-None-Match": f"W/{first['ETag']}"})
    clock.shift(timedelta(minutes=8))
    later = desk_client.get(page("screen_now", event), headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, first["X-Now"]) == (200, str(int(NOON.timestamp() * 1000)))
    assert (again.status_code, again.content) == (304, b"")
    assert (later.status_code, "次は2回目" in text_of(later)) == (200, True)


def test_the_same_part_is_the_same_while_only_time_passes(desk_client, event, seated, clock):
    first = desk_client.get(page("screen_now", event))
    clock.shift(timedelta(seconds=20))

    assert desk_client.get(page("screen_now", event), headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_before_the_seating_is_announced_the_room_reads_that_it_comes(desk_client, event):
    assert "まもなくお知らせします" in text_of(desk_client.get(page("screen", event)))


def test_after_the_last_round_the_room_reads_what_is_left_to_do(desk_client, event, clock):
    clock.shift(timedelta(hours=2))

    text = text_of(desk_client.get(page("screen", event)))

    assert ("ラウンドテーブルは終わりました" in text, "アンケート" in text) == (True, True)


def test_the_changing_part_is_cheap(desk_client, event, seated, django_assert_max_num_queries):
    """Three say who asks (session, person, posts), three what is shown (event, plan, seats)."""
    desk_client.get(page("screen_now", event))

    with django_assert_max_num_queries(6):
        desk_client.get(page("screen_now", event))


def test_the_desk_moves_the_rounds(desk_client, event):
    desk_client.post(page("progress", event), {"shift": "5"})
    answer = desk_client.post(page("progress", event), {"shift": "-1"}, follow=True)

    assert Event.objects.get().first_round_at == time(11, 59)
    assert "1回目は11時59分からになりました。" in text_of(answer)


def test_the_desk_begins_a_round_and_reads_why_not(desk_client, event):
    Event.objects.update(first_round_at=time(12, 3))
    assert "1回目を、いま始める" in text_of(desk_client.get(page("progress", event)))

    desk_client.post(page("progress", event), {"shift": "begin"})
    again = text_of(desk_client.post(page("progress", event), {"shift": "begin"}, follow=True))

    assert Event.objects.get().first_round_at == time(12)
    assert ("いま始められる回はありません" in again, "を、いま始める" in again) == (True, False)


def test_a_button_that_is_none_changes_nothing(desk_client, event):
    desk_client.post(page("progress", event), {"shift": "90"})

    assert Event.objects.get().first_round_at == time(11, 55)


def test_the_desk_reads_of_whom_nobody_has_come(desk_client, event):
    RegistrationFactory(event=event, organization__name="来ない商事")
    ParticipantFactory(registration__event=event, arrived_at=NOON, arrival_by="受付")

    assert "来ない商事" in text_of(desk_client.get(page("progress", event)))
