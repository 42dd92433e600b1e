"""The scanner here is a small server that speaks clamd's INSTREAM; a real one is asked in test_clamd."""

import socketserver
import struct
import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from nara_renkei.core import scanning
from nara_renkei.core.models import FileState, PrivateFile
from nara_renkei.core.private_files import store_upload
from nara_renkei.core.scanning import ScannerUnreachable, scan, scan_again, scan_waiting, scanner_notice, stuck
from nara_renkei.core.tasks import scan_files
from tests.harness import NOON, path_of

from .office import PDF

EICAR = b"%PDF-1.7 X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
pytestmark = pytest.mark.django_db


class Clamd(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    answer: bytes | None = None

    def __init__(self, path):
        super().__init__(str(path), Conversation)
        self.seen = []


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        data = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            data += self.rfile.read(size)
        self.server.seen.append(data)
        verdict = b"stream: Eicar-Test-Signature FOUND\0" if b"EICAR" in data else b"stream: OK\0"
        self.wfile.write(verdict if self.server.answer is None else self.server.answer)


@pytest.fixture
def clamd(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "files"
    settings.CLAMD_SOCKET = str(tmp_path / "clamd.sock")
    with Clamd(tmp_path / "clamd.sock") as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def no_clamd(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "files"
    settings.CLAMD_SOCKET = str(tmp_path / "nobody.sock")


def stored(data=PDF):
    return store_upload(SimpleUploadedFile("a.pdf", data), at=NOON)


def state(row):
    row.refresh_from_db()
    return row.state, row.attempts, row.next_try_at


def test_a_clean_file_is_opened_after_the_scanner_has_spoken(clamd):
    row = stored()

    assert scan_waiting(NOON) == 1

    assert state(row) == (FileState.CLEAN, 1, None)
    assert row.scanner == "ClamAV"
    assert clamd.seen == [PDF]


def test_a_large_file_is_sent_in_pieces_and_whole(clamd):
    data = PDF + b"\n" * 300_000
    stored(data)

    scan_waiting(NOON)

    assert clamd.seen == [data]


def test_an_infected_file_stays_closed(clamd):
    row = stored(EICAR)

    scan_waiting(NOON)

    assert state(row) == (FileState.INFECTED, 1, None)
    assert not row.may_download


def test_a_scanner_that_cannot_say_makes_an_error_and_never_a_clean_file(clamd):
    clamd.answer = b"INSTREAM size limit exceeded. ERROR\0"
    row = stored()

    scan_waiting(NOON)

    assert state(row) == (FileState.ERROR, 1, None)


@pytest.mark.parametrize("answer", [b"", b"\0"])
def test_an_empty_answer_is_no_answer(clamd, answer):
    clamd.answer = answer
    row = stored()

    assert scan_waiting(NOON) == 0

    assert state(row)[:2] == (FileState.PENDING, 0)


def test_without_the_scanner_the_file_waits_and_keeps_its_attempts(no_clamd):
    row = stored()

    assert scan_waiting(NOON) == 0

    assert state(row) == (FileState.PENDING, 0, NOON + timedelta(seconds=90))


def test_the_scanner_that_comes_back_finds_the_file(no_clamd, settings, clamd):
    settings.CLAMD_SOCKET = settings.CLAMD_SOCKET.replace("clamd", "nobody")
    row = stored()
    scan_waiting(NOON)
    settings.CLAMD_SOCKET = settings.CLAMD_SOCKET.replace("nobody", "clamd")

    assert scan_waiting(NOON) == 0
    assert scan_waiting(NOON + timedelta(seconds=90)) == 1

    assert state(row)[0] == FileState.CLEAN


def test_a_file_that_killed_five_workers_is_given_up(clamd, monkeypatch):
    row = stored()

    class Killed(BaseException):
        pass

    def die(path):
        raise Killed

    monkeypatch.setattr(scanning, "scan", die)
    moment = NOON
    for _ in range(5):
        with pytest.raises(Killed):
            scan_waiting(moment)
        moment += timedelta(minutes=20)

    assert scan_waiting(moment) == 0

    assert state(row) == (FileState.ERROR, 5, None)


def test_a_file_with_an_error_can_be_scanned_again(clamd):
    row = stored()
    PrivateFile.objects.update(state=FileState.ERROR, next_try_at=None, attempts=5)

    call_command("scan_again", stdout=(said := StringIO()))
    assert said.getvalue() == "1件を、検査の順番に並べました。\n"
    assert state(row)[:2] == (FileState.PENDING, 0)

    scan_waiting(timezone.now())
    assert state(row)[0] == FileState.CLEAN


def test_scanning_again_does_not_open_an_infected_file(clamd):
    row = stored(EICAR)
    scan_waiting(NOON)

    assert scan_again(at=NOON) == 0

    assert state(row)[0] == FileState.INFECTED


def test_a_file_whose_bytes_are_gone_is_an_error(clamd):
    row = stored()
    path_of(row).unlink()

    scan_waiting(NOON)

    assert state(row)[0] == FileState.ERROR


def test_a_scanner_by_host_and_port_that_refuses_is_unreachable(settings, tmp_path):
    settings.CLAMD_SOCKET = "127.0.0.1:1"
    path = tmp_path / "a"
    path.write_bytes(b"x")

    with pytest.raises(ScannerUnreachable):
        scan(path)


def test_a_scanner_taken_out_of_the_settings_leaves_what_waits_closed(clamd, settings):
    row = stored()
    settings.CLAMD_SOCKET = ""

    assert scan_waiting(NOON) == 0

    assert state(row)[:2] == (FileState.PENDING, 0)


def test_a_file_that_waits_for_half_an_hour_is_counted_as_stuck(no_clamd):
    stored()

    assert stuck(NOON + timedelta(minutes=29)) == 0
    assert stuck(NOON + timedelta(minutes=31)) == 1


def test_the_task_scans_what_waits(clamd):
    row = stored()

    scan_files()

    assert state(row)[0] == FileState.CLEAN


def test_the_page_says_openly_that_nobody_scans(settings):
    settings.CLAMD_SOCKET = ""
    assert (
        scanner_notice()
        == "ウイルスの検査装置が設定されていません。添付ファイルは、ウイルスの検査をせずに保管しています。"
    )

    settings.CLAMD_SOCKET = "/run/clamd.sock"
    assert scanner_notice() == ""
