"""Migrations that give way: real connections, and a table that somebody holds."""

import psycopg
import pytest
from django.db import OperationalError, connection

from nara_renkei.deploy.migrate import insist, patient
from tests.house import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def migrating():
    """A second connection with the settings of a migration, which waits a tenth of a second for a table."""
    wrapper = connection.copy()
    wrapper.inc_thread_sharing()
    yield patient(wrapper, 100)
    wrapper.close()


@pytest.fixture
def holder(migrating):
    """A connection that reads a table in an open transaction, as a backup does."""
    with psycopg.connect(**migrating.get_connection_params() | {"cursor_factory": psycopg.ClientCursor}) as reading:
        reading.execute("LOCK TABLE django_migrations IN ACCESS SHARE MODE")
        yield reading
        reading.rollback()


def test_a_migration_waits_less_for_a_table_than_a_page_and_as_long_as_it_takes_for_its_rows():
    wrapper = patient(connection.copy())
    with wrapper.cursor() as cursor:
        shown = [cursor.execute(f"SHOW {name}").fetchone()[0] for name in ("lock_timeout", "statement_timeout")]
    wrapper.close()
    with connection.cursor() as cursor:
        page = cursor.execute("SHOW lock_timeout").fetchone()[0]

    assert shown == ["3s", "0"]
    assert page == "5s"


def test_it_gives_the_table_free_says_so_and_tries_again(migrating, holder):
    said = []

    def rest():
        if len(said) == 2:
            holder.rollback()

    went_well = insist(lambda: locked(migrating), lambda: "core.0010_made_up", rest=rest, say=said.append)

    assert went_well
    assert said == [
        "移行 core.0010_made_up: 表が使われているので譲りました（1回目、あと19回）。",
        "移行 core.0010_made_up: 表が使われているので譲りました（2回目、あと18回）。",
    ]


def test_it_gives_up_in_the_end_and_says_what_to_do(migrating, holder):
    said = []

    assert not insist(lambda: locked(migrating), str, tries=2, rest=lambda: None, say=said.append)
    assert "長く開いている取引" in said[-1]


def test_another_mistake_is_not_tried_again(migrating):
    def cancelled():
        with migrating.cursor() as cursor:
            cursor.execute("SET statement_timeout = 10")
            cursor.execute("SELECT pg_sleep(5)")

    with pytest.raises(OperationalError, match="statement timeout"):
        insist(cancelled, str, rest=pytest.fail, say=pytest.fail)


def test_init_migrates_with_patience():
    assert "\nDATABASE_ROLE=owner python -m nara_renkei.deploy.migrate\n" in (
        ROOT / "nara_renkei/deploy/init.sh"
    ).read_text(encoding="utf-8")


def locked(wrapper):
    """Take the table for oneself, as ALTER TABLE does, and give it back."""
    with wrapper.cursor() as cursor:
        cursor.execute("DO $$ BEGIN LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE; END $$")
