"""JSON logs that hold only what is on the list: no mail, name, number, title, text or token can slip in.

A message of a library is kept as its template, without what was put into it. An exception leaves its class
and the places it passed, not its words: a database error quotes the row.
"""

import logging
import sys
import traceback
from types import TracebackType
from typing import Any, Final

import structlog
from structlog.typing import EventDict, Processor

ALLOWED: Final = frozenset(
    {
        "timestamp", "level", "logger", "event", "request_id", "route", "method", "code", "user_id",
        "task", "state", "attempts", "mail", "paper", "file", "kind", "count", "problems", "error", "stack",
        "seconds", "status_code", "tables", "place",
    }
)  # fmt: skip
APPS: Final = ("nara_renkei", "proposals", "screening", "dialogue", "training", "knowledge")
OURS: Final = (*APPS, "django_structlog")
# libraries whose fixed sentences an operator needs
OPERATIONAL: Final = ("celery", "kombu", "gunicorn")
# of these the sentences about starting and stopping hold names of machines and processes, nothing of a visitor
ABOUT_PROCESSES: Final = ("celery.apps.worker", "celery.worker.consumer.mingle", "gunicorn.error")
LONGEST: Final = 200
TRACKER: Final = "nara_renkei.core.error_tracker.TrackerHandler"


def keep_allowed(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Drop every key that is not on the list, and cut what is."""
    return {key: value[:LONGEST] if isinstance(value, str) else value for key, value in event.items() if key in ALLOWED}


def without_words(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Replace an exception by its class and the places it passed."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    exc = info[1] if isinstance(info, tuple) else info
    if isinstance(exc, BaseException):
        event["error"] = type(exc).__name__
        event["stack"] = places(exc.__traceback__)
    return event


def without_arguments(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Keep of a library's record its template, or only its logger's name when it may have been filled in.

    What says that a process starts or stops is filled in here: 「celery@web ready.」.
    """
    record = event.get("_record")
    if record is None or event.get("_from_structlog"):
        return event
    name = record.name
    if name.startswith(OURS):
        return event
    filled_in = event.get("positional_args")
    if name in ABOUT_PROCESSES and record.levelno == logging.INFO and filled_in:
        event["event"] = fill_in(str(event["event"]), filled_in)
    elif isinstance(filled_in, dict) and "name" in filled_in:
        event["task"] = str(filled_in["name"])
    if not name.startswith(OPERATIONAL):
        event["event"] = f"{name} {record.levelname.lower()}"
    return event


def fill_in(template: str, arguments: Any) -> str:
    """Return the sentence; the template alone when the arguments do not fit it."""
    try:
        return template % arguments
    except (TypeError, ValueError, KeyError):
        return template


def places(trace: TracebackType | None) -> list[str]:
    """Return "file:line function" for the last twelve frames."""
    frames = traceback.extract_tb(trace)[-12:]
    return [place(frame.filename, frame.lineno, frame.name) for frame in frames]


def place(filename: str, line: int | None, function: str) -> str:
    """Return "file:line function", the file by its last three names."""
    return f"{'/'.join(filename.split('/')[-3:])}:{line} {function}"


class JsonFormatter(structlog.stdlib.ProcessorFormatter):
    """One line of JSON per record, and nothing after it."""

    def __init__(
        self, fmt: str | None = None, datefmt: str | None = None, style: str = "%", validate: bool = True
    ) -> None:
        # dictConfig gives every formatter these four; a line of JSON has no use for them
        super().__init__(
            processors=[
                without_words,
                without_arguments,
                keep_allowed,
                # ASCII only: some readers take U+2028 for the end of a line
                structlog.processors.JSONRenderer(sort_keys=True),
            ],
            foreign_pre_chain=[*_shared(), structlog.stdlib.ExtraAdder()],
            use_get_message=False,
            pass_foreign_args=True,
        )


def logging_config(level: str = "INFO", error_dsn: str = "", release: str = "") -> dict[str, Any]:
    """Return the LOGGING setting, and point structlog at it. With a DSN errors go to the collector too."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "nara_renkei.core.logs.JsonFormatter"}},
        "handlers": {
            "json": {"class": "logging.StreamHandler", "formatter": "json"},
            **({"tracker": {"()": TRACKER, "dsn": error_dsn, "release": release}} if error_dsn else {}),
        },
        "root": {"handlers": ["json", *(["tracker"] if error_dsn else [])], "level": level},
        "loggers": {
            # Django's own handlers would mail tracebacks and print paths
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},
            "celery.app.trace": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.beat": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
        },
    }


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
