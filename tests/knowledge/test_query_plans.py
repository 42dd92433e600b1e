"""A rare word is found on an index, and the list is read off one, among many rows."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import Menu
from tests.factories.accounts import StaffFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.knowledge import MenuFactory
from tests.harness import StrictClient

pytestmark = pytest.mark.django_db
ROWS = 5_000


def fill():
    """Write many rows as the database copies one, each with a word of its own."""
    first = MenuFactory(opened=True, organization=OrganizationFactory())
    columns = [column.column for column in Menu._meta.concrete_fields if column.column not in {"id", "slide_id"}]
    own = {"code": "'m-' || n", "made_once": "gen_random_uuid()", "opened_at": "opened_at - n * interval '1 hour'"}
    chosen = ", ".join(own.get(name, name) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO knowledge_menu ({', '.join(columns)}) "
            f"SELECT {chosen} FROM knowledge_menu, generate_series(1, {ROWS}) n"
        )
    MenuFactory(opened=True, title="鵺", offer="鵺鵼を見ました。", organization=first.organization)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE knowledge_menu")


def plans(path):
    client = StrictClient.of(StaffFactory(officer=True))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    found = []
    for sql in (query["sql"] for query in captured if re.match(r'SELECT.*FROM "knowledge_menu"', query["sql"])):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {sql.replace('%', '%%')}", [])
            found.append((sql, "\n".join(row[0] for row in cursor.fetchall())))
    return found


def test_a_rare_word_of_two_characters_is_found_on_the_index():
    fill()

    searched = [plan for sql, plan in plans("/ka/menu/?q=鵺鵼") if "@@" in sql]

    assert len(searched) == 2
    assert ["menu_search" in plan and "Seq Scan on knowledge_menu" not in plan for plan in searched] == [True, True]


def test_a_page_of_the_list_is_read_off_an_index_and_nothing_is_sorted():
    fill()

    listed = [plan for sql, plan in plans("/ka/menu/") if "LIMIT 20" in sql]

    assert ["menu_open" in plan and "Sort" not in plan for plan in listed] == [True]
