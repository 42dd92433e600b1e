"""Errors go to the collector of ERROR_DSN (Sentry, GlitchTip) as a class and the places it passed, and nothing else.

The library is used as a sender only: no hooks of its own, no breadcrumbs, no request, no person, no variables, no
words of an exception. An event is put together here from the log's record and put together once more, from the list
of what may leave, just before it is sent.
"""

import logging
import re
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final

from structlog.contextvars import get_contextvars

from .logs import LONGEST, OURS

KEPT: Final = ("event_id", "timestamp", "platform", "level", "logger", "release")
TAGS: Final = ("route", "method", "task", "request_id")
FRAMES: Final = 30
# what our own lines are called: a name that stands in the code
OUR_EVENT: Final = re.compile(r"[a-z_]{3,60}")
TOLD: Final = "_nara_told"


class TrackerHandler(logging.Handler):
    """Sends what is logged as an error, from the web and from the worker alike; each exception once."""

    def __init__(self, dsn: str, release: str = "") -> None:
        super().__init__(logging.ERROR)
        from sentry_sdk import Client  # only where a collector is named

        self.client = Client(
            dsn=dsn,
            release=release or None,
            before_send=allowed,
            default_integrations=False,
            auto_enabling_integrations=False,
            include_local_variables=False,
            include_source_context=False,
            max_request_body_size="never",
            max_breadcrumbs=0,
            auto_session_tracking=False,
            enable_backpressure_handling=False,
            send_client_reports=False,
            server_name="",
            shutdown_timeout=2,
        )

    def emit(self, record: logging.LogRecord) -> None:
        try:
            event = event_of(record)
            if event is not None:
                self.client.capture_event(event)
        except Exception:  # the collector must not hurt who works
            self.handleError(record)

    def close(self) -> None:
        self.client.close(timeout=2)
        super().close()


def event_of(record: logging.LogRecord) -> Any:
    """Return what is told of a record: an exception by its class and places, one of our own lines by its name.

    None for the second record of one exception (ours and Django's), and for sentences of libraries.
    """
    event: dict[str, Any] = {"level": "error", "logger": record.name, "tags": _tags()}
    exc = record.exc_info[1] if record.exc_info else None
    if exc is not None:
        if getattr(exc, TOLD, False):
            return None
        setattr(exc, TOLD, True)
        frames = frames_of(exc.__traceback__)
        return {**event, "exception": {"values": [{"type": type(exc).__name__, "stacktrace": {"frames": frames}}]}}
    name = _name_of(record)
    return {**event, "exception": {"values": [{"type": name}]}} if name else None


def frames_of(trace: TracebackType | None) -> list[dict[str, Any]]:
    """Return the places that an exception passed, the innermost last, as the protocol wants them."""
    return [
        {
            "filename": "/".join(frame.filename.split("/")[-3:]),
            "function": frame.name,
            "lineno": frame.lineno,
            "in_app": "site-packages" not in frame.filename,
        }
        for frame in traceback.extract_tb(trace)[-FRAMES:]
    ]


def allowed(event: Mapping[str, Any], _hint: Any = None) -> Any:
    """Return the event anew, from nothing but what may leave: whatever a later version of the library adds stays here."""
    return {
        **{key: event[key] for key in KEPT if key in event},
        "tags": {key: _short(value) for key, value in event.get("tags", {}).items() if key in TAGS},
        "exception": {"values": [_exception(one) for one in event.get("exception", {}).get("values", [])]},
    }


def _exception(one: Mapping[str, Any]) -> dict[str, Any]:
    frames = one.get("stacktrace", {}).get("frames", [])
    return {
        "type": _short(one["type"]),
        "stacktrace": {
            "frames": [{key: frame[key] for key in ("filename", "function", "lineno", "in_app")} for frame in frames]
        },
    }


def _tags() -> dict[str, str]:
    return {key: str(value) for key, value in get_contextvars().items() if key in TAGS}


def _name_of(record: logging.LogRecord) -> str:
    """Return the name of one of our own lines; "" for any other. structlog hands a dictionary on as the message."""
    said = record.msg.get("event", "") if isinstance(record.msg, dict) else record.msg
    return str(said) if record.name.startswith(OURS) and OUR_EVENT.fullmatch(str(said)) else ""


def _short(value: Any) -> str:
    return str(value)[:LONGEST]
