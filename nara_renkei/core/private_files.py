"""Files outside the web root: looked at, stored under a name of ours, served only as a download."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final
from urllib.parse import quote
from uuid import uuid4

import magic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase

from .background import after_commit
from .middleware import come_back_later
from .models import PICTURED, FileState, PrivateFile
from .packages import CHUNK, ENCRYPTED, MACRO, MAIN_PARTS, WRONG_CONTENT, UploadRefused, check_package
from .private_storage import Folder, NotKept, private_place
from .text import FORBIDDEN
from .uploads import FILE_TOO_BIG
from .wall import as_city

EMPTY: Final = "ファイルの中身が空です。もう一度選び直してください。"
WRONG_KIND: Final = "この種類のファイルは受け取れません。PDF、Word（docx）、Excel（xlsx）、PowerPoint（pptx）、JPG、PNG のどれかにしてください。"

OFFICE: Final = "application/vnd.openxmlformats-officedocument."
KINDS: Final = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "pptx": f"{OFFICE}presentationml.presentation",
    "jpg": "image/jpeg",
    "png": "image/png",
}
SAME_KIND: Final = {"jpeg": "jpg"}
LINE_ENDS: Final = re.compile(r"[\t\r\n\u2028\u2029]+")
NO_SCANNER: Final = "なし"
OUR_OWN: Final = "システムが作成"


def check_upload(upload: UploadedFile) -> str:
    """Return the kind ("pdf", "docx" …) of an upload; raise ``UploadRefused`` with the sentence for its field."""
    known = getattr(upload, "checked_kind", None)
    if known:
        return str(known)
    refusal = getattr(upload, "refusal", "")
    if refusal:
        raise UploadRefused(refusal)
    if not upload.size:
        raise UploadRefused(EMPTY)
    if upload.size > settings.UPLOAD_FILE_BYTES:
        raise UploadRefused(FILE_TOO_BIG.format(limit=settings.UPLOAD_FILE_BYTES // (1024 * 1024)))
    kind = _kind_by_name(upload.name or "")
    upload.seek(0)
    _check_content(upload, kind)
    upload.seek(0)
    upload.checked_kind = kind  # type: ignore[attr-defined]
    return kind


def store_upload(upload: UploadedFile, *, at: datetime) -> PrivateFile:
    """Keep an upload: a temporary name, fsync, rename, then the row in the caller's transaction.

    With a scanner the row is PENDING until it has spoken. Without one it is CLEAN by the method 「なし」,
    and the pages say so with ``scanning.scanner_notice()``. Raises ``UploadRefused``.
    """
    kind = check_upload(upload)
    scanned = bool(settings.CLAMD_SOCKET)
    row = _write(
        upload.chunks(),
        extension=kind,
        original_name=tidy_name(upload.name or "", kind),
        content_type=KINDS[kind],
        state=FileState.PENDING if scanned else FileState.CLEAN,
        scanner="" if scanned else NO_SCANNER,
        next_try_at=at if scanned else None,
        picture_due_at=at if KINDS[kind] in PICTURED else None,
        at=at,
    )
    if scanned:
        after_commit("core.scan_files")
    elif row.picture_due_at:
        after_commit("core.picture_files")
    return row


def store_bytes(data: bytes, *, name: str, content_type: str, at: datetime) -> PrivateFile:
    """Keep a file that the portal itself made (a paper): CLEAN at once."""
    extension = PurePosixPath(name).suffix.lstrip(".").lower() or "bin"
    return _write(
        [data],
        extension=extension if extension.isascii() and extension.isalnum() else "bin",
        original_name=tidy_name(name, extension),
        content_type=content_type,
        state=FileState.CLEAN,
        scanner=OUR_OWN,
        next_try_at=None,
        at=at,
    )


def copy_file(file: PrivateFile, *, at: datetime) -> PrivateFile:
    """Keep the same bytes once more under a name of their own, as safe as the first. FileNotFoundError as open_file."""
    pending = file.state == FileState.PENDING
    with open_file(file) as source:
        copy = _write(
            iter(lambda: source.read(CHUNK), b""),
            extension=file.stored_name.rpartition(".")[2],
            original_name=file.original_name,
            content_type=file.content_type,
            state=file.state,
            scanner=file.scanner,
            next_try_at=at if pending else None,
            picture_due_at=at if file.has_pictures else None,
            at=at,
        )
    if pending:
        after_commit("core.scan_files")
    return copy


def at_hand(file: PrivateFile) -> AbstractContextManager[Path]:
    """Give the bytes as a file of this machine. FileNotFoundError on entering or reading, as open_file."""
    return private_place().at_hand(file.stored_name)


def open_file(file: PrivateFile) -> IO[bytes]:
    """Open the bytes for reading; the caller closes. FileNotFoundError when a restore forgot the files."""
    return private_place().open(file.stored_name)


def delete(file: PrivateFile) -> None:
    """Delete the row and the pictures of its pages, and the bytes once the transaction has committed."""
    with as_city("外した添付とページの画像を消す"):
        pictures = [page.image for page in file.page_images.select_related("image").order_by("page")]
        names = [one.stored_name for one in (file, *pictures)]
        file.delete()
        for picture in pictures:
            picture.delete()
    for name in names:
        transaction.on_commit(partial(private_place().delete, name), robust=True)


def file_response(file: PrivateFile) -> HttpResponseBase:
    """Return the download of a CLEAN file; 404 for any other, whoever asks. The caller has authorised it.

    nginx sends the bytes of a folder where PRIVATE_ACCEL_PREFIX is set, else this process streams them.
    """
    if not file.may_download:
        raise Http404("この文書は、安全の確認が済むまで開けません。")
    response: HttpResponseBase
    if settings.PRIVATE_ACCEL_PREFIX and isinstance(private_place(), Folder):
        response = HttpResponse()
        response["X-Accel-Redirect"] = f"{settings.PRIVATE_ACCEL_PREFIX.rstrip('/')}/{file.stored_name}"
    else:
        try:
            response = FileResponse(open_file(file))
        except FileNotFoundError:
            raise Http404("文書が見つかりません。") from None
        except ConnectionError:
            return come_back_later()
        response["Content-Length"] = str(file.size)
    response["Content-Type"] = file.content_type
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.original_name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response["Cache-Control"] = "no-store, private"
    return response


def tidy_name(name: str, extension: str) -> str:
    """Return the name a stranger gave as text of at most 255 characters that keeps its extension."""
    name = LINE_ENDS.sub(" ", FORBIDDEN.sub("", name))
    # characters that reorder what the reader sees: 「見積gpj.exe」 must not read 「見積exe.jpg」
    name = "".join(c for c in name if unicodedata.category(c) != "Cf").replace("\\", "/").rpartition("/")[2].strip()
    if not name:
        name = f"名前のない文書.{extension}"
    if len(name) > 255:
        suffix = PurePosixPath(name).suffix[:20]
        name = f"{name[: 255 - len(suffix)]}{suffix}"
    return name


def sweep(older_than: datetime) -> int:
    """Delete bytes that no row knows and that lie since before ``older_than``; return how many files went."""
    place = private_place()
    gone = 0
    for batch in _batches(place.names(older_than), 500):
        known = set(PrivateFile.objects.filter(stored_name__in=batch).values_list("stored_name", flat=True))
        for name in set(batch) - known:
            place.delete(name)
            gone += 1
    return gone


def _batches(names: Iterable[str], size: int) -> Iterator[list[str]]:
    batch: list[str] = []
    for name in names:
        batch.append(name)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _write(chunks: Iterable[bytes], *, extension: str, at: datetime, **columns: Any) -> PrivateFile:
    key = uuid4()
    stored_name = f"{key.hex[:2]}/{key.hex}.{extension}"
    digest, size = hashlib.sha256(), 0

    def counted() -> Iterator[bytes]:
        nonlocal size
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            yield chunk

    try:
        private_place().keep(stored_name, counted())
    except NotKept as exc:
        raise UploadRefused(str(exc)) from None
    with as_city("まだどこにも付いていない添付を書く"):
        return PrivateFile.objects.create(
            uuid=key, stored_name=stored_name, size=size, sha256=digest.hexdigest(), created_at=at, **columns
        )


def _kind_by_name(name: str) -> str:
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    kind = SAME_KIND.get(extension, extension)
    if kind not in KINDS:
        raise UploadRefused(MACRO if kind in {"docm", "xlsm", "pptm"} else WRONG_KIND)
    return kind


def _check_content(upload: Any, kind: str) -> None:
    head = upload.read(CHUNK)
    # some programs leave an empty line before a PDF
    found = magic.from_buffer(head.lstrip(b"\r\n ") if kind == "pdf" else head, mime=True)
    if kind in MAIN_PARTS:
        # libmagic names an Office file by the order of its parts, so ours looks inside
        if found in {
            "application/x-ole-storage",
            "application/encrypted",
            "application/CDFV2",
            "application/CDFV2-encrypted",
        }:
            raise UploadRefused(ENCRYPTED)
        check_package(upload, kind)
    elif found != KINDS[kind]:
        raise UploadRefused(WRONG_CONTENT.format(extension=kind))
