from datetime import date, timedelta

import pytest

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.models import AuditEvent
from proposals.models import RosterEntry, RosterRequest
from screening.models import BackgroundCheck
from screening.usecases.check_background import (
    CannotCheckBackground,
    ask_for_roster,
    record_police_answer,
    send_to_police,
)
from screening.usecases.forget_rosters import forget_rosters
from screening.usecases.open_roster import open_roster
from tests.factories.proposals import RosterEntryFactory
from tests.factories.screening import BackgroundCheckFactory, RosterReaderFactory, ScreeningFactory
from tests.harness import NOON, THE_DESK, TODAY, at
from tests.screening.city import opened

pytestmark = pytest.mark.django_db

WANTED, DELETED = date(2026, 10, 19), date(2026, 12, 28)


def ask(screening, wanted_by=WANTED, delete_on=DELETED):
    return ask_for_roster(screening=screening, wanted_by=wanted_by, delete_on=delete_on, by=THE_DESK, at=NOON)


def adopted(**fields):
    RosterReaderFactory(**fields)
    return opened(adopted=True)


def test_the_company_is_asked_on_its_page_with_the_day_and_nothing_else():
    screening = adopted()

    check = ask(screening)

    asked = RosterRequest.objects.get(proposal=screening.proposal)
    assert (asked.wanted_by, asked.word, check.delete_on) == (WANTED, "お願い中", DELETED)
    assert AuditEvent.objects.get(verb="background.ask").keys == {"delete_on": "2026-12-28"}


@pytest.mark.parametrize("status", ["submitted", "in_review", "in_dialogue"])
def test_it_is_asked_in_the_last_stage_only(status):
    RosterReaderFactory()

    with pytest.raises(CannotCheckBackground, match="進めることが決まり、実施を始める前の提案だけです。"):
        ask(opened(**{status: True}))


def test_without_anybody_to_read_it_is_not_asked():
    with pytest.raises(CannotCheckBackground, match="役員名簿を読む席が決まっていません。"):
        ask(opened(adopted=True))


@pytest.mark.parametrize("days", [(TODAY - timedelta(days=1), DELETED), (WANTED, WANTED)])
def test_the_days_stand_in_their_order(days):
    with pytest.raises(CannotCheckBackground, match="期限は今日から先、名簿を消す日は期限より後の日にしてください。"):
        ask(adopted(), *days)


def test_it_is_asked_once():
    screening = adopted()
    ask(screening)

    with pytest.raises(CannotCheckBackground, match="もうお願いしています。"):
        ask(screening)


def send(check, sent_on=TODAY):
    return send_to_police(screening=check.screening, sent_on=sent_on, by=THE_DESK, at=NOON)


def answer(check, answered_on=TODAY, *, is_listed=False):
    facts = {"answered_on": answered_on, "is_listed": is_listed, "by": THE_DESK, "at": NOON}
    return record_police_answer(screening=check.screening, **facts)


def test_of_the_answer_the_day_and_whether_somebody_is_listed_are_kept():
    check = BackgroundCheckFactory(received=True)

    send(check)
    done = answer(check, is_listed=True)

    assert (done.sent_on, done.answered_on, done.is_listed) == (TODAY, TODAY, True)
    assert RosterRequest.objects.get().word == "済"
    assert AuditEvent.objects.get(verb="background.answer").keys == {}


def test_only_a_list_that_came_is_sent():
    with pytest.raises(CannotCheckBackground, match="名簿が届いていません。"):
        send(BackgroundCheckFactory())
    with pytest.raises(CannotCheckBackground, match="名簿が届いていません。"):
        send(BackgroundCheckFactory(received=True, roster__deleted_at=NOON))


def test_it_is_sent_once_and_not_tomorrow():
    check = BackgroundCheckFactory(received=True)

    with pytest.raises(CannotCheckBackground, match="照会した日は、今日までの日にしてください。"):
        send(check, TODAY + timedelta(days=1))
    send(check)
    with pytest.raises(CannotCheckBackground, match="もう照会しています。"):
        send(check)


def test_an_answer_follows_what_was_sent_once():
    waiting = BackgroundCheckFactory(received=True)

    with pytest.raises(CannotCheckBackground, match="照会して、まだ回答のないものだけ記録できます。"):
        answer(waiting)
    send(waiting)
    answer(waiting)
    with pytest.raises(CannotCheckBackground, match="照会して、まだ回答のないものだけ記録できます。"):
        answer(waiting)


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_of_the_answer_lies_between(days):
    with pytest.raises(CannotCheckBackground, match="照会した日から今日までの日にしてください。"):
        answer(BackgroundCheckFactory(sent=True), TODAY + timedelta(days=days))


def test_nothing_is_recorded_where_nobody_was_asked():
    with pytest.raises(CannotCheckBackground, match="先に、役員名簿をお願いしてください。"):
        send_to_police(screening=ScreeningFactory(), sent_on=TODAY, by=THE_DESK, at=NOON)


def test_each_look_at_the_rows_is_written_down():
    check = BackgroundCheckFactory(received=True)
    entry = RosterEntryFactory(request=check.roster)

    rows = [open_roster(check=check, by=THE_DESK, at=NOON) for _ in range(2)]

    assert rows == [[entry]] * 2
    assert AuditEvent.objects.filter(verb="roster.read", about=check.screening.proposal.key).count() == 2


def test_the_list_goes_on_its_day_and_the_dates_stay():
    check = BackgroundCheckFactory(sent=True)
    RosterEntryFactory(request=check.roster)

    early = forget_rosters(by=THE_SYSTEM, at=at(DELETED - timedelta(days=1)))
    gone = forget_rosters(by=THE_SYSTEM, at=at(DELETED))
    again = forget_rosters(by=THE_SYSTEM, at=at(DELETED))

    assert (early, gone, again) == (0, 1, 0)
    assert not RosterEntry.objects.exists()
    kept = BackgroundCheck.objects.select_related("roster").get()
    assert (kept.sent_on, kept.roster.received_at, kept.roster.deleted_at) == (TODAY, NOON, at(DELETED))


def test_what_another_worker_holds_is_left_to_it(monkeypatch):
    BackgroundCheckFactory(received=True)
    monkeypatch.setattr("screening.usecases.forget_rosters.BackgroundCheck.objects.select_for_update", _none)

    assert forget_rosters(by=THE_SYSTEM, at=at(DELETED)) == 0


def _none(**_):
    return BackgroundCheck.objects.none()
