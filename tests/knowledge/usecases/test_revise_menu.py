from datetime import timedelta

import pytest

from knowledge.enums import MenuState
from knowledge.forms.menus import facts_of
from knowledge.models import Menu
from knowledge.usecases.offer_menu import NOT_WHOLE, keep_slide
from knowledge.usecases.revise_menu import CannotRevise, StaleMenu, revise_menu
from nara_renkei.core.models import AuditEvent, PrivateFile
from tests.factories.knowledge import MenuFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def revise(menu, facts, **changes):
    return revise_menu(
        **{"menu": menu, "version": menu.version, "facts": facts, "by": THE_COMPANY, "at": LATER, **changes}
    )


def same(menu, **changes):
    return type(facts_of(menu))(**{**facts_of(menu).values(), **changes})


def test_what_a_company_changes_waits_for_the_desk_again():
    menu = MenuFactory(opened=True)

    revise(menu, same(menu, offer="台車でお届けします。"))

    menu.refresh_from_db()
    assert (menu.state, menu.opened_at, menu.review_by) == (MenuState.OFFERED, None, None)
    assert (menu.version, menu.updated_at) == (2, LATER)
    assert list(Menu.objects.saying("台車")) == [menu]
    keys = AuditEvent.objects.get(verb="menu.revise").keys
    assert keys == {"fields": ["offer"], "state": "OFFERED"}


def test_whom_to_ask_changes_at_once():
    menu = MenuFactory(opened=True)

    revise(menu, same(menu, contact_phone="0742-00-0099"))

    menu.refresh_from_db()
    assert (menu.state, menu.contact_phone) == (MenuState.OPEN, "0742-00-0099")


def test_what_the_desk_changes_stays_open():
    menu = MenuFactory(opened=True)

    revise(menu, same(menu, field="健康"), by=THE_DESK)

    menu.refresh_from_db()
    assert (menu.state, menu.field) == (MenuState.OPEN, "健康")


def test_what_was_taken_back_is_offered_again():
    menu = MenuFactory(withdrawn=True)

    revise(menu, same(menu))

    menu.refresh_from_db()
    assert (menu.state, menu.withdrawn_at) == (MenuState.OFFERED, None)


def test_nothing_changed_is_nothing_done():
    menu = MenuFactory(opened=True)

    revise(menu, same(menu))

    menu.refresh_from_db()
    assert (menu.version, menu.updated_at) == (1, NOON)
    assert AuditEvent.objects.count() == 0


def test_an_older_form_overwrites_nobody():
    menu = MenuFactory()
    revise(menu, same(menu, title="先に直した題"))

    with pytest.raises(StaleMenu, match="先に変えました"):
        revise(menu, same(menu, title="あとの題"))

    menu.refresh_from_db()
    assert menu.title == "先に直した題"


def test_what_says_nothing_is_refused():
    menu = MenuFactory()

    with pytest.raises(CannotRevise, match=NOT_WHOLE):
        revise(menu, same(menu, title=""))


def test_a_new_slide_takes_the_place_of_the_old(pdf):
    menu = MenuFactory(opened=True, slide=keep_slide(pdf("前.pdf"), at=NOON))

    revise(menu, same(menu), upload=pdf("後.pdf"))

    menu.refresh_from_db()
    assert (menu.slide.original_name, menu.state) == ("後.pdf", MenuState.OFFERED)
    assert PrivateFile.objects.count() == 1


def test_a_slide_is_taken_off(pdf):
    menu = MenuFactory(slide=keep_slide(pdf(), at=NOON))

    revise(menu, same(menu), drops_slide=True)

    menu.refresh_from_db()
    assert (menu.slide, PrivateFile.objects.count()) == (None, 0)


def test_where_no_slide_is_none_is_taken_off():
    menu = MenuFactory()

    assert revise(menu, same(menu), drops_slide=True).version == 1
