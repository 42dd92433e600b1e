"""One id for what a person asked: in the log of the web, in the row, in the log of the worker, in the letter.

It is 32 hexadecimal digits, says nothing about anybody, and stands on the page of an error as 「お問い合わせ番号」.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import uuid4

from django.db import models
from structlog.contextvars import bound_contextvars, get_contextvars

HEADER: Final = "X-Request-ID"
# as nginx writes $request_id
FORM: Final = re.compile(r"[0-9a-f]{32}")


def new_request_id() -> str:
    """Return an id that nobody has had yet."""
    return uuid4().hex


def is_request_id(text: str) -> bool:
    """Return whether a text has exactly the form of an id."""
    return FORM.fullmatch(text) is not None


def current_request_id() -> str:
    """Return the id of the request or of the task that runs; "" outside both."""
    bound = str(get_contextvars().get("request_id", ""))
    return bound if is_request_id(bound) else ""


class Traced(models.Model):
    """A row whose work goes on elsewhere. It remembers which request made it, whoever makes it and however many at once."""

    request_id = models.CharField(
        "お問い合わせ番号", max_length=32, blank=True, default=current_request_id, editable=False
    )

    class Meta:
        abstract = True


@contextmanager
def working_on(row: Traced) -> Iterator[None]:
    """Log, and make rows, under the id of the request that made this row; of an older row under the task's own."""
    with bound_contextvars(request_id=row.request_id or current_request_id()):
        yield
