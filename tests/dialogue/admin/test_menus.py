"""The desk's button that takes over what companies brought."""

import pytest
from django.urls import reverse

from dialogue.usecases import copy_to_menus as module
from knowledge.models import Menu
from knowledge.usecases.offer_menu import CannotOffer
from tests.factories.dialogue import EventFactory, RegistrationFactory
from tests.harness import text_of

pytestmark = pytest.mark.django_db


def page(event):
    return reverse("admin:dialogue_event_menus", args=[event.pk])


def test_each_company_has_its_row_before_and_after(desk_client):
    event = EventFactory(ended=True)
    RegistrationFactory(event=event, is_in_booklet=True, offer="車で回ります。")
    RegistrationFactory(event=event)

    before = text_of(desk_client.get(page(event)))
    after = text_of(desk_client.post(page(event), follow=True))

    assert ("1団体の紹介を企業メニューに写す" in before, "としていないため、写しません。" in before) == (True, True)
    assert ("1件を写しました。" in after, "写しました：" in after, "（公開前）" in after) == (True, True, True)
    assert ("紹介を企業メニューに写す</button>" in after, Menu.objects.count()) == (False, 1)


def test_before_the_event_is_over_the_page_says_when(desk_client):
    event = EventFactory(today=True)
    RegistrationFactory(event=event, is_in_booklet=True)

    assert "写せるのは、終了の段階にしてからです。" in text_of(desk_client.get(page(event)))
    assert "終了の段階にしてからです。" in text_of(desk_client.post(page(event), follow=True))
    assert Menu.objects.count() == 0


def test_why_one_was_refused_is_said(desk_client, monkeypatch):
    event = EventFactory(ended=True)
    RegistrationFactory(event=event, is_in_booklet=True, organization__name="断られる団体")

    def refuses(**words):
        raise CannotOffer("いまは写せません。")

    monkeypatch.setattr(module, "offer_menu", refuses)

    assert "断られる団体：いまは写せません。" in text_of(desk_client.post(page(event), follow=True))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(desk_client, count, django_assert_num_queries):
    event = EventFactory(ended=True)
    for _ in range(count):
        RegistrationFactory(event=event, is_in_booklet=True)
    desk_client.get(page(event))

    with django_assert_num_queries(7):
        desk_client.get(page(event))
