"""/metrics: to the networks that may ask, through no other door, and not a word of anybody in it."""

from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.audit import record
from nara_renkei.core.audit_seals import seal_pending
from nara_renkei.core.health import beat, beat_of
from nara_renkei.core.models import FileState, PaperJob, PaperState
from nara_renkei.notifications.models import MailState
from nara_renkei.portal.queries import metrics
from tests.factories.accounts import StaffFactory
from tests.factories.notifications import OutgoingMailFactory
from tests.factories.proposals import PrivateFileFactory, ProposalFactory
from tests.harness import StrictClient

pytestmark = pytest.mark.django_db

INSIDE, OUTSIDE = "10.9.8.7", "203.0.113.9"


@pytest.fixture(autouse=True)
def _scraped(settings, monkeypatch):
    settings.METRICS_NETWORKS = [ip_network("10.9.0.0/16")]
    monkeypatch.setattr(metrics, "broker_answers", lambda: True)


def said(client=None, **more):
    answer = (client or StrictClient()).get("/metrics", REMOTE_ADDR=INSIDE, **more)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = [line.rsplit(" ", 1) for line in answer.content.decode().splitlines() if not line.startswith("#")]
    return {name: float(number) for name, number in lines}


def test_only_the_networks_that_may_ask_find_it(settings):
    def asked(client=None, **more):
        return (client or StrictClient()).get("/metrics", **more).status_code

    desk = StrictClient.of(StaffFactory(desk=True))
    system = StrictClient.of(StaffFactory(system=True))
    assert [asked(one, REMOTE_ADDR=OUTSIDE) for one in (None, desk, system)] == [404] * 3
    assert asked(REMOTE_ADDR=OUTSIDE, headers={"x-forwarded-for": INSIDE}) == 404
    assert asked(REMOTE_ADDR=INSIDE) == 200
    # behind a proxy: the proxy says who asks, and is inside itself; who comes past it is asked for the own address
    settings.TRUSTED_PROXY_COUNT = 1
    assert asked(REMOTE_ADDR=INSIDE, headers={"x-forwarded-for": OUTSIDE}) == 404
    assert asked(REMOTE_ADDR=INSIDE, headers={"x-forwarded-for": f"{INSIDE}, {OUTSIDE}"}) == 404
    assert asked(REMOTE_ADDR=INSIDE) == 200
    assert asked(REMOTE_ADDR=OUTSIDE) == 404
    settings.METRICS_NETWORKS = []
    assert asked(REMOTE_ADDR=INSIDE) == 404


def test_it_is_no_page_of_the_public_s_host_and_takes_no_other_method(settings):
    settings.ALLOWED_HOSTS = ["teian.example", "shokuin.example", "web-1"]
    settings.PUBLIC_HOST, settings.STAFF_HOST = "teian.example", "shokuin.example"

    def asked(host):
        return StrictClient().get("/metrics", REMOTE_ADDR=INSIDE, headers={"host": host}).status_code

    assert [asked(host) for host in ("teian.example", "shokuin.example", "web-1")] == [404, 200, 200]
    staff = StrictClient(REMOTE_ADDR=INSIDE, headers={"host": "shokuin.example"})
    assert [staff.post("/metrics").status_code, staff.post("/metrics", REMOTE_ADDR=OUTSIDE).status_code] == [405, 404]


def test_requests_are_counted_by_route_and_code_and_by_nothing_of_the_reader():
    before = said()
    client = StrictClient(REMOTE_ADDR=OUTSIDE)
    for path in ("/kadai/", "/kadai/", "/nai/yamada@example.jp/", "/teian/R8-J-0001/"):
        client.get(path)
    after = said()

    def grown(name):
        return after.get(name, 0) - before.get(name, 0)

    assert grown('nara_requests_total{code="2xx",method="GET",route="proposals:challenges"}') == 2
    assert grown('nara_requests_total{code="4xx",method="GET",route="none"}') == 1
    assert grown('nara_request_seconds_count{route="proposals:challenges"}') == 2
    assert not [name for name in after if "yamada" in name or "R8-J" in name or "teian/" in name]


def test_the_figures_are_what_the_rows_say():
    now = timezone.now()
    OutgoingMailFactory(created_at=now - timedelta(minutes=40))
    OutgoingMailFactory.create_batch(2, state=MailState.DEAD)
    PrivateFileFactory(state=FileState.PENDING, created_at=now)
    PrivateFileFactory(state=FileState.PENDING, created_at=now - timedelta(hours=1))
    PrivateFileFactory.create_batch(3, state=FileState.INFECTED)
    PaperJob.objects.create(kind="x", about="x", created_at=now)
    PaperJob.objects.create(kind="x", about="x", created_at=now, state=PaperState.FAILED)
    record("x", about="x", by=THE_SYSTEM, at=now - timedelta(minutes=9))
    while seal_pending(now):
        pass
    record("x", about="x", by=THE_SYSTEM, at=now - timedelta(minutes=5))
    beat("core.seal_audit", now - timedelta(seconds=90))
    beat("audit_verified", now - timedelta(seconds=60))
    beat("backup", now - timedelta(seconds=7200))
    for clock, minutes in (("17@web-1", 1), ("18@web-2", 2), ("9@web-1", 20)):
        beat_of(clock, now - timedelta(minutes=minutes))
    ProposalFactory(submitted=True)
    ProposalFactory()

    figures = said()

    told = {name: figures[name] for name in figures if not name.startswith(("nara_request", "nara_disk"))}
    ages = {name: told.pop(name) for name in list(told) if "seconds" in name}
    assert told == {
        "nara_database_up": 1,
        "nara_broker_up": 1,
        "nara_clocks": 2,
        'nara_letters{state="waiting"}': 1,
        'nara_letters{state="dead"}': 2,
        'nara_files{state="waiting"}': 2,
        'nara_files{state="stuck"}': 1,
        'nara_files{state="infected"}': 3,
        'nara_papers{state="waiting"}': 1,
        'nara_papers{state="given_up"}': 1,
        'nara_open_proposals{state="SUBMITTED"}': 1,
        **{
            f'nara_open_proposals{{state="{state}"}}': 0
            for state in ("RETURNED", "IN_REVIEW", "IN_DIALOGUE", "ON_HOLD")
        },
    }
    assert {name: round(seconds / 10) * 10 for name, seconds in ages.items()} == {
        "nara_oldest_letter_seconds": 2400,
        "nara_audit_unsealed_seconds": 300,
        "nara_audit_verified_seconds": 60,
        "nara_backup_seconds": 7200,
        'nara_job_seconds{job="core.seal_audit"}': 90,
    }
    assert 0 < figures["nara_disk_used_percent"] <= 100


def test_one_statement_is_enough(django_assert_num_queries):
    with django_assert_num_queries(1):
        said()


def test_without_the_database_it_says_so(monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError("server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", gone)
        figures = said()

    assert figures["nara_database_up"] == 0
    assert [name for name in figures if name.startswith("nara_letters")] == []


def test_nothing_is_counted_where_nobody_scrapes(settings, monkeypatch):
    settings.METRICS_NETWORKS = []

    def counted(*args):
        raise AssertionError("counted")

    monkeypatch.setattr("nara_renkei.core.metrics.observe", counted)

    assert StrictClient().get("/kadai/").status_code == 200
