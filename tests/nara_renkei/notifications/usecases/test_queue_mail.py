from datetime import timedelta

import pytest
from django.db import transaction

from nara_renkei.core.models import CitySettings
from nara_renkei.notifications.models import MailState, OutgoingMail
from nara_renkei.notifications.usecases import queue_mail as module
from nara_renkei.notifications.usecases.queue_mail import Envelope, queue_mail, queue_mails
from tests.harness import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def woken(monkeypatch):
    """The drain is not run: these tests look at the row."""
    calls = []
    monkeypatch.setattr(module, "after_commit", calls.append)
    return calls


def queue(to="company@example.jp", **kwargs):
    return queue_mail("letter", to=to, about="proposal:R8-J-0001", context={"name": "株式会社<例>&"}, at=NOON, **kwargs)


def test_a_letter_is_a_row(letters, woken):
    letters["letter"] = "【{{ city.full_name }}】受け付けました\n\n{{ name }} 様\n\n本文\n{{ site_url }}/teian/\n"

    mail = OutgoingMail.objects.get(pk=queue().pk)

    assert (mail.subject, mail.body) == (
        "【奈良市公民連携デスク】受け付けました",
        "株式会社<例>& 様\n\n本文\nhttp://127.0.0.1:8000/teian/\n",
    )
    assert (mail.to, mail.about, mail.template) == ("company@example.jp", "proposal:R8-J-0001", "letter")
    assert (mail.state, mail.created_at, mail.next_try_at, mail.expires_at) == (MailState.QUEUED, NOON, NOON, None)
    assert woken == ["notifications.drain_outbox"]


def test_a_letter_ends_with_the_telephone_of_the_desk(letters):
    city = CitySettings.load()
    city.phone = "0742-00-0001"
    city.save()
    letters["letter"] = "件名\n\n本文\n"

    assert queue().body == (
        "本文\n\n--\n奈良市公民連携デスク（総合政策課）\n電話 0742-00-0001（平日 8時30分から17時15分まで）\n"
    )


def test_a_secret_stays_out_of_the_text(letters):
    letters["letter"] = "件名\n\n〔コード〕\n"

    mail = queue(secret="12345678", expires_at=NOON + timedelta(minutes=10))

    assert "12345678" not in mail.subject + mail.body
    assert (mail.secret, mail.expires_at) == ("12345678", NOON + timedelta(minutes=10))


@pytest.mark.parametrize("name", ["例\r\nBcc: x@example.jp", "例\x00\x1b"])
def test_a_hostile_name_breaks_neither_header_nor_row(name, letters):
    letters["letter"] = "{{ name }}様\n\n{{ name }}\n"

    mail = queue_mail("letter", to="a@example.jp", about="x", context={"name": name}, at=NOON)

    assert "\n" not in mail.subject
    assert "\x00" not in mail.subject + mail.body


def test_a_long_subject_is_cut(letters):
    letters["letter"] = "件" * 300 + "\n\n本文\n"

    assert queue().subject == "件" * 200


@pytest.mark.parametrize("to", ["", "no-address", "a@b\r\nBcc: c@example.jp", "a" * 260 + "@example.jp"])
def test_an_address_that_no_server_takes_is_a_dead_letter_and_no_error(to, letters, woken):
    letters["letter"] = "件名\n\n本文\n"

    mail = queue(to=to, secret="x")

    assert (mail.state, mail.last_error, mail.secret) == (
        MailState.DEAD,
        "宛先のメールアドレスの形が正しくありません。",
        "",
    )
    assert woken == []


def test_a_letter_of_a_rolled_back_transaction_was_never_written(letters):
    letters["letter"] = "件名\n\n本文\n"

    class Undo(Exception):
        pass

    def act():
        with transaction.atomic():
            queue()
            raise Undo

    with pytest.raises(Undo):
        act()

    assert OutgoingMail.objects.count() == 0


def test_many_letters_are_rows_in_one_statement(letters, woken, settings, django_assert_num_queries):
    settings.CITY_SETTINGS_SECONDS = 60
    letters["letter"] = "{{ name }}様へ\n\n〔リンク〕\n"
    envelopes = [
        Envelope(f"a{n}@example.jp", f"trainee:{n}", {"name": f"人{n}"}, secret=f"https://x.example/{n}/")
        for n in (1, 2)
    ]
    queue()

    with django_assert_num_queries(1):
        mails = queue_mails("letter", [*envelopes, Envelope("no-address", "trainee:3", {"name": "人3"})], at=NOON)

    assert [(mail.to, mail.about, mail.subject, mail.secret, mail.state) for mail in mails] == [
        ("a1@example.jp", "trainee:1", "人1様へ", "https://x.example/1/", MailState.QUEUED),
        ("a2@example.jp", "trainee:2", "人2様へ", "https://x.example/2/", MailState.QUEUED),
        ("no-address", "trainee:3", "人3様へ", "", MailState.DEAD),
    ]
    assert woken == ["notifications.drain_outbox"] * 2


def test_no_letters_wake_nobody(letters, woken):
    assert queue_mails("letter", [], at=NOON) == []
    assert woken == []
