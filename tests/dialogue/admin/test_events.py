from datetime import timedelta

import pytest
from django.urls import reverse

from dialogue.enums import EventState
from dialogue.models import Event
from tests.factories.dialogue import EventFactory
from tests.factories.directory import OrganizationFactory
from tests.harness import NOON, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def press(desk_client, event, verb, **fields):
    return desk_client.post(reverse("admin:dialogue_event_act", args=[event.pk, verb]), fields)


def test_the_desk_prepares_an_event_and_chooses_whom_to_invite(desk_client):
    organization = OrganizationFactory(confirmed=True)
    response = desk_client.post(
        reverse("admin:dialogue_event_add"),
        {
            "name": "奈良市公民連携ダイアログ",
            "slug": "dialogue-r8",
            "host": "奈良市",
            "aims": "困りごとから話しはじめる。",
            "held_on": "2026-12-05",
            "starts_at": "13:30",
            "ends_at": "16:30",
            "place": "市役所",
            "invites": "CHOSEN",
            "closes_on": "2026-11-20",
            "company_capacity": "8",
            "division_capacity": "17",
            "people_limit": "2",
            "tables": "8",
            "rounds": "6",
            "minutes": "12",
            "break_minutes": "3",
            "first_round_at": "14:30",
            "invitations-TOTAL_FORMS": "1",
            "invitations-INITIAL_FORMS": "0",
            "invitations-0-organization": organization.pk,
        },
    )

    event = Event.objects.get()
    assert response.status_code == 302
    assert (event.state, event.created_at) == (EventState.PREPARING, NOON)
    assert [one.organization for one in event.invitations.all()] == [organization]


def test_the_stages_are_buttons_that_say_what_becomes_visible(desk_client):
    event = EventFactory()
    page = desk_client.get(reverse("admin:dialogue_event_change", args=[event.pk])).content.decode()

    assert "募集の段階にする" in page
    assert "当日の段階にする" not in page
    told = desk_client.get(reverse("admin:dialogue_event_act", args=[event.pk, "boshu"])).content.decode()
    assert "だれでも読めるページができ" in told

    press(desk_client, event, "boshu")
    event.refresh_from_db()
    assert event.state == EventState.OPEN


def test_last_years_event_is_copied(desk_client):
    event = EventFactory(ended=True, tables=5)

    press(desk_client, event, "utsusu", name="次の回", slug="Dialogue-R9", held_on="2027-12-04", closes_on="2027-11-20")

    assert Event.objects.get(slug="dialogue-r9").tables == 5


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"slug": "奈良"}, "半角の英数字とハイフンだけで書いてください。"),
        ({"slug": "mukashi"}, "ほかのダイアログが使っています。"),
        ({"held_on": "2026-10-05"}, "開催日は、明日からの日にしてください。"),
        ({"closes_on": "2027-12-05"}, "申込みの締切は、開催日までにしてください。"),
    ],
)
def test_a_copy_that_cannot_be_says_what_to_do(desk_client, fields, words):
    event = EventFactory(ended=True, slug="mukashi")
    good = {"name": "次の回", "slug": "tsugi", "held_on": "2027-12-04", "closes_on": "2027-11-20"}

    response = press(desk_client, event, "utsusu", **{**good, **fields})

    assert words in response.content.decode()
    assert Event.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_counts_in_one_statement(desk_client, count, django_assert_max_num_queries):
    for n in range(count):
        EventFactory(held_on=TODAY + timedelta(days=60 + n))

    with django_assert_max_num_queries(10):
        desk_client.get(reverse("admin:dialogue_event_changelist"))
