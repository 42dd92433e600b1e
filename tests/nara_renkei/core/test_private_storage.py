"""Files in a bucket (PRIVATE_BUCKET): the same promises as in a folder, against a real S3 server."""

import os
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.http import Http404
from django.utils import timezone

from nara_renkei.core import page_images, scanning
from nara_renkei.core.doctor import services
from nara_renkei.core.doctor.findings import Visit
from nara_renkei.core.models import FileState, PrivateFile
from nara_renkei.core.page_images import picture_waiting
from nara_renkei.core.private_files import (
    UploadRefused,
    at_hand,
    copy_file,
    delete,
    file_response,
    open_file,
    store_upload,
    sweep,
)
from nara_renkei.core.private_storage import NOT_NOW
from nara_renkei.core.scanning import scan_waiting
from nara_renkei.deploy.bucket import NAME, environment, served
from nara_renkei.deploy.keep.here import fetch_files
from nara_renkei.deploy.keep.words import KeepRefused
from nara_renkei.settings.env import bucket  # noqa: TID251 - the reader itself, not a setting
from tests.harness import NOON

from .office import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("s3")
    with served(folder, looks_again=True) as address:
        yield address, folder / NAME


@pytest.fixture(autouse=True)
def objects(server, settings, monkeypatch):
    """The folder behind the bucket; no other folder of this machine may be written."""
    address, folder = server
    use(settings, monkeypatch, address)
    settings.PRIVATE_ROOT = "/nowhere/at/all"
    settings.CLAMD_SOCKET = ""
    return folder


def use(settings, monkeypatch, address):
    for name, value in environment(address).items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = {**settings.STORAGES, "private": bucket()}


def stored():
    return store_upload(SimpleUploadedFile("企画書.pdf", PDF), at=NOON)


def silent(settings, monkeypatch):
    """From now on nobody answers where the bucket is."""
    use(settings, monkeypatch, "http://127.0.0.1:1")


def test_bytes_go_to_the_bucket_and_come_back(objects):
    row = stored()

    assert (objects / row.stored_name).read_bytes() == PDF
    with open_file(row) as there:
        assert there.read() == PDF
    with at_hand(row) as path:
        assert path.read_bytes() == PDF
    with open_file(copy_file(row, at=NOON)) as copy:
        assert copy.read() == PDF


def test_what_is_deleted_is_gone_once_the_row_is(objects, django_capture_on_commit_callbacks):
    row = stored()

    with django_capture_on_commit_callbacks() as callbacks:
        delete(row)
    assert (objects / row.stored_name).exists()
    for callback in callbacks:
        callback()

    assert not (objects / row.stored_name).exists()


def test_the_sweeper_takes_only_what_no_row_knows_and_is_old(objects):
    row = stored()
    orphan, fresh = objects / "00" / "orphan.pdf", objects / "00" / "fresh.pdf"
    orphan.parent.mkdir(exist_ok=True)
    for path in (orphan, fresh):
        path.write_bytes(PDF)
    old = time.time() - 7200
    for path in (objects / row.stored_name, orphan):
        os.utime(path, (old, old))

    assert sweep(timezone.now() - timedelta(hours=1)) == 1

    assert [path.exists() for path in (objects / row.stored_name, orphan, fresh)] == [True, False, True]


def test_this_process_sends_the_bytes_also_behind_nginx(settings):
    settings.PRIVATE_ACCEL_PREFIX = "/private-files/"

    response = file_response(stored())

    assert b"".join(response.streaming_content) == PDF
    assert "X-Accel-Redirect" not in response


def test_a_lost_object_is_a_404_and_no_scanner_calls_it_clean(objects, settings):
    row = stored()
    (objects / row.stored_name).unlink()
    settings.CLAMD_SOCKET = "/nowhere"
    PrivateFile.objects.update(state=FileState.PENDING, scanner="", next_try_at=NOON)

    scan_waiting(NOON)

    assert PrivateFile.objects.get().state == FileState.ERROR
    with pytest.raises(Http404):
        file_response(row)


def test_without_an_answer_nothing_is_taken_and_the_person_is_told(settings, monkeypatch):
    silent(settings, monkeypatch)

    with pytest.raises(UploadRefused, match=NOT_NOW):
        stored()

    assert PrivateFile.objects.count() == 0


def test_a_download_without_an_answer_asks_to_come_back(settings, monkeypatch):
    row = stored()
    silent(settings, monkeypatch)

    response = file_response(row)

    assert response.status_code == 503
    assert "つながりにくく" in response.content.decode()


def test_a_silent_bucket_is_no_files_fault(settings, monkeypatch):
    row = stored()
    silent(settings, monkeypatch)
    for turn in range(5):
        picture_waiting(NOON + turn * page_images.LEASE)
    settings.CLAMD_SOCKET = "/nowhere"
    PrivateFile.objects.update(state=FileState.PENDING, scanner="", next_try_at=NOON)
    for turn in range(5):
        scan_waiting(NOON + turn * timedelta(hours=1))

    row.refresh_from_db()
    assert (row.picture_attempts, row.picture_error) == (0, "")
    assert (row.state, row.attempts) == (FileState.PENDING, 0)
    assert scanning.stuck(timezone.now()) == 1


def test_a_folder_moves_into_the_bucket_and_a_mirror_of_it_forgets_what_was_wiped(objects, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "before.pdf").write_bytes(PDF)
    row = stored()
    (objects / row.stored_name).with_name("later.pdf").write_bytes(b"later")

    call_command("move_files", "to-bucket", stdout=(said := StringIO()))
    assert "1件を写しました" in said.getvalue()
    assert (objects / "ab" / "before.pdf").read_bytes() == PDF

    (objects / "ab" / "before.pdf").unlink()
    call_command("move_files", "from-bucket", stdout=StringIO())

    lying = {path.name: path.read_bytes() for path in tmp_path.rglob("*.pdf")}
    assert lying[row.stored_name.rpartition("/")[2]] == PDF
    assert lying["later.pdf"] == b"later"
    assert "before.pdf" not in lying


def test_without_a_bucket_the_command_says_what_to_write(settings):
    settings.STORAGES = {key: value for key, value in settings.STORAGES.items() if key != "private"}

    with pytest.raises(CommandError, match="PRIVATE_BUCKET がありません"):
        call_command("move_files", "to-bucket")


def test_a_backup_takes_the_files_of_the_bucket_and_says_when_it_cannot(objects, settings, tmp_path, monkeypatch):
    settings.PRIVATE_ROOT = tmp_path
    row = stored()

    fetch_files()

    assert (tmp_path / row.stored_name).read_bytes() == PDF
    silent(settings, monkeypatch)
    with pytest.raises(KeepRefused, match="PRIVATE_BUCKET"):
        fetch_files()


def doctors_words():
    return [one.said for one in services.bucket(Visit(now=timezone.now()))]


def test_the_doctor_finds_nothing_at_a_closed_bucket_and_leaves_nothing_there(objects):
    assert doctors_words() == []
    assert list((objects / "doctor").glob("*")) == []


def test_the_doctor_names_a_bucket_that_strangers_read(tmp_path, settings, monkeypatch):
    with served(tmp_path, closed=False) as address:
        use(settings, monkeypatch, address)

        assert doctors_words() == ["ファイルの置き場を、鍵のない人も読めます。提案の添付が外に出ます。"]


def test_the_doctor_names_a_wrong_key(settings, monkeypatch, server):
    monkeypatch.setenv("PRIVATE_BUCKET_SECRET", "another")
    settings.STORAGES = {**settings.STORAGES, "private": bucket()}

    assert "書けないか、読めません" in doctors_words()[0]
