"""Which of the regular jobs stopped can be said, of every one of them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from celery.schedules import crontab

from nara_renkei.celery import app
from nara_renkei.core.background import WatchedTask
from nara_renkei.core.health import last_beat
from nara_renkei.core.jobs import late_jobs, next_turn, scheduled
from nara_renkei.core.models import Heartbeat
from nara_renkei.core.tasks import beat_once, seal_audit
from tests.harness import NOON

pytestmark = pytest.mark.django_db

TOKYO = ZoneInfo("Asia/Tokyo")


def moment(*parts):
    return datetime(*parts, tzinfo=TOKYO)


def test_every_task_of_ours_is_watched():
    unwatched = [
        name for name, task in app.tasks.items() if not name.startswith("celery.") and not isinstance(task, WatchedTask)
    ]

    assert unwatched == []
    assert set(scheduled()) <= set(app.tasks)


def test_a_run_that_ends_well_leaves_its_pulse_in_one_statement_and_one_that_fails_does_not(
    monkeypatch, django_assert_num_queries
):
    @app.task(name="tests.two_faced")
    def two_faced(*, works):
        if not works:
            raise ValueError("no")

    try:
        two_faced.apply(kwargs={"works": False}, throw=False)
        assert last_beat("tests.two_faced") is None
        with django_assert_num_queries(1):
            two_faced.apply(kwargs={"works": True})
        assert last_beat("tests.two_faced") is not None
    finally:
        app.tasks.pop("tests.two_faced")


def test_a_job_of_the_worker_leaves_its_own_name():
    seal_audit.apply()

    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"core.seal_audit"}


@pytest.mark.parametrize(
    ("schedule", "last", "due"),
    [
        (10.0, moment(2026, 10, 5, 8, 0), moment(2026, 10, 5, 8, 0, 10)),
        (crontab(hour="2", minute="10"), moment(2026, 10, 5, 2, 10, 3), moment(2026, 10, 6, 2, 10)),
        (crontab(minute="17"), moment(2026, 10, 5, 23, 17, 1), moment(2026, 10, 6, 0, 17)),
        (crontab(hour="9-18", minute="0"), moment(2026, 10, 5, 18, 0, 1), moment(2026, 10, 6, 9, 0)),
        (crontab(hour="7", minute="15", day_of_week="1"), moment(2026, 10, 5, 7, 15, 1), moment(2026, 10, 12, 7, 15)),
        (crontab(hour="8", minute="40", month_of_year="7"), moment(2026, 7, 31, 8, 40, 1), moment(2027, 7, 1, 8, 40)),
        # as the database gives it back
        (crontab(hour="2", minute="10"), datetime(2026, 10, 4, 17, 10, 3, tzinfo=ZoneInfo("UTC")), moment(2026, 10, 6, 2, 10)),
    ],
)  # fmt: skip
def test_when_a_job_is_due_again(schedule, last, due):
    from celery.schedules import maybe_schedule

    with time_machine.travel(NOON, tick=False):
        assert next_turn(maybe_schedule(schedule), last) == due


def test_a_job_is_late_half_an_hour_after_its_turn_and_one_that_never_ran_after_it_is_watched():
    with time_machine.travel(NOON, tick=False):
        assert late_jobs(NOON) == []
        beat_once()

    first_turn = NOON + timedelta(minutes=29)
    assert late_jobs(first_turn) == []
    late = {one.name for one in late_jobs(NOON + timedelta(hours=24, minutes=31))}
    assert {"notifications.drain_outbox", "core.verify_audit", "portal.send_digest"} <= late
    # its months have not come, and Monday is far
    assert not {"screening.remind_in_july", "reports.ask_self_checks", "knowledge.tell_watchers"} & late


def test_a_second_look_moves_no_pulse_of_another_job():
    Heartbeat.objects.create(name="core.verify_audit", at=NOON - timedelta(days=3))

    with time_machine.travel(NOON, tick=False):
        beat_once()

    assert last_beat("core.verify_audit") == NOON - timedelta(days=3)
    assert [one.name for one in late_jobs(NOON)] == ["core.verify_audit"]
