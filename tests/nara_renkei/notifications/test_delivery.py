import re
import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction

from nara_renkei.notifications import delivery
from nara_renkei.notifications.delivery import (
    PostOffice,
    Unreachable,
    claim,
    deliver_now,
    due,
    message_id,
    wait_before,
)
from nara_renkei.notifications.models import MailState, OutgoingMail
from nara_renkei.notifications.tasks import drain_outbox
from tests.factories.notifications import OutgoingMailFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db


def run(at=NOON, **kwargs):
    """Deliver everything that is due; True when the server could be reached."""
    with PostOffice(**kwargs) as office:
        try:
            while office.deliver_next(at):
                pass
        except Unreachable:
            return False
    return True


def state(mail):
    mail.refresh_from_db()
    return mail.state, mail.attempts


def test_a_letter_arrives_word_for_word(server, settings):
    settings.DEFAULT_FROM_EMAIL = "desk@city.nara.example"
    mail = OutgoingMailFactory(
        subject="【奈良市公民連携デスク】𠮷野様の提案 葛\U000e0100城", body="一行目 ﾅﾗ 〜\n\n髙木様\n"
    )

    assert run()

    [arrived] = server.sink.mails()
    # a folded header gains a space at the fold, for every reader
    assert arrived["Subject"].strip() == mail.subject
    assert arrived["To"] == mail.to
    assert arrived["From"] == "奈良市公民連携デスク <desk@city.nara.example>"
    assert arrived["Message-ID"] == f"<{mail.uuid}@city.nara.example>"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived.get_content_type() == "text/plain"
    assert arrived.get_content_charset() == "utf-8"
    assert arrived.get_content().replace("\r\n", "\n") == mail.body
    assert state(mail) == (MailState.SENT, 1)
    assert (mail.sent_at, mail.last_error, mail.unfinished) == (NOON, "", 0)


def test_a_very_long_line_survives(server):
    body = "あ" * 3_000 + "\n"
    OutgoingMailFactory(body=body)

    run()

    assert server.sink.mails()[0].get_content().replace("\r\n", "\n") == body


@pytest.mark.parametrize("place", ["〔コード〕", "〔リンク〕"])
def test_the_secret_is_put_in_at_delivery_and_wiped_after(place, server):
    mail = OutgoingMailFactory(body=f"次のとおりです。\n\n{place}\n", secret="s3cret-value")

    run()

    assert "s3cret-value" in server.sink.mails()[0].get_content()
    mail.refresh_from_db()
    assert (mail.state, mail.secret, mail.body) == (MailState.SENT, "", f"次のとおりです。\n\n{place}\n")


def test_a_letter_without_a_secret_keeps_words_in_such_brackets(server):
    OutgoingMailFactory(body="団体名は〔コード〕です。\n")

    run()

    assert "〔コード〕" in server.sink.mails()[0].get_content()


@pytest.mark.parametrize("subject", ["件名\r\nBcc: x@example.jp", "件名\nX: 1"])
def test_a_line_break_in_a_header_is_no_header(subject, server):
    mail = OutgoingMailFactory(subject=subject)

    run()

    [arrived] = server.sink.mails()
    assert (arrived["Bcc"], arrived["X"]) == (None, None)
    assert state(mail) == (MailState.SENT, 1)


def test_one_run_uses_one_connection(server, monkeypatch):
    OutgoingMailFactory.create_batch(3)
    opened = []
    real = delivery.get_connection
    monkeypatch.setattr(delivery, "get_connection", lambda **kw: opened.append(1) or real(**kw))

    run()

    assert (len(opened), len(server.sink.letters)) == (1, 3)


def test_a_refusal_for_now_is_tried_again_later(server):
    mail = OutgoingMailFactory()
    server.sink.answers = ["451 4.7.1 greylisted", "250 OK"]

    run()
    assert state(mail) == (MailState.QUEUED, 1)
    assert mail.last_error == "451 4.7.1 greylisted"
    assert timedelta(seconds=8) <= mail.next_try_at - NOON <= timedelta(seconds=12)

    run(mail.next_try_at)
    assert state(mail) == (MailState.SENT, 2)
    assert len(server.sink.letters) == 1


@pytest.mark.parametrize("where", ["data", "recipient"])
def test_a_refusal_for_ever_is_dead_at_once(where, server):
    mail = OutgoingMailFactory(with_code=True)
    if where == "data":
        server.sink.answers = ["550 5.1.1 no such user"]
    else:
        server.sink.recipient_answer = "550 5.1.1 no such user"

    run()

    assert state(mail) == (MailState.DEAD, 1)
    assert (mail.last_error, mail.secret) == ("550 5.1.1 no such user", "")


def test_a_recipient_refused_for_now_is_tried_again(server):
    mail = OutgoingMailFactory()
    server.sink.recipient_answer = "450 4.2.1 mailbox busy"

    run()

    assert state(mail) == (MailState.QUEUED, 1)


def test_a_server_that_repeats_the_secret_does_not_bring_it_into_the_row(server):
    mail = OutgoingMailFactory(with_code=True)
    server.sink.answers = ["554 spam: 12345678"]

    run()

    mail.refresh_from_db()
    assert mail.last_error == "554 spam: 〔秘密〕"


def test_one_dead_letter_does_not_stop_the_next(server):
    bad, good = OutgoingMailFactory(), OutgoingMailFactory()
    server.sink.answers = ["550 no", "250 OK"]

    run()

    assert [state(bad)[0], state(good)[0]] == [MailState.DEAD, MailState.SENT]


def test_a_connection_that_breaks_off_is_opened_again_for_the_next_letter(server):
    broken, good = OutgoingMailFactory(), OutgoingMailFactory()
    server.sink.answers = ["drop", "250 OK"]

    run()

    assert [state(broken), state(good)] == [(MailState.QUEUED, 1), (MailState.SENT, 1)]
    assert broken.last_error.startswith("途中で切れました")


def test_a_server_that_is_too_slow_is_given_up_for_now(server):
    mail = OutgoingMailFactory()
    server.sink.seconds = 3
    started = time.monotonic()

    run(timeout=0.5)

    assert time.monotonic() - started < 3
    assert state(mail) == (MailState.QUEUED, 1)
    assert mail.last_error.startswith("途中で切れました")


def test_without_a_server_only_one_letter_is_touched(server):
    server.stop()
    first, second = OutgoingMailFactory(), OutgoingMailFactory()

    assert not run()

    assert [state(first), state(second)] == [(MailState.QUEUED, 1), (MailState.QUEUED, 0)]
    assert first.last_error.startswith("メールサーバーにつながりません")


def test_a_wrong_password_of_ours_kills_no_letter(server, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "portal", "wrong"
    mail = OutgoingMailFactory()

    assert not run()

    assert state(mail) == (MailState.QUEUED, 1)


def test_the_server_that_comes_back_gets_every_letter(server):
    server.stop()
    mails = OutgoingMailFactory.create_batch(3)
    run()
    server.start()

    assert run(NOON + timedelta(minutes=1))

    assert [state(mail)[0] for mail in mails] == [MailState.SENT] * 3


def test_an_address_that_no_server_could_take_is_dead(server):
    mail = OutgoingMailFactory(to="山田 太郎, a@example.jp")

    run()

    assert state(mail)[0] == MailState.DEAD


def test_a_letter_after_its_time_is_expired_and_its_secret_wiped(server):
    mail = OutgoingMailFactory(with_code=True, expires_at=NOON + timedelta(minutes=10))

    run(NOON + timedelta(minutes=10))

    assert state(mail) == (MailState.EXPIRED, 0)
    assert mail.secret == ""
    assert server.sink.letters == []


def test_after_72_hours_nobody_tries_any_more(server):
    server.sink.answers = ["451 later"]
    mail = OutgoingMailFactory(created_at=NOON - timedelta(hours=72))

    run()

    assert state(mail) == (MailState.DEAD, 0)
    assert mail.last_error == "72時間試みましたが、届けられませんでした。"


def test_the_72_hours_begin_again_with_a_resending(server):
    mail = OutgoingMailFactory(created_at=NOON - timedelta(days=30), requeued_at=NOON - timedelta(hours=1))

    run()

    assert state(mail)[0] == MailState.SENT


def test_the_last_try_before_the_72_hours_ends_the_letter(server):
    server.sink.answers = ["451 later"]
    mail = OutgoingMailFactory(created_at=NOON - timedelta(hours=71, minutes=59, seconds=55))

    run()

    assert state(mail) == (MailState.DEAD, 1)


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 10), (2, 20), (5, 160), (7, 640)])
def test_the_wait_doubles_with_some_chance(attempt, seconds):
    waits = [wait_before(attempt).total_seconds() for _ in range(50)]

    assert min(waits) >= seconds * 0.8
    assert max(waits) <= seconds * 1.2
    assert len(set(waits)) > 1


def test_the_wait_is_never_longer_than_a_quarter_of_an_hour():
    assert max(wait_before(attempt) for attempt in range(1, 400)) <= timedelta(minutes=15)


def test_the_attempt_is_counted_before_the_server_is_spoken_to():
    mail = OutgoingMailFactory()

    claimed = claim(due(NOON), NOON)

    assert claimed == mail
    assert state(mail) == (MailState.QUEUED, 1)
    assert mail.unfinished == 1
    assert claim(due(NOON), NOON) is None


def test_a_letter_that_killed_five_workers_is_dead(server):
    mail = OutgoingMailFactory(with_code=True)
    moment = NOON
    for _ in range(5):
        claim(due(moment), moment)
        moment += timedelta(minutes=20)

    run(moment)

    assert state(mail) == (MailState.DEAD, 5)
    assert (mail.last_error, mail.secret) == ("送信の途中で、処理が5回止まりました。", "")


def test_refusals_between_deaths_keep_a_letter_alive(server):
    mail = OutgoingMailFactory(attempts=40, unfinished=4)

    run()

    assert state(mail) == (MailState.SENT, 41)


def test_the_sign_in_letter_is_tried_at_once(server):
    mail = OutgoingMailFactory(with_code=True)

    assert deliver_now(mail, at=NOON)

    assert state(mail) == (MailState.SENT, 1)


def test_the_sign_in_letter_that_cannot_go_at_once_stays_in_the_queue(server):
    server.stop()
    mail = OutgoingMailFactory(with_code=True)

    assert not deliver_now(mail, at=NOON)

    assert state(mail) == (MailState.QUEUED, 1)
    assert mail.secret == "12345678"


def test_a_letter_that_the_drain_already_has_is_left_to_it(server):
    mail = OutgoingMailFactory()
    claim(due(NOON), NOON)

    assert not deliver_now(mail, at=NOON)
    assert server.sink.letters == []


def test_an_odd_sender_address_is_used_as_it_stands(server, settings):
    settings.DEFAULT_FROM_EMAIL = "奈良市 <desk@city.nara.example>"
    mail = OutgoingMailFactory()

    run()

    [arrived] = server.sink.mails()
    assert arrived["From"] == "奈良市 <desk@city.nara.example>"
    assert arrived["Message-ID"] == message_id(mail) == f"<{mail.uuid}@city.nara.example>"


def test_the_task_empties_the_outbox(server):
    OutgoingMailFactory.create_batch(3)

    with time_machine.travel(NOON):
        drain_outbox()

    assert len(server.sink.letters) == 3


def test_the_task_ends_in_peace_without_a_server(server):
    server.stop()
    OutgoingMailFactory()

    with time_machine.travel(NOON):
        drain_outbox()

    assert OutgoingMail.objects.get().state == MailState.QUEUED


@pytest.mark.django_db(transaction=True)
def test_two_drains_deliver_every_letter_once(server):
    OutgoingMailFactory.create_batch(20)
    ready = threading.Barrier(3)

    def work():
        try:
            ready.wait()
            run()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    ids = [re.search(rb"Message-ID: (\S+)", letter).group(1) for letter in server.sink.letters]
    assert len(ids) == len(set(ids)) == 20
    assert set(OutgoingMail.objects.values_list("state", "attempts")) == {(MailState.SENT, 1)}


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_another_worker_only_looked_at_is_sent_at_the_second_look(server, monkeypatch):
    mail = OutgoingMailFactory()
    claimed = claim(due(NOON), NOON)
    holding, release = threading.Event(), threading.Event()

    def other():
        try:
            with transaction.atomic():
                OutgoingMail.objects.select_for_update().get(pk=mail.pk)
                holding.set()
                release.wait(10)
        finally:
            connection.close()

    def let_go(seconds):
        release.set()
        thread.join()

    thread = threading.Thread(target=other)
    thread.start()
    holding.wait(10)
    monkeypatch.setattr(delivery, "sleep", let_go)
    with PostOffice() as office:
        office.deliver_one(claimed, NOON)
    release.set()
    thread.join()

    assert state(mail) == (MailState.SENT, 1)


@pytest.mark.django_db(transaction=True)
def test_a_letter_in_the_hands_of_another_worker_is_not_sent_twice(server):
    mail = OutgoingMailFactory()
    claim(due(NOON), NOON)
    holding, release = threading.Event(), threading.Event()

    def other():
        try:
            with transaction.atomic():
                OutgoingMail.objects.select_for_update().get(pk=mail.pk)
                holding.set()
                release.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    holding.wait(10)
    run(NOON + timedelta(hours=1))
    with PostOffice() as office:
        office.deliver_one(mail, NOON)
    release.set()
    thread.join()

    assert server.sink.letters == []
