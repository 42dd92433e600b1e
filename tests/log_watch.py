"""Reads every line that is logged while the suite runs, whoever logs it: nothing of a person, and only known keys.

The suite writes names, addresses, titles and numbers of proposals all the time, in Japanese: each of its tests seeds
the markers that are looked for here. Our lines are English, so a Japanese character is a leak whatever it says.
"""

import json
import logging
import re
from typing import Any, Final

from nara_renkei.core.logs import ALLOWED, APPS, JsonFormatter

LEAK: Final = re.compile(
    # kana and kanji, as JSON writes them · an address of mail · a 提案番号 · a telephone number
    r"\\u(?:30[4-9a-f]|3[4-9a-f]|[4-9a-d]|f[9a-f])[0-9a-f]+|[\w.+-]@[\w-]+\.\w|\bR\d+-[A-Z]-\d{4}\b"
    r"|(?<![\w-])0\d{1,3}-\d{2,4}-\d{4}(?![\w-])"
)
# names of machines and processes: celery@web ready.
OF_PROCESSES: Final = re.compile(r"\b(?:celery|worker|pdf)@")
RECORD: Final = {
    *vars(logging.makeLogRecord({})),
    "message",
    "asctime",
    "taskName",
    "_from_structlog",
    "_logger",
    "_name",
}
# tests that try the walls of the log use this name
TRIED: Final = "nara_renkei.x"

slips: list[str] = []  # what has been found and not yet been told
_format = JsonFormatter.format


def faults_of(record: logging.LogRecord, line: str) -> list[str]:
    """Return what is wrong with a line: a leak, a printed key that is not on the list, a key of ours that would be dropped."""
    found = [f"leak: {leak}" for leak in LEAK.findall(OF_PROCESSES.sub("", line))]
    found += [f"printed: {key}" for key in json.loads(line).keys() - ALLOWED]
    if record.name.startswith(APPS) and record.name != TRIED:
        given = record.msg if isinstance(record.msg, dict) else vars(record).keys() - RECORD
        found += [f"dropped: {key}" for key in set(given) - ALLOWED - RECORD]
    return found


def _watched(self: JsonFormatter, record: logging.LogRecord) -> str:
    line = _format(self, record)
    slips.extend(f"{record.name}: {fault}" for fault in faults_of(record, line))
    return line


def begin() -> None:
    JsonFormatter.format = _watched  # type: ignore[method-assign]


def take() -> list[str]:
    """Return what was found since the last time."""
    found, slips[:] = list(slips), []
    return found


def end_of(session: Any) -> None:
    """Fail a run in which something was logged after its last test; a process of xdist tells its head."""
    late = take()
    if late and hasattr(session.config, "workeroutput"):
        session.config.workeroutput["slips"] = late
    elif late:
        tell(session, late)


def tell(session: Any, late: list[str]) -> None:
    session.exitstatus = 1
    session.config.get_terminal_writer().line(f"logged after the last test: {late}", red=True)
