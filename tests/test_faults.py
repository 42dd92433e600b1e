"""A part of the city's machinery is down: nothing is lost, nothing is a 500. (The letters' own fates: test_delivery.)"""

import http.client
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from celery import current_app
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.utils import timezone

from nara_renkei.core import background
from nara_renkei.core.models import PrivateFile
from nara_renkei.core.tasks import picture_files
from nara_renkei.notifications.models import MailState, OutgoingMail
from nara_renkei.notifications.tasks import drain_outbox
from nara_renkei.portal.demo.pictures import leaflet
from proposals.models import Proposal
from tests.factories.accounts import UserFactory
from tests.harness import StrictClient
from tests.nara_renkei.notifications.smtp_server import Server
from tests.proposals.views.conftest import BODY, WORDS, Walker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mail_server(settings: Any) -> Iterator[Server]:
    server = Server()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 2
    server.start()
    yield server
    server.stop()


@pytest.fixture
def no_redis(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tasks go to a broker where nobody listens."""

    def forget_connections() -> None:
        current_app._pool = None
        current_app.amqp._producer_pool = None

    monkeypatch.setattr(background, "_silent_until", 0.0)
    nowhere = "redis://127.0.0.1:1/0"
    changed = {"task_always_eager": False, "broker_url": nowhere, "broker_read_url": None, "broker_write_url": None}
    before = {name: getattr(current_app.conf, name) for name in changed}
    current_app.conf.update(changed)
    forget_connections()
    yield
    current_app.conf.update(before)
    forget_connections()


def later() -> None:
    """The next tick of beat, after every wait is over."""
    OutgoingMail.objects.filter(state=MailState.QUEUED).update(next_try_at=timezone.now() - timedelta(seconds=1))
    drain_outbox()


def sign_in_by_code(walker: Walker, server: Server, address: str) -> None:
    walker.client.post("/teian/kakunin/", {"email": address, "next": "/teian/"})
    letter = next(mail for mail in server.sink.mails() if mail["To"] == address).get_content()
    code = re.search(r"^(\d{4} ?\d{4})\s*$", letter, re.MULTILINE)
    assert code
    answer = walker.client.post("/teian/kakunin/code/", {"code": code[1]})
    assert answer.status_code == 302


def submit(walker: Walker, proposal: Proposal) -> Proposal:
    answer = walker.post(proposal, "check", action="submit")
    assert answer.status_code == 302
    proposal.refresh_from_db()
    assert "uketsuke" in answer.url
    return proposal


def receipts() -> Any:
    return OutgoingMail.objects.filter(template="proposals/received")


def test_without_redis_a_company_signs_in_and_submits_and_the_receipt_waits_for_the_next_tick(no_redis, mail_server):
    walker = Walker(StrictClient())
    proposal = walker.begin()
    walker.post(proposal, "proposal", WORDS)

    sign_in_by_code(walker, mail_server, "akari@futamomiji.example")
    walker.post(proposal, "organization", BODY)
    walker.post(proposal, "pledges", walker.ticks(proposal, timezone.localdate()))
    proposal = submit(walker, proposal)

    waiting = receipts().get()
    assert (waiting.state, waiting.attempts) == (MailState.QUEUED, 0)
    later()
    assert receipts().get().state == MailState.SENT
    assert [mail for mail in mail_server.sink.mails() if proposal.number in mail.get_content()]


def test_without_redis_a_file_is_kept_and_the_next_tick_draws_its_pages(no_redis, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "files"
    walker = Walker(StrictClient())
    proposal = walker.begin()

    upload = SimpleUploadedFile("企画書.pdf", leaflet(2))
    answer = walker.client.post(f"/teian/{proposal.uuid}/tenpu/", {"attachment": upload, "action": "upload"})

    file = PrivateFile.objects.get(original_name="企画書.pdf")
    assert (answer.status_code, file.pictured_at) == (200, None)
    picture_files()
    assert file.page_images.count() == 2


def test_while_the_mail_server_says_not_now_the_receipt_waits_and_goes_once_when_it_takes_it(mail_server):
    mail_server.sink.answers = ["451 not now"]
    walker = Walker(StrictClient.of(UserFactory()))
    proposal = submit(walker, walker.fill(timezone.localdate()))

    refused = receipts().get()
    assert (refused.state, refused.last_error) == (MailState.QUEUED, "451 not now")
    assert walker.client.get(f"/teian/{proposal.number}/").status_code == 200
    mail_server.sink.answers = ["250 OK"]
    later()
    later()
    assert len([mail for mail in mail_server.sink.mails() if proposal.number in mail["Subject"]]) == 1


def test_a_mail_server_that_refuses_for_ever_does_not_hinder_the_proposal(mail_server):
    mail_server.sink.recipient_answer = "550 no such user"
    walker = Walker(StrictClient.of(UserFactory()))

    proposal = submit(walker, walker.fill(timezone.localdate()))

    assert walker.client.get(f"/teian/{proposal.number}/uketsuke/").status_code == 200
    assert (receipts().get().state, receipts().get().last_error) == (MailState.DEAD, "550 no such user")


def cut_other_connections() -> int:
    """What a restart of PostgreSQL does to those who are connected. Returns how many were cut."""
    ours = connection.settings_dict
    with psycopg.connect(
        dbname=ours["NAME"],
        user=ours["USER"] or None,
        password=ours["PASSWORD"] or None,
        host=ours["HOST"] or None,
        port=ours["PORT"] or None,
        autocommit=True,
    ) as surgeon:
        row = surgeon.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        ).fetchone()
    return row[0] if row else 0


def test_after_a_restart_of_postgresql_the_next_request_works(live_server):
    """One kept-alive connection is one thread of the server, and one database connection."""
    visitor = http.client.HTTPConnection(live_server.thread.host, live_server.thread.port, timeout=20)
    try:
        statuses = []
        for number in range(3):
            visitor.request("GET", "/kadai/")
            answer = visitor.getresponse()
            statuses.append((answer.status, "募集" in answer.read().decode()))
            assert visitor.sock, "the server hung up: this would be a new thread"
            if number == 0:
                assert cut_other_connections() >= 1
    finally:
        visitor.close()
        connection.close()

    assert statuses == [(200, True)] * 3


def test_without_postgresql_typing_is_a_503_with_a_date_and_goes_through_when_it_is_back(monkeypatch):
    walker = Walker(StrictClient.of(UserFactory()))
    proposal = walker.begin()
    url, sent = walker.url(proposal, "proposal"), {**WORDS, "version": proposal.version, "action": "next"}
    walker.client.raise_request_exception = False

    with monkeypatch.context() as patch:
        for name, value in (("HOST", "127.0.0.1"), ("PORT", "1")):
            patch.setitem(connections.settings["default"], name, value)
        connection.close()
        refused = [walker.client.post(url, sent), walker.client.get("/"), walker.client.get("/ka/")]
    connection.close()
    taken = walker.client.post(url, sent)

    assert [(answer.status_code, answer["Retry-After"]) for answer in refused] == [(503, "30")] * 3
    assert all("ただいま、つながりにくくなっています" in answer.content.decode() for answer in refused)
    assert taken.status_code == 302
    proposal.refresh_from_db()
    assert proposal.body == WORDS["body"]
