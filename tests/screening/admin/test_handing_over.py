"""機構改革の引継ぎ: the desk gives every proposal of a split 課 to one of those that came after it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from screening.models import Routing
from screening.queries.handing_over import held_by_ended
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.screening import RoutingFactory
from tests.harness import StrictClient

pytestmark = pytest.mark.django_db
URL = reverse("admin:screening_deskproposal_hand_over")


def split(rows=1):
    """Return the two new 課 of an old one that still holds so many proposals."""
    today = timezone.localdate()
    old = DivisionFactory(name="観光課", valid_to=today - timedelta(days=1))
    ways = [DivisionFactory(name=name, valid_from=today) for name in ("観光戦略課", "観光交流課")]
    old.successors.set(ways)
    for _ in range(rows):
        RoutingFactory(division=old)
    return ways


def test_the_page_offers_the_divisions_after_with_one_chosen(desk_client):
    split()

    page = desk_client.get(URL).content.decode()

    assert ("観光戦略課" in page, "観光交流課" in page, "あとで決める" in page, "selected" in page) == (True,) * 4


def test_one_button_hands_over_what_was_chosen_and_leaves_the_rest(desk_client):
    first, second = split(2)
    keys = [one.key for one in held_by_ended(timezone.localdate())]

    page = desk_client.post(URL, {keys[0]: second.pk, keys[1]: ""}, follow=True).content.decode()

    assert "1件を引き継ぎました。" in page
    assert [one.division.name for one in Routing.objects.order_by("screening__proposal__number")] == [
        "観光交流課",
        "観光課",
    ]
    assert first.name in page


def test_another_division_is_refused_by_name(desk_client):
    split()
    key = held_by_ended(timezone.localdate())[0].key

    page = desk_client.post(URL, {key: DivisionFactory().pk}).content.decode()

    assert "後の課から選んでください。" in page


def test_what_a_colleague_handed_over_meanwhile_is_said(desk_client, monkeypatch):
    first, _ = split()
    held = held_by_ended(timezone.localdate())
    Routing.objects.update(division=first)
    monkeypatch.setattr("screening.admin.handing_over.held_by_ended", lambda today: held)

    page = desk_client.post(URL, {held[0].key: first.pk}).content.decode()

    assert "先に引き継がれた提案があります" in page


def test_without_a_division_after_the_page_says_what_to_do(desk_client):
    RoutingFactory(division=DivisionFactory(abolished=True, name="なくなった課"))

    assert "なくなった課の「後の課」" in desk_client.get(URL).content.decode()


def test_nothing_left_behind_is_said(desk_client):
    assert "終わった課に残っている提案はありません。" in desk_client.get(URL).content.decode()


def test_who_may_not_route_has_no_such_page():
    assert StrictClient.of(StaffFactory(system=True)).get(URL).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_for_one_and_three(desk_client, rows, django_assert_max_num_queries):
    split(rows)

    with django_assert_max_num_queries(12):
        desk_client.get(URL)
