"""nara_backup: reads every table, the walled ones with them, and writes none; pg_dump as that role is a whole city."""

import subprocess
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction
from psycopg import connect, sql
from psycopg.conninfo import make_conninfo

from screening.models import Note
from tests.factories.accounts import StaffFactory
from tests.factories.screening import NoteFactory, RoutingAnswerFactory
from tests.nara_renkei.deploy.postgresql_client import programs

RESTORED = "{}_restored"


def rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


@pytest.mark.django_db
def test_it_may_read_every_table_and_every_counter_and_nothing_more():
    may = dict(
        rows(
            """SELECT c.oid::regclass::text, array_agg(p ORDER BY p) FILTER (WHERE has_table_privilege('nara_backup', c.oid, p))
            FROM pg_class c, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'p') GROUP BY 1"""
        )
    )
    counters = rows(
        """SELECT DISTINCT has_sequence_privilege('nara_backup', oid, 'SELECT'), has_sequence_privilege('nara_backup', oid, 'UPDATE, USAGE')
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'"""
    )

    assert {table: found for table, found in may.items() if found != ["SELECT"]} == {}
    assert counters == [(True, False)]


@pytest.mark.django_db
def test_it_is_no_more_than_a_reader_and_has_no_login_until_somebody_gives_it_one():
    [role] = rows(
        "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = 'nara_backup'"
    )

    assert role == (False, False, False, False, True)
    assert rows("SELECT has_schema_privilege('nara_backup', 'public', 'CREATE')") == [(False,)]
    assert (
        rows(
            "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid "
            "WHERE m.member = 'nara_backup'::regrole"
        )
        == []
    )
    assert rows("SELECT rolpassword IS NULL FROM pg_authid WHERE rolname = 'nara_backup'") == [(True,)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE screening_note SET body = ''",
        "DELETE FROM core_auditevent",
        "INSERT INTO core_holiday (day, name) VALUES ('2026-01-01', '')",
        "TRUNCATE core_cache",
        "CREATE TABLE more (one int)",
        "DROP TABLE screening_note",
        "ALTER TABLE screening_note DISABLE ROW LEVEL SECURITY",
    ],
)
def test_it_changes_nothing(statement):
    NoteFactory()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE nara_backup")
        assert Note.objects.count() == 1
        with pytest.raises(ProgrammingError), transaction.atomic():
            cursor.execute(statement)
        cursor.execute("RESET ROLE")


def counted(place):
    with connect(place) as other:
        tables = other.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        return {
            table: other.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()[0]
            for (table,) in tables
        }


@pytest.fixture
def beside():
    """Where a second database of the same server is; it is dropped afterwards."""
    facts = connection.get_connection_params()
    place = {key: facts[key] for key in ("host", "port", "user", "password") if facts.get(key)}
    name = RESTORED.format(facts["dbname"])
    ours, restored = make_conninfo(dbname=facts["dbname"], **place), make_conninfo(dbname=name, **place)
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    create = sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name))
    with connect(make_conninfo(dbname="postgres", **place), autocommit=True) as server:
        server.execute(drop)
        server.execute(create)
        try:
            yield ours, restored
        finally:
            server.execute(drop)


@pytest.mark.django_db(transaction=True)
def test_a_dump_as_this_role_is_the_whole_city(beside, tmp_path):
    ours, restored = beside
    StaffFactory(desk=True)
    NoteFactory(screening=RoutingAnswerFactory().routing.screening)
    before = counted(ours)

    run("pg_dump", "--role=nara_backup", "-Fc", "-f", tmp_path / "nara.dump", "-d", ours)
    run("pg_restore", "--exit-on-error", "-d", restored, tmp_path / "nara.dump")

    after = counted(restored)
    assert {name: (count, after.get(name)) for name, count in before.items() if after.get(name) != count} == {}
    assert all(
        before[table] for table in ("screening_note", "screening_routing", "proposals_proposal", "accounts_post")
    )


def run(program, *words):
    subprocess.run([Path(programs()) / program, *map(str, words)], check=True, capture_output=True, timeout=300)
