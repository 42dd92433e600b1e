import errno
import hashlib
import io
import os
import time
import zipfile
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from nara_renkei.core import packages, private_storage
from nara_renkei.core.models import FileState, PrivateFile
from nara_renkei.core.private_files import (
    UploadRefused,
    check_upload,
    delete,
    file_response,
    open_file,
    store_bytes,
    store_upload,
    sweep,
    tidy_name,
)
from tests.harness import NOON, path_of

from .office import MAIN, PDF, PNG, SMALL, office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private_root(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "files"
    settings.CLAMD_SOCKET = ""
    settings.PRIVATE_ACCEL_PREFIX = ""
    return settings.PRIVATE_ROOT


def upload(name, data):
    return SimpleUploadedFile(name, data)


def refusal(name, data):
    with pytest.raises(UploadRefused) as caught:
        store_upload(upload(name, data), at=NOON)
    assert PrivateFile.objects.count() == 0
    return str(caught.value)


def files_under(root):
    return [path for path in root.rglob("*") if path.is_file()]


@pytest.mark.parametrize(("extension", "data"), SMALL.items())
def test_every_allowed_kind_is_kept_byte_by_byte(extension, data):
    row = store_upload(upload(f"資料.{extension.upper()}", data), at=NOON)

    with open_file(row) as file:
        assert file.read() == data
    assert (row.size, row.sha256, row.created_at) == (len(data), hashlib.sha256(data).hexdigest(), NOON)
    assert row.original_name == f"資料.{extension.upper()}"
    assert row.stored_name.isascii()


def test_without_a_scanner_the_row_says_so():
    row = store_upload(upload("a.pdf", PDF), at=NOON)

    assert (row.state, row.scanner, row.next_try_at) == (FileState.CLEAN, "なし", None)


def test_with_a_scanner_the_file_waits(settings):
    settings.CLAMD_SOCKET = "/nowhere/clamd.sock"

    row = store_upload(upload("a.pdf", PDF), at=NOON)

    assert (row.state, row.scanner, row.next_try_at, row.may_download) == (FileState.PENDING, "", NOON, False)


def test_a_name_of_200_kanji_is_text_and_no_path(private_root):
    row = store_upload(upload("提" * 196 + ".pdf", PDF), at=NOON)

    assert row.original_name == "提" * 196 + ".pdf"
    assert [len(path.name) for path in files_under(private_root)] == [len("0" * 32 + ".pdf")]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("あ" * 300 + ".pdf", "あ" * 251 + ".pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\資料\\計画.pdf", "計画.pdf"),
        ("見\x00積\n書.pdf", "見積 書.pdf"),
        ("見積\u202efdp.pdf", "見積fdp.pdf"),
        ("葛\U000e0100城𠮷.pdf", "葛\U000e0100城𠮷.pdf"),
        ("\x00", "名前のない文書.pdf"),
    ],
)
def test_the_name_a_stranger_gave_is_tidied_as_text(name, kept):
    assert tidy_name(name, "pdf") == kept


EMPTY = "ファイルの中身が空です。もう一度選び直してください。"
WRONG_KIND = "この種類のファイルは受け取れません。PDF、Word（docx）、Excel（xlsx）、PowerPoint（pptx）、JPG、PNG のどれかにしてください。"
BROKEN = "ファイルが壊れているため開けません。元のソフトで保存し直してください。"
MACRO = "マクロの入ったファイルは受け取れません。マクロを外すか、PDFで保存し直してください。"
ENCRYPTED = "パスワードのかかったファイルは受け取れません。パスワードを外して保存し直してください。"
TOO_MUCH = "ファイルを開いたときの大きさが上限を超えます。画像を減らすか、PDFで保存し直してください。"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 8 + b"\x3e\x00\x03\x00\xfe\xff\x09\x00" + b"\x00" * 1000


def not_the_content(extension):
    return f"ファイルの中身が、名前の末尾（.{extension}）と合いません。元のソフトで保存し直してください。"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.pdf", b"", EMPTY),
        ("a.exe", b"MZ", WRONG_KIND),
        ("a.svg", b"<svg/>", WRONG_KIND),
        ("a", PDF, WRONG_KIND),
        ("a.pdf.html", PDF, WRONG_KIND),
        ("a.docm", office("docx"), MACRO),
        ("a.pdf", b"MZ\x90\x00", not_the_content("pdf")),
        ("a.pdf", b"<html><script>1</script></html>", not_the_content("pdf")),
        ("a.jpg", PNG, not_the_content("jpg")),
        ("a.png", PDF, not_the_content("png")),
        ("a.docx", PDF, not_the_content("docx")),
        ("a.docx", SMALL["xlsx"], not_the_content("docx")),
        ("a.docx", OLE, ENCRYPTED),
        ("a.docx", SMALL["docx"][:-30], BROKEN),
        ("a.docx", office("docx", {"word/vbaProject.bin": b"x"}), MACRO),
        ("a.xlsx", office("xlsx", {"xl/macrosheets/sheet1.xml": b"x"}), MACRO),
        ("a.docx", office("docx", types='<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'), MACRO),
        ("a.docx", office("docx", {"../../evil.txt": b"x"}), BROKEN),
        ("a.docx", office("docx", {"/etc/evil.txt": b"x"}), BROKEN),
        ("a.docx", office("docx", {"..\\evil.txt": b"x"}), BROKEN),
        ("a.docx", office("docx", method=zipfile.ZIP_BZIP2), BROKEN),
        ("a.docx", office("docx", {f"word/{n}.xml": b"" for n in range(1_998)}), TOO_MUCH),
        ("a.docx", office("docx", {"word/bomb.xml": b"0" * 5_000_000}), TOO_MUCH),
    ],
)  # fmt: skip
def test_a_file_that_is_not_kept_says_why(name, data, sentence, private_root):
    assert refusal(name, data) == sentence
    assert files_under(private_root) == []


def test_two_thousand_members_are_still_an_office_file():
    assert check_upload(upload("a.docx", office("docx", {f"word/{n}.xml": b"" for n in range(1_997)}))) == "docx"


def test_two_hundred_megabytes_unpacked_are_too_much_whatever_the_ratio(monkeypatch):
    monkeypatch.setattr(packages, "MAX_UNPACKED", 100_000)

    assert refusal("a.docx", office("docx", {"word/a.bin": os.urandom(100_000)})) == TOO_MUCH


def test_a_member_that_lies_about_its_size_is_counted_while_it_is_read():
    data = bytearray(office("docx", {"word/bomb.xml": b"0" * 3_000_000}))
    start = data.rfind(b"word/bomb.xml") - 46
    data[start + 24 : start + 28] = (10).to_bytes(4, "little")

    assert refusal("a.docx", bytes(data)) in {BROKEN, TOO_MUCH}


def test_an_encrypted_member_is_refused():
    data = bytearray(SMALL["docx"])
    start = data.rfind(b"PK\x01\x02")
    data[start + 8] |= 1

    assert refusal("a.docx", bytes(data)) == ENCRYPTED


def test_a_member_list_of_a_hundred_thousand_is_refused_before_it_is_read(monkeypatch):
    data = bytearray(SMALL["docx"])
    end = data.rfind(b"PK\x05\x06")
    data[end + 12 : end + 16] = (3 * 1024 * 1024).to_bytes(4, "little")
    monkeypatch.setattr(zipfile, "ZipFile", None)

    assert refusal("a.docx", bytes(data)) == TOO_MUCH


def test_two_members_of_one_name_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in ("[Content_Types].xml", MAIN["docx"]):
            package.writestr(name, "x")
        with pytest.warns(UserWarning, match="Duplicate"):
            package.writestr(MAIN["docx"], "x")

    assert refusal("a.docx", out.getvalue()) == BROKEN


def test_a_file_over_the_limit_is_refused_without_the_handler_too(settings):
    settings.UPLOAD_FILE_BYTES = 1024 * 1024

    assert refusal("a.pdf", PDF + b"0" * 1024 * 1024) == (
        "ファイルが大きすぎます。1件1MBまでです。小さくするか、分けて選び直してください。"
    )


@pytest.mark.parametrize("step", ["fsync", "write", "rename"])
def test_a_full_disk_leaves_no_partial_file_and_no_row(step, monkeypatch, private_root):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    def half(self):
        yield PDF
        full()

    if step == "write":
        monkeypatch.setattr(SimpleUploadedFile, "chunks", half)
    else:
        monkeypatch.setattr(private_storage.os if step == "fsync" else private_storage.Path, step, full)

    assert refusal("a.pdf", PDF) == (
        "保存する場所の空きが足りないため、ファイルを受け取れませんでした。入力した内容は失われていません。"
        "時間をおいて選び直すか、窓口にお知らせください。"
    )
    assert files_under(private_root) == []


def test_the_download_is_an_attachment_that_cannot_act():
    row = store_upload(upload('見積"\r\nX: 1.pdf', PDF), at=NOON)

    response = file_response(row)

    assert b"".join(response.streaming_content) == PDF
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=UTF-8''")
    assert unquote(disposition.partition("''")[2]) == row.original_name
    assert disposition.isascii()
    assert "\n" not in disposition
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "no-store, private")
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Length"] == str(len(PDF))
    response.file_to_stream.close()


def test_nginx_sends_the_bytes_where_it_is_told_to(settings):
    settings.PRIVATE_ACCEL_PREFIX = "/_private/"
    row = store_upload(upload("a.pdf", PDF), at=NOON)

    response = file_response(row)

    assert response["X-Accel-Redirect"] == f"/_private/{row.stored_name}"
    assert response["Content-Type"] == "application/pdf"
    assert response.content == b""


@pytest.mark.parametrize("state", [FileState.PENDING, FileState.INFECTED, FileState.ERROR])
def test_only_a_clean_file_is_served(state):
    row = store_upload(upload("a.pdf", PDF), at=NOON)
    row.state = state

    with pytest.raises(Http404):
        file_response(row)


def test_a_lost_file_is_a_404():
    row = store_upload(upload("a.pdf", PDF), at=NOON)
    path_of(row).unlink()

    with pytest.raises(Http404):
        file_response(row)


def test_our_own_paper_is_clean_at_once(settings):
    settings.CLAMD_SOCKET = "/nowhere"

    row = store_bytes(PDF, name="月次報告 令和8年10月.pdf", content_type="application/pdf", at=NOON)

    assert (row.state, row.scanner, row.original_name) == (
        FileState.CLEAN,
        "システムが作成",
        "月次報告 令和8年10月.pdf",
    )
    assert path_of(row).read_bytes() == PDF


@pytest.mark.django_db(transaction=True)
def test_bytes_are_deleted_only_when_the_row_is(private_root):
    row = store_upload(upload("a.pdf", PDF), at=NOON)
    path = path_of(row)

    class Undo(Exception):
        pass

    def delete_and_undo():
        with transaction.atomic():
            delete(PrivateFile.objects.get(pk=row.pk))
            raise Undo

    with pytest.raises(Undo):
        delete_and_undo()
    assert path.exists()

    delete(PrivateFile.objects.get(pk=row.pk))
    assert not path.exists()


def test_the_sweeper_takes_only_what_no_row_knows_and_is_old(private_root):
    kept = path_of(store_upload(upload("a.pdf", PDF), at=NOON))
    orphan, fresh = private_root / "00" / "orphan.pdf", private_root / "00" / "fresh.part"
    orphan.parent.mkdir(exist_ok=True)
    for path in (orphan, fresh):
        path.write_bytes(PDF)
    old = time.time() - 7200
    for path in (kept, orphan):
        os.utime(path, (old, old))

    assert sweep(timezone.now() - timedelta(hours=1)) == 1

    assert sorted(files_under(private_root)) == sorted([kept, fresh])


def test_the_sweeper_finds_no_folder_and_is_content():
    assert sweep(NOON) == 0
