"""Asking the virus scanner, over clamd's own socket protocol (INSTREAM). Without an answer no file is clean."""

import logging
import socket
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from .background import after_commit
from .models import FileState, PrivateFile
from .private_files import at_hand
from .request_ids import working_on

logger = logging.getLogger(__name__)

MAX_ATTEMPTS: Final = 5
FIRST_RETRY: Final = timedelta(seconds=10)
LONGEST_WAIT: Final = timedelta(minutes=15)
STUCK_AFTER: Final = timedelta(minutes=30)
CHUNK: Final = 64 * 1024
SCANNER: Final = "ClamAV"
NOTICE: Final = "ウイルスの検査装置が設定されていません。添付ファイルは、ウイルスの検査をせずに保管しています。"


class ScannerUnreachable(Exception):
    """No answer from the scanner: the file waits, and stays closed."""


def scanner_notice() -> str:
    """Return the sentence that pages with files show when no scanner is set, else ""."""
    return "" if settings.CLAMD_SOCKET else NOTICE


def scan(path: Path, timeout: float = 60) -> FileState:
    """Send the bytes to clamd and return CLEAN, INFECTED or ERROR; ``ScannerUnreachable`` when it does not speak."""
    if not settings.CLAMD_SOCKET:
        # taken out of the settings while files waited: they stay closed
        raise ScannerUnreachable("CLAMD_SOCKET")
    try:
        with _connect(timeout) as link, path.open("rb") as file:
            link.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                link.sendall(struct.pack("!L", len(chunk)) + chunk)
            link.sendall(struct.pack("!L", 0))
            answer = _read_answer(link)
    except FileNotFoundError:
        if path.exists():
            raise ScannerUnreachable("clamd の socket がありません") from None
        return FileState.ERROR
    except OSError as exc:
        raise ScannerUnreachable(type(exc).__name__) from exc
    if answer == b"stream: OK":
        return FileState.CLEAN
    if answer.endswith(b" FOUND"):
        return FileState.INFECTED
    if not answer:
        raise ScannerUnreachable("empty answer")
    return FileState.ERROR


def ask(command: bytes) -> bytes:
    """Put one of clamd's short questions, PING or VERSION; raises ``ScannerUnreachable``."""
    try:
        with _connect(5) as link:
            link.sendall(b"z" + command + b"\0")
            return _read_answer(link)
    except (OSError, ValueError) as exc:
        raise ScannerUnreachable(type(exc).__name__) from exc


def signatures_of(version: bytes) -> datetime | None:
    """Return of which moment the signatures are: 「ClamAV 1.4.1/27500/Fri Nov 27 09:00:00 2026」; None when it says none."""
    try:
        return datetime.strptime(version.decode().split("/")[2], "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
    except (IndexError, ValueError):
        return None


def scan_waiting(at: datetime, seconds: float = 60) -> int:
    """Scan the files whose turn has come, for about ``seconds``; return how many got an answer."""
    answered = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until and (file := _claim(at)):
        with working_on(file):
            if not _settle(file):
                break
        answered += 1
    return answered


def _settle(file: PrivateFile) -> bool:
    """Store what the scanner says of a claimed file; return whether it said anything."""
    try:
        with at_hand(file) as path:
            state = scan(path)
    except FileNotFoundError:
        state = FileState.ERROR
    except (ScannerUnreachable, ConnectionError):
        # not this file's fault: it must not use up its attempts
        PrivateFile.objects.filter(pk=file.pk, state=FileState.PENDING).update(attempts=max(0, file.attempts - 1))
        logger.warning("scanner_unreachable", extra={"file": str(file.uuid)})
        return False
    PrivateFile.objects.filter(pk=file.pk, state=FileState.PENDING).update(
        state=state, scanner=SCANNER, next_try_at=None
    )
    if state == FileState.CLEAN and file.picture_due_at:
        after_commit("core.picture_files")
    logger.info("file_scanned", extra={"file": str(file.uuid), "state": str(state), "attempts": file.attempts})
    return True


@transaction.atomic
def scan_again(*, at: datetime) -> int:
    """Put every file that could not be scanned back in the queue; return how many."""
    put_back = PrivateFile.objects.filter(state=FileState.ERROR).update(
        state=FileState.PENDING, attempts=0, next_try_at=at
    )
    after_commit("core.scan_files")
    return put_back


def stuck(at: datetime) -> int:
    """Return how many files have waited for their answer for more than half an hour."""
    return PrivateFile.objects.filter(state=FileState.PENDING, created_at__lt=at - STUCK_AFTER).count()


@transaction.atomic
def _claim(at: datetime) -> PrivateFile | None:
    """Take the next file; the attempt is counted before the work. Five deaths under way make it an ERROR.

    The next try is set at once, so a file whose worker was killed comes back by itself.
    """
    due = PrivateFile.objects.filter(state=FileState.PENDING, next_try_at__lte=at).order_by("next_try_at", "pk")
    while file := due.select_for_update(skip_locked=True).first():
        if file.attempts >= MAX_ATTEMPTS:
            file.state, file.next_try_at = FileState.ERROR, None
            file.save(update_fields=["state", "next_try_at"])
            continue
        file.next_try_at = at + max(timedelta(seconds=90), min(FIRST_RETRY * 2**file.attempts, LONGEST_WAIT))
        file.attempts += 1
        file.save(update_fields=["attempts", "next_try_at"])
        return file
    return None


def _connect(timeout: float) -> socket.socket:
    """Connect to CLAMD_SOCKET: a path, or host:port."""
    where = settings.CLAMD_SOCKET
    if where.startswith("/"):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(timeout)
        try:
            link.connect(where)
        except OSError:
            link.close()
            raise
        return link
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=timeout)


def _read_answer(link: socket.socket) -> bytes:
    answer = b""
    while len(answer) < 4096 and (more := link.recv(1024)):
        answer += more
        if b"\0" in more:
            break
    return answer.rstrip(b"\0\n").strip()
