"""Opening, keeping, taking back, asking: what the desk and the company do with one button."""

from datetime import date, timedelta

import pytest

from knowledge.enums import MenuState
from knowledge.models import Menu
from knowledge.usecases.ask_about_menu import CannotAsk, ask_about_menu, letter_of
from knowledge.usecases.keep_menu import CannotKeep, keep_menu
from knowledge.usecases.open_menu import CannotOpen, open_menu
from knowledge.usecases.record_download import record_download
from knowledge.usecases.withdraw_menu import CannotWithdraw, withdraw_menu
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import MemberFactory
from tests.factories.knowledge import MenuFactory
from tests.factories.proposals import PrivateFileFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, TODAY, mail_text

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
DESK = {"by": THE_DESK, "at": LATER}


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_the_desk_opens_it_for_a_year():
    menu = open_menu(menu=MenuFactory(), version=1, **DESK)

    assert (menu.state, menu.opened_at, menu.review_by, menu.version) == (
        MenuState.OPEN,
        LATER,
        date(2027, 10, 6),
        2,
    )
    assert verbs() == ["menu.open"]


@pytest.mark.parametrize("trait", ["opened", "withdrawn"])
def test_only_what_waits_is_opened(trait):
    with pytest.raises(CannotOpen, match="もう「"):
        open_menu(menu=MenuFactory(**{trait: True}), version=1, **DESK)


def test_what_changed_since_the_desk_read_it_is_not_opened():
    with pytest.raises(CannotOpen, match="読み直してください"):
        open_menu(menu=MenuFactory(version=2), version=1, **DESK)


def test_it_is_kept_for_another_year():
    menu = keep_menu(menu=MenuFactory(past=True, asked_at=NOON), by=THE_COMPANY, at=LATER)

    assert (menu.review_by, menu.asked_at, menu.updated_by) == (date(2027, 10, 6), None, "会社次郎")
    assert not Menu.objects.past_review(TODAY).exists()
    assert verbs() == ["menu.keep"]


def test_only_what_is_open_is_kept():
    with pytest.raises(CannotKeep, match="公開前"):
        keep_menu(menu=MenuFactory(), by=THE_COMPANY, at=LATER)


def test_a_company_takes_it_back_at_once():
    menu = withdraw_menu(menu=MenuFactory(opened=True), by=THE_COMPANY, at=LATER)

    assert (menu.state, menu.withdrawn_at, menu.opened_at, menu.review_by) == (
        MenuState.WITHDRAWN,
        LATER,
        None,
        None,
    )
    assert not Menu.objects.open_to_staff().exists()
    assert verbs() == ["menu.withdraw"]


def test_it_is_taken_back_once():
    with pytest.raises(CannotWithdraw, match="もう取り下げて"):
        withdraw_menu(menu=MenuFactory(withdrawn=True), by=THE_COMPANY, at=LATER)


def test_the_desk_asks_everybody_of_the_body():
    menu = MenuFactory(past=True)
    members = [MemberFactory(organization=menu.organization) for _ in range(2)]
    to, subject, body = letter_of(menu)

    assert ask_about_menu(menu=menu, **DESK) == 2

    menu.refresh_from_db()
    assert menu.asked_at == LATER
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == sorted(one.user.email for one in members)
    assert sorted(to) == sorted(one.user.email for one in members)
    assert f"{subject}\n{body}" in mail_text()
    assert "0742-00-0012" not in mail_text()
    assert verbs() == ["menu.ask"]


def test_nobody_is_asked_of_what_is_not_open():
    with pytest.raises(CannotAsk, match="取り下げ"):
        ask_about_menu(menu=MenuFactory(withdrawn=True), **DESK)


def test_a_body_without_people_is_asked_by_telephone():
    with pytest.raises(CannotAsk, match="電話などで"):
        ask_about_menu(menu=MenuFactory(opened=True), **DESK)


def test_a_download_and_a_page_leave_a_line():
    menu, file = MenuFactory(), PrivateFileFactory()

    record_download(menu=menu, file=file, **DESK)
    record_download(menu=menu, file=file, page=3, **DESK)

    assert list(AuditEvent.objects.order_by("pk").values_list("verb", "about", "keys")) == [
        ("file.download", menu.key, {"file": str(file.uuid)}),
        ("file.view_page", menu.key, {"file": str(file.uuid), "page": 3}),
    ]
