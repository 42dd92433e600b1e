"""A slow statement leaves which tables, from where and how long; never what was asked."""

import json

import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError
from structlog.contextvars import bound_contextvars

from nara_renkei.core.slow_queries import tables_of
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.notifications.queries import oldest_unsent
from tests.harness import NOON
from tests.logged import logged

pytestmark = pytest.mark.django_db

MARK = "yamada-hanako@company.example"


def test_it_says_where_and_how_long_and_not_what(settings):
    settings.SLOW_QUERY_SECONDS = 0.0

    with logged() as lines, bound_contextvars(route="portal:home"):
        oldest_unsent(NOON)
        list(OutgoingMail.objects.filter(to=MARK))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM core_heartbeat WHERE name = '{MARK}'")

    found = [line for line in lines() if line["event"] == "slow_query"]
    assert [line["tables"] for line in found] == [
        ["notifications_outgoingmail"],
        ["notifications_outgoingmail"],
        ["core_heartbeat"],
    ]
    assert found[0]["place"].startswith("nara_renkei/notifications/queries.py:")
    assert found[0]["place"].endswith(" oldest_unsent")
    assert (found[0]["route"], found[0]["seconds"] >= 0) == ("portal:home", True)
    assert MARK not in json.dumps(lines())


def test_what_is_fast_leaves_nothing_and_what_failed_slowly_does(settings):
    settings.SLOW_QUERY_SECONDS = 0.05

    with logged() as lines, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.execute("SET LOCAL statement_timeout = 60")
        with pytest.raises(OperationalError), transaction.atomic():
            cursor.execute("SELECT pg_sleep(5)")

    assert [line["event"] for line in lines()] == ["slow_query"]


def test_only_tables_of_ours_are_named():
    assert tables_of(f'INSERT INTO "core_heartbeat" SELECT * FROM {MARK} JOIN "accounts_user" ON x') == [
        "accounts_user",
        "core_heartbeat",
    ]
