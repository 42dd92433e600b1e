"""A line in the log for every statement that took long: which tables, from which place, never what was asked.

psycopg puts the values into the statement on our side, so the server's own log of slow statements would hold what
people wrote (guide-watch.md). Here the statement is looked at for the names of tables only.
"""

import logging
import re
import sys
from functools import cache
from time import perf_counter
from types import FrameType
from typing import Any, Final

from django.apps import apps
from django.conf import settings

from .logs import APPS, place

logger = logging.getLogger(__name__)

NAMES: Final = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE|ONLY|TABLE)\s+"?([a-z_0-9]+)', re.IGNORECASE)
MOST_TABLES: Final = 8
# what stands between a statement and the code that asked
BETWEEN: Final = ("nara_renkei.core.slow_queries", "nara_renkei.core.wall", "nara_renkei.core.gathering")


def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Stand around every statement of a connection (core/postgresql)."""
    began = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        seconds = perf_counter() - began
        if seconds >= settings.SLOW_QUERY_SECONDS:
            logger.warning(
                "slow_query",
                extra={"seconds": round(seconds, 3), "tables": tables_of(str(sql)), "place": place_of_the_asker()},
            )


def tables_of(sql: str) -> list[str]:
    """Return the tables that a statement names, sorted. What is no table of ours is left out, whatever it is."""
    return sorted(set(NAMES.findall(sql)) & _known_tables())[:MOST_TABLES]


@cache
def _known_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))


def place_of_the_asker() -> str:
    """Return "file:line function" of the nearest code of ours; "" when there is none."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name.startswith(APPS) and name not in BETWEEN:
            return place(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)
        frame = frame.f_back
    return ""
