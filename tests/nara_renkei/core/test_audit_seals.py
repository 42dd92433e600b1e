import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from nara_renkei.core.audit import record
from nara_renkei.core.audit_seals import seal_pending, unsealed, verify_chain
from nara_renkei.core.models import AuditEvent, AuditSeal, Heartbeat, SealedEvent
from nara_renkei.core.tasks import seal_audit, verify_audit
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db


def events(number, **keys):
    return [record("test.done", about=f"thing:{n}", by=THE_DESK, at=NOON, **keys) for n in range(number)]


def as_the_app(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE nara_app")
        cursor.execute(sql)


def as_owner_without_guard(sql, params=()):
    """What somebody with the database's password could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, params)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_a_seal_holds_every_event_since_the_last_one():
    first = events(3)
    one = seal_pending(NOON)
    second = events(2, 提案="R8-J-0001")
    two = seal_pending(NOON)

    assert (one.events, one.previous, two.events, two.previous) == (3, "", 2, one.digest)
    assert list(SealedEvent.objects.order_by("pk").values_list("event_id", "seal_id")) == [
        *((event.pk, one.pk) for event in first),
        *((event.pk, two.pk) for event in second),
    ]
    assert verify_chain() == []


def test_nothing_to_seal_makes_no_seal():
    assert seal_pending(NOON) is None
    assert AuditSeal.objects.count() == 0


def test_an_event_that_committed_late_goes_into_the_next_seal():
    one, late, three = events(3)
    AuditSeal.objects.create(at=NOON, events=2, digest="0" * 64)
    seal = AuditSeal.objects.get()
    SealedEvent.objects.bulk_create([SealedEvent(event=one, seal=seal), SealedEvent(event=three, seal=seal)])

    seal_pending(NOON)

    assert SealedEvent.objects.get(event=late).seal_id != seal.pk
    assert not unsealed(everything=True).exists()


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        (
            "UPDATE core_auditevent SET verb = 'test.undone' WHERE about = 'thing:1'",
            "封印{}の記録が、封印したときと違います。",
        ),
        (
            "UPDATE core_auditevent SET keys = '{\"a\": 2}' WHERE about = 'thing:1'",
            "封印{}の記録が、封印したときと違います。",
        ),
        (
            "UPDATE core_auditevent SET at = at + interval '1 second' WHERE about = 'thing:1'",
            "封印{}の記録が、封印したときと違います。",
        ),
        (
            "UPDATE core_auditevent SET actor_key = 'user:9' WHERE about = 'thing:1'",
            "封印{}の記録が、封印したときと違います。",
        ),
        (
            "DELETE FROM core_sealedevent WHERE event_id = (SELECT max(id) FROM core_auditevent)",
            "封印{}の記録は3件のはずですが、2件です。",
        ),
    ],
)
def test_a_changed_event_breaks_its_seal(sql, problem):
    events(3, a=1)
    seal = seal_pending(NOON)

    as_owner_without_guard(sql)

    assert verify_chain() == [problem.format(seal.pk)]


def test_a_missing_seal_breaks_the_chain():
    events(1)
    seal_pending(NOON)
    events(1)
    two = seal_pending(NOON)
    events(1)
    three = seal_pending(NOON)

    as_owner_without_guard("DELETE FROM core_sealedevent WHERE seal_id = %s", [two.pk])
    as_owner_without_guard("DELETE FROM core_auditseal WHERE id = %s", [two.pk])

    assert verify_chain() == [f"封印{three.pk}が、前の封印につながっていません。"]


def test_the_night_notes_that_the_audit_is_whole():
    events(2)

    verify_audit()

    assert list(Heartbeat.objects.values_list("name", flat=True)) == ["audit_verified"]
    assert not unsealed().exists()


def test_the_night_notes_that_the_audit_is_broken():
    events(2)
    seal_audit()
    as_owner_without_guard("UPDATE core_auditevent SET verb = 'x' WHERE about = 'thing:1'")

    verify_audit()

    assert list(Heartbeat.objects.values_list("name", flat=True)) == ["audit_broken"]


@pytest.mark.parametrize("table", ["core_auditevent", "core_auditseal", "core_sealedevent"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_guard_stops_the_owner_too(table, sql):
    events(1)
    seal_pending(NOON)
    column = {"core_auditevent": "id", "core_auditseal": "id", "core_sealedevent": "seal_id"}[table]

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table, column, column))


@pytest.mark.parametrize("table", ["core_auditevent", "core_auditseal", "core_sealedevent"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_app_has_no_right_to_change_the_audit(table, sql):
    column = {"core_auditevent": "id", "core_auditseal": "id", "core_sealedevent": "seal_id"}[table]

    with pytest.raises(DatabaseError, match="permission denied"):
        as_the_app(sql.format(table, column, column))


def test_the_app_may_append_and_seal():
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE nara_app")
        events(2)
        seal = seal_pending(NOON)
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")

    assert seal.events == 2


def test_the_app_may_not_empty_any_table():
    with pytest.raises(DatabaseError, match="permission denied"):
        as_the_app("TRUNCATE core_holiday")


@pytest.mark.django_db(transaction=True)
def test_two_sealers_never_seal_an_event_twice():
    events(50)
    ready = threading.Barrier(4)
    made = []

    def seal():
        try:
            ready.wait()
            made.append(seal_pending(NOON + timedelta(seconds=1)))
        finally:
            connection.close()

    threads = [threading.Thread(target=seal) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [seal.events for seal in made if seal] == [50]
    assert SealedEvent.objects.count() == AuditEvent.objects.count() == 50
    assert verify_chain() == []
