import pytest

from dialogue.usecases import copy_to_menus as module
from dialogue.usecases.copy_to_menus import CannotCopy, copy_to_menus
from knowledge.enums import MenuState
from knowledge.models import Menu
from knowledge.usecases.offer_menu import CannotOffer
from nara_renkei.core.private_files import store_bytes
from tests.factories.dialogue import EventFactory, RegistrationFactory, WishFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(ended=True)


def copy(event):
    return copy_to_menus(event=event, by=THE_DESK, at=NOON)


def test_what_a_company_brought_waits_for_the_desk_with_its_slides_and_without_a_contact(event):
    slides = store_bytes(b"%PDF-1.7 x", name="紹介.pdf", content_type="application/pdf", at=NOON)
    one = RegistrationFactory(event=event, is_in_booklet=True, offer="髙い所の𠮷報。詳しく。", slides=slides)

    (menu,) = copy(event).menus

    assert (menu.title, menu.offer, menu.field) == ("髙い所の𠮷報", "髙い所の𠮷報。詳しく。", "卸売・小売")
    assert (menu.state, menu.source, menu.organization) == (MenuState.OFFERED, event.key, one.organization)
    assert (menu.contact_name, menu.contact_email, menu.contact_phone) == ("", "", "")
    assert (menu.slide.original_name, menu.slide.pk == slides.pk) == ("紹介.pdf", False)


def test_pressed_twice_it_is_one_menu_and_a_company_that_came_later_is_added(event):
    RegistrationFactory(event=event, is_in_booklet=True)
    copy(event)
    RegistrationFactory(event=event, is_in_booklet=True)

    assert (len(copy(event).menus), Menu.objects.count()) == (1, 2)


def test_who_did_not_consent_is_left_alone_and_nothing_of_wishes_or_care_is_copied(event):
    RegistrationFactory(event=event, offer="載せない")
    one = RegistrationFactory(event=event, is_in_booklet=True, care="車いす")
    WishFactory(registration=one, reason="会いたい理由", division__name="会いたい課")

    copy(event)

    menu = Menu.objects.get()
    assert not {"載せない", "車いす", "会いたい理由", "会いたい課"} & {menu.offer, menu.needs, menu.title}


def test_one_that_cannot_be_made_does_not_stop_the_others(event, monkeypatch):
    offer = module.offer_menu

    def refuses(**words):
        if words["organization"].name == "断られる団体":
            raise CannotOffer("いまは写せません。")
        return offer(**words)

    monkeypatch.setattr(module, "offer_menu", refuses)
    RegistrationFactory(event=event, is_in_booklet=True, organization__name="断られる団体")
    RegistrationFactory(event=event, is_in_booklet=True)

    copied = copy(event)

    assert (len(copied.menus), copied.refused) == (1, ["断られる団体：いまは写せません。"])


def test_before_the_event_is_over_nothing_is_copied():
    event = EventFactory(today=True)
    RegistrationFactory(event=event, is_in_booklet=True)

    with pytest.raises(CannotCopy, match="企業メニューに写すのは、終了の段階にしてからです。"):
        copy(event)
    assert Menu.objects.count() == 0
