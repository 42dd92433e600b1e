"""For the tables of what the database refuses, tests/…/nonsense.py; tests/test_constraints.py breaks them all."""

from collections.abc import Callable
from typing import Any


def twice(make: Callable[..., Any], **fields: Any) -> None:
    make(**fields)
    make(**fields)
