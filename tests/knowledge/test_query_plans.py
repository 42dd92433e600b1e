"""A rare word is found on an index, and the list is read off one, among many rows."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import Menu
from knowledge.queries.related import related_cases
from knowledge.queries.search import search
from knowledge.rules.asking import asked
from tests.factories.accounts import StaffFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.knowledge import CaseFactory, FaqFactory, MenuFactory
from tests.harness import TODAY, StrictClient

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
        cursor.execute("SELECT gin_clean_pending_list('menu_search')")  # as a vacuum leaves the index
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


def fill_many(first, table, own, skipped=("id",)):
    """Copy a row many times, as the database does it."""
    columns = [column.column for column in first._meta.concrete_fields if column.column not in skipped]
    chosen = ", ".join(own.get(name, name) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table}, generate_series(1, {ROWS}) n "
            f"WHERE {table}.id = {first.pk}"
        )


def planned(captured):
    """Return the plans of what asks a search vector."""
    found = []
    for query in captured:
        if "@@" in query["sql"]:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN {query['sql'].replace('%', '%%')}", [])
                found.append("\n".join(row[0] for row in cursor.fetchall()))
    return found


def fill_library():
    """Write many cases and FAQ of other words, and one of each with rare ones."""
    faq = FaqFactory(opened=True)
    fill_many(faq, "knowledge_faq", {"code": "'q-' || n", "opened_at": "opened_at - n * interval '1 hour'"})
    case = CaseFactory(opened=True)
    own = {"code": "'j-' || n", "made_once": "gen_random_uuid()", "opened_at": "opened_at - n * interval '1 hour'"}
    fill_many(case, "knowledge_casestudy", own)
    FaqFactory(opened=True, question="鵺鵼を見た")
    CaseFactory(opened=True, words={"title": "鵺鵼鶫を見た", "summary": "鵺鵼の話。"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('faq_search'), gin_clean_pending_list('case_search')")
        cursor.execute("ANALYZE knowledge_faq, knowledge_casestudy")


def test_the_one_box_finds_a_rare_word_on_the_indexes():
    fill_library()

    with CaptureQueriesContext(connection) as captured:
        assert len(search(asked("鵺鵼"), TODAY, public=False).rows) == 2

    plans = planned(captured)
    assert len(plans) == 8
    assert not [plan for plan in plans if re.search("Seq Scan on knowledge_(faq|casestudy)", plan)]
    assert [sum(index in plan for plan in plans) for index in ("faq_search", "case_search")] == [2, 2]


def test_cases_like_a_text_are_found_on_the_index():
    fill_library()

    with CaptureQueriesContext(connection) as captured:
        assert len(related_cases("鵺鵼鶫の話", "")) == 1

    [plan] = planned(captured)
    assert "case_search" in plan
    assert "Seq Scan on knowledge_casestudy" not in plan
