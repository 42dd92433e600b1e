"""That the next request works after a restart of PostgreSQL: tests/test_faults.py."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(monkeypatch):
    """How often the driver sent a statement."""
    connection.ensure_connection()
    found, execute = [], type(connection.connection.cursor()).execute

    def counted(self, query, *args, **kwargs):
        found.append(query)
        return execute(self, query, *args, **kwargs)

    monkeypatch.setattr(type(connection.connection.cursor()), "execute", counted)
    return found


def test_a_connection_that_rests_is_usable_without_a_statement(asked):
    assert (connection.is_usable(), asked) == (True, [])


def test_after_an_error_the_server_is_asked(asked):
    connection.errors_occurred = True

    assert (connection.is_usable(), asked) == (True, ["SELECT 1"])
    connection.errors_occurred = False


def test_a_session_that_the_server_ended_is_not_usable():
    with CaptureQueriesContext(connection):
        pid = connection.connection.info.backend_pid
    other = connection.copy()
    with other.cursor() as surgeon:
        surgeon.execute("SELECT pg_terminate_backend(%s, 2000)", [pid])
    other.close()

    assert connection.is_usable() is False
    connection.close()
