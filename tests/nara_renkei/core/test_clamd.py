"""A real clamd with one signature of our own: what the small server of test_scanning only plays."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.core.models import FileState
from nara_renkei.core.private_files import store_upload
from nara_renkei.core.scanning import ScannerUnreachable, scan, scan_again, scan_waiting
from tests.harness import NOON

from .office import PDF

CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
MARK = b"nara-renkei-signature-of-this-test"
STARTS_WITHIN = 30  # seconds; with one signature it takes less than one

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        CLAMD is None,
        reason="clamd がないため、本物のウイルス検査装置では確かめていません: "
        "sudo apt-get install -y --no-install-recommends clamav-daemon",
    ),
]


class Clamd:
    """One daemon with a configuration, a socket and a database of its own; nothing of the machine's is touched."""

    def __init__(self, folder: Path) -> None:
        self.socket, self.config = folder / "clamd.sock", folder / "clamd.conf"
        database = folder / "signatures"
        database.mkdir()
        (database / "local.ndb").write_text(f"Nara.Test:0:*:{MARK.hex()}\n")
        self.config.write_text(
            f"Foreground yes\nLocalSocket {self.socket}\nDatabaseDirectory {database}\n"
            f"TemporaryDirectory {folder}\nStreamMaxLength 1M\n"
        )
        self.process: subprocess.Popen[bytes]

    def start(self) -> None:
        assert CLAMD
        self.process = subprocess.Popen(
            [CLAMD, "--config-file", str(self.config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            try:
                scan(self.config)
            except ScannerUnreachable:
                assert self.process.poll() is None, "clamd が始まりませんでした"
                time.sleep(0.05)
            else:
                return
        raise AssertionError("clamd が答えません")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def clamd(settings, tmp_path) -> Iterator[Clamd]:
    # the path of a socket holds 108 bytes at most, and pytest's folders are deep
    with tempfile.TemporaryDirectory(prefix="clamd-") as folder:
        daemon = Clamd(Path(folder))
        settings.PRIVATE_ROOT, settings.CLAMD_SOCKET = tmp_path / "files", str(daemon.socket)
        daemon.start()
        yield daemon
        daemon.kill()


def stored(data):
    return store_upload(SimpleUploadedFile("企画書.pdf", data), at=NOON)


def state(row):
    row.refresh_from_db()
    return FileState(row.state)


def test_clamd_opens_the_clean_file_and_closes_the_other(clamd):
    clean, infected, cut = stored(PDF), stored(PDF + MARK), stored(PDF + b"\n" * 300_000 + MARK)

    assert scan_waiting(NOON) == 3

    assert [state(row) for row in (clean, infected, cut)] == [FileState.CLEAN, FileState.INFECTED, FileState.INFECTED]
    assert [row.may_download for row in (clean, infected, cut)] == [True, False, False]


def test_a_file_beyond_what_clamd_takes_is_never_clean(clamd):
    row = stored(PDF + b"\n" * 2_000_000)

    scan_waiting(NOON)
    later = NOON + timedelta(minutes=5)
    scan_waiting(later)

    assert state(row) in {FileState.PENDING, FileState.ERROR}


def test_a_clamd_that_was_killed_leaves_files_closed_and_finds_them_when_it_is_back(clamd):
    clamd.kill()
    row = stored(PDF)

    assert scan_waiting(NOON) == 0
    assert (state(row), row.may_download) == (FileState.PENDING, False)
    with pytest.raises(ScannerUnreachable):
        scan(clamd.config)

    clamd.start()
    assert scan_waiting(NOON + timedelta(minutes=2)) == 1

    assert state(row) == FileState.CLEAN


def test_a_file_that_could_not_be_judged_is_judged_when_asked_again(clamd):
    row = stored(PDF + MARK)
    type(row).objects.update(state=FileState.ERROR, next_try_at=None)

    scan_again(at=NOON)
    scan_waiting(NOON)

    assert state(row) == FileState.INFECTED
