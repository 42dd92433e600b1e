"""Putting a question, and seeing whether anything was written."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

from django.db import connection, transaction

from tests.harness import StrictClient

WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")
# Who asks, and how often: written by every kind of request.
BOOKKEEPING = ("django_session", "core_cache")


@contextmanager
def written() -> Iterator[list[str]]:
    """Collect the tables that are written to, by SQL, whoever asks for it."""
    tables: list[str] = []

    def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        words = str(sql).replace('"', " ").split(maxsplit=4)
        if words and words[0].upper() in WRITES:
            table = words[1] if words[0].upper() == "UPDATE" else words[2]
            if table not in BOOKKEEPING:
                tables.append(table)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield tables


@contextmanager
def one_question(browser: StrictClient) -> Iterator[list[str]]:
    """Collect the tables that are written to; then everything is as before, in the database and in the browser."""
    cookies = {name: cookie.value for name, cookie in browser.cookies.items()}
    try:
        with taken_back(), written() as tables:
            yield tables
    finally:
        browser.cookies = SimpleCookie(cookies)


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back what is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
