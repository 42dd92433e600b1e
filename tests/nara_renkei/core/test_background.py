import pytest
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from nara_renkei.core.background import after_commit

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_a_task_of_a_rolled_back_transaction_is_never_queued(queued):
    class Undo(Exception):
        pass

    with pytest.raises(Undo), transaction.atomic():
        after_commit("core.beat")
        raise Undo

    assert queued == []


def test_a_name_that_nobody_registered_is_found_at_once():
    with pytest.raises(KeyError):
        after_commit("core.baet")


def test_a_stopped_broker_does_not_undo_what_was_committed(monkeypatch):
    def down(**ids):
        raise OperationalError("redis")

    monkeypatch.setattr(current_app.tasks["core.beat"], "delay", down)

    with transaction.atomic():
        after_commit("core.beat")
