"""Of several clocks one speaks; when it is gone, another does, and nothing that became due between is forgotten."""

from datetime import timedelta

import pytest
from celery.schedules import crontab
from django.db import connection

from nara_renkei.celery import app
from nara_renkei.core.lone_clock import WAIT, LoneScheduler

pytestmark = pytest.mark.django_db(transaction=True)


class Clock(LoneScheduler):
    """Writes down what it would have sent."""

    def apply_entry(self, entry, producer=None):
        self.sent.append(entry.name)


@pytest.fixture
def clock(tmp_path):
    """Make clocks with one job that is due every minute, and one of a minute of the day."""
    made = []

    def make(**ago):
        clock = Clock(app, schedule_filename=str(tmp_path / f"clock{len(made)}"), lazy=True)
        clock.sent = []
        clock.setup_schedule()
        minute = clock.app.now() - timedelta(minutes=1)
        daily = clock.Entry(
            name="daily", task="core.beat", schedule=crontab(hour=str(minute.hour), minute=str(minute.minute)), app=app
        )
        daily.last_run_at = clock.app.now() - timedelta(**(ago or {"days": 1}))
        clock.schedule = {"daily": daily}
        made.append(clock)
        return clock

    yield make
    for one in made:
        one.close()


def run(clock):
    """Tick until the clock has nothing to do; return what it sent and how long it would wait."""
    clock.sent.clear()
    while not (wait := clock.tick()):
        pass
    return clock.sent, wait


def end_session(clock):
    pid = clock.lease.connection.info.backend_pid
    with connection.cursor() as surgeon:
        surgeon.execute("SELECT pg_terminate_backend(%s, 2000)", [pid])


def test_of_two_clocks_one_speaks(clock):
    first, second = clock(), clock()

    assert run(first)[0] == ["daily"]
    assert run(second) == ([], WAIT)


def test_when_it_ends_the_other_does_what_became_due_meanwhile(clock):
    first, second = clock(days=30), clock(days=30)
    run(first)
    run(second)
    first.close()

    assert run(second)[0] == ["daily"]


def test_the_other_does_not_do_again_what_is_long_done(clock):
    first, second = clock(), clock()
    run(first)
    run(second)
    long_done = second.app.now() - timedelta(minutes=10)
    second.schedule["daily"].schedule = crontab(hour=str(long_done.hour), minute=str(long_done.minute))
    first.close()

    assert run(second)[0] == []
    assert second.lease is not None


def test_a_clock_that_was_alone_and_away_catches_up(clock):
    alone = clock(days=2)
    long_ago = alone.app.now() - timedelta(hours=3)
    alone.schedule["daily"].schedule = crontab(hour=str(long_ago.hour), minute=str(long_ago.minute))

    assert run(alone)[0] == ["daily"]


def test_a_clock_whose_session_is_gone_is_silent_until_it_has_the_lease_again(clock):
    first, second = clock(), clock()
    run(first)
    end_session(first)
    second.tick()

    assert second.lease is not None
    assert run(first) == ([], WAIT)
    assert first.lease is None
