"""A plugin of pytest for old_tests.py: the flush after a transactional test empties tables that the release does not know.

TRUNCATE of a known table refuses while a table of the next release refers to it. No import of this project: pytest loads
it beside the release before.
"""

from typing import Any


def pytest_sessionstart() -> None:
    # not while plugins load: Django's modules need each other in an order of their own
    from django.db.models import Model  # noqa: F401, I001 - first, and only to be loaded
    from django.db.backends.postgresql.operations import DatabaseOperations

    plain = DatabaseOperations.sql_flush

    def sql_flush(self: DatabaseOperations, *words: Any, **options: Any) -> list[str]:
        return plain(self, *words, **{**options, "allow_cascade": True})

    DatabaseOperations.sql_flush = sql_flush  # type: ignore[assignment,method-assign] - put in its place
