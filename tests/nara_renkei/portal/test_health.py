import shutil
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from nara_renkei.core import wall
from nara_renkei.core.health import beat
from nara_renkei.core.models import FileState, PrivateFile
from nara_renkei.portal.queries import health
from tests.factories.notifications import OutgoingMailFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def broker(monkeypatch):
    monkeypatch.setattr(health, "broker_answers", lambda: True)


def pulse(seconds=5):
    beat("beat", timezone.now() - timedelta(seconds=seconds))


def failed(response):
    return sorted(name for name, fine in response.json()["checks"].items() if not fine)


def test_the_process_is_alive_without_any_question(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"alive": True})


def test_everything_works(client):
    pulse()

    response = client.get("/readyz")

    assert (response.status_code, failed(response), response.json()["ready"]) == (200, [], True)
    assert "no-cache" in response["Cache-Control"]


def test_a_silent_beat_is_seen(client):
    pulse(600)

    response = client.get("/readyz")

    assert (response.status_code, failed(response)) == (503, ["beat"])
    assert response.json()["beat_seconds"] >= 600


def test_a_beat_that_never_was_is_seen(client):
    assert failed(client.get("/readyz")) == ["beat"]


def test_a_letter_that_waits_too_long_is_seen(client):
    pulse()
    OutgoingMailFactory(created_at=timezone.now() - timedelta(minutes=40))

    response = client.get("/readyz")

    assert (response.status_code, failed(response)) == (503, ["letters"])
    assert response.json()["oldest_letter_seconds"] >= 2400


def test_a_stuck_scan_is_seen(client):
    pulse()
    PrivateFile.objects.create(
        original_name="a", stored_name="a", content_type="a", size=1, sha256="0" * 64,
        state=FileState.PENDING, created_at=timezone.now() - timedelta(hours=1),
    )  # fmt: skip

    assert failed(client.get("/readyz")) == ["scans"]


def test_a_stopped_broker_is_seen(client, monkeypatch):
    monkeypatch.setattr(health, "broker_answers", lambda: False)
    pulse()

    assert failed(client.get("/readyz")) == ["broker"]


@pytest.mark.parametrize("role", ["COMPANY", "STAFF"])
def test_a_login_that_may_not_raise_the_wall_is_seen(role, client, monkeypatch):
    monkeypatch.setattr(wall, role, "nara_nobody")
    pulse()

    assert failed(client.get("/readyz")) == ["wall"]


def test_a_backup_that_is_too_old_or_never_was_is_seen_where_one_is_expected(client, settings):
    pulse()
    assert failed(client.get("/readyz")) == []
    settings.BACKUP_EXPECTED_HOURS = 26
    assert failed(client.get("/readyz")) == ["backup"]
    beat("backup", timezone.now() - timedelta(hours=25))
    assert failed(client.get("/readyz")) == []
    beat("backup", timezone.now() - timedelta(hours=27))

    assert failed(client.get("/readyz")) == ["backup"]


def test_a_full_disk_is_seen(client, monkeypatch):
    pulse()
    monkeypatch.setattr(shutil, "disk_usage", lambda place: shutil._ntuple_diskusage(100, 99, 1))

    response = client.get("/readyz")

    assert failed(response) == ["disk"]
    assert response.json()["disk_used_percent"] == 99


def test_a_stopped_database_is_an_answer_and_no_error(client, monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError("server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", gone)
        response = client.get("/readyz")

    assert (response.status_code, failed(response)) == (503, ["database"])


@pytest.mark.parametrize("url", ["/healthz", "/readyz"])
def test_machines_may_only_read(url, client):
    assert client.post(url).status_code == 405


@pytest.mark.django_db
def test_who_finds_a_weakness_reads_whom_to_tell(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:anzen@city.example"

    response = client.get("/.well-known/security.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().startswith("Contact: mailto:anzen@city.example\nExpires: 20")
