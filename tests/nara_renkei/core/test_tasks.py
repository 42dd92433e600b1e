import os
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from nara_renkei.celery import app
from nara_renkei.core.health import beat, broker_answers, clocks, database_answers, disk_used, last_beat
from nara_renkei.core.models import Heartbeat
from nara_renkei.core.tasks import beat_once, sweep_files

pytestmark = pytest.mark.django_db


def test_a_pulse_is_one_row_that_moves():
    first = datetime(2026, 10, 5, tzinfo=UTC)
    beat("x", first)
    beat("x", first + timedelta(seconds=30))

    assert last_beat("x") == first + timedelta(seconds=30)
    assert last_beat("never") is None


def test_beat_leaves_its_pulse():
    beat_once()

    assert last_beat("beat") is not None


def test_each_process_of_beat_leaves_a_pulse_of_its_own_and_those_of_yesterday_go():
    now = timezone.now()
    beat("clock 7@gone", now - timedelta(days=2))
    for clock in ("1@one", "1@two", "1@one"):
        beat_once(clock=clock)

    assert clocks(now) == ["1@one", "1@two"]
    assert Heartbeat.objects.filter(name="clock 7@gone").count() == 0
    sent = app.conf.beat_schedule["core.beat"]["kwargs"]["clock"]
    assert sent.startswith(f"{os.getpid()}@")


def test_the_hourly_sweep_takes_orphans_of_more_than_an_hour(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    for name, age in (("old.part", 3700), ("new.part", 3500)):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (time.time() - age,) * 2)

    sweep_files()

    assert [path.name for path in tmp_path.iterdir()] == ["new.part"]


def test_a_stopped_broker_is_seen_and_not_raised(settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert not broker_answers()

    settings.CELERY_BROKER_URL = "nonsense"
    assert not broker_answers()


def test_the_database_answers():
    assert database_answers()


def test_the_disk_is_measured_where_the_files_will_be(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "not" / "yet"
    settings.FREE_BYTES_NEEDED = 10**18

    percent, enough = disk_used()

    assert 0 <= percent <= 100
    assert not enough
