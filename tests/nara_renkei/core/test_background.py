import contextlib
import time

import pytest
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from nara_renkei.core import background
from nara_renkei.core.background import after_commit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def open_line(monkeypatch):
    monkeypatch.setattr(background, "_silent_until", 0.0)


@pytest.fixture
def queued(monkeypatch):
    calls = []
    monkeypatch.setattr(current_app.tasks["core.beat"], "delay", lambda **ids: calls.append(ids))
    return calls


def test_a_task_is_queued_after_the_commit(queued):
    with transaction.atomic():
        after_commit("core.beat", proposal=3)
        assert queued == []

    assert queued == [{"proposal": 3}]


def test_the_same_task_is_queued_once_per_transaction(queued):
    with transaction.atomic():
        after_commit("core.beat", proposal=3)
        after_commit("core.beat", proposal=3)
        with transaction.atomic():
            after_commit("core.beat", proposal=3)
        after_commit("core.beat", proposal=4)

    assert queued == [{"proposal": 3}, {"proposal": 4}]


def test_a_task_whose_first_wish_was_rolled_back_is_still_queued(queued):
    with transaction.atomic():
        with contextlib.suppress(ValueError), transaction.atomic():
            after_commit("core.beat")
            raise ValueError
        after_commit("core.beat")

    assert queued == [{}]


def test_a_task_of_a_rolled_back_transaction_is_never_queued(queued):
    class Undo(Exception):
        pass

    def act():
        with transaction.atomic():
            after_commit("core.beat")
            raise Undo

    with pytest.raises(Undo):
        act()

    assert queued == []


def test_a_name_that_nobody_registered_is_found_at_once():
    with pytest.raises(KeyError):
        after_commit("core.baet")


@pytest.fixture
def no_broker(monkeypatch):
    calls = []

    def down(**ids):
        calls.append(ids)
        raise OperationalError("redis")

    monkeypatch.setattr(current_app.tasks["core.beat"], "delay", down)
    return calls


def test_a_stopped_broker_does_not_undo_what_was_committed(no_broker):
    with transaction.atomic():
        after_commit("core.beat")

    assert no_broker == [{}]


def test_after_a_silent_broker_the_next_visitors_do_not_wait_for_it(no_broker, monkeypatch):
    for _ in range(3):
        after_commit("core.beat")
    assert no_broker == [{}]

    monkeypatch.setattr(background, "_silent_until", 0.0)
    after_commit("core.beat")
    assert no_broker == [{}, {}]


def test_a_stopped_broker_costs_less_than_a_second(settings):
    """The real client against a port where nobody listens; its own default would try for six seconds."""
    task = current_app.tasks["core.beat"]
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    started = time.monotonic()

    with (
        current_app.connection_for_write("redis://127.0.0.1:1/0", transport_options=options) as link,
        pytest.raises(OperationalError),
    ):
        current_app.amqp.Producer(link, auto_declare=False).publish({}, routing_key=task.name, retry=False)

    assert time.monotonic() - started < 1
