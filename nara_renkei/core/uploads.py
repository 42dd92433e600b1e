"""Receiving files: what is too large is dropped while it arrives, and the rest of the form lives on."""

import shutil
import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse

FILE_TOO_BIG: Final = "ファイルが大きすぎます。1件{limit}MBまでです。小さくするか、分けて選び直してください。"
TOTAL_TOO_BIG: Final = "一度に送れるのは合わせて{limit}MBまでです。このファイルは、次の送信で選び直してください。"
TOO_MANY: Final = "一度に送れるファイルは{limit}件までです。このファイルは、次の送信で選び直してください。"
NO_SPACE: Final = (
    "保存する場所の空きが足りないため、ファイルを受け取れませんでした。入力した内容は失われていません。"
    "時間をおいて選び直すか、窓口にお知らせください。"
)


class RefusedFile(UploadedFile):
    """Stands in the form for a file whose bytes were dropped, and carries the sentence for its field."""

    def __init__(self, name: str, content_type: str | None, size: int, refusal: str) -> None:
        super().__init__(file=None, name=name, content_type=content_type, size=size)
        self.refusal = refusal

    def __bool__(self) -> bool:
        return True

    def close(self) -> None:
        """There is nothing to close."""


def body_limit() -> int:
    """Return the bytes of a request above which nothing is read at all: every allowed file, and the text."""
    return int(settings.UPLOAD_FILES * settings.UPLOAD_FILE_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE) * 2


def has_space(wanted: int) -> bool:
    """Return whether the places where uploads land would keep FREE_BYTES_NEEDED after ``wanted`` bytes."""
    places = [Path(settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir()), Path(settings.PRIVATE_ROOT)]
    for place in places:
        while not place.exists():
            place = place.parent
        if shutil.disk_usage(place).free < wanted + settings.FREE_BYTES_NEEDED:
            return False
    return True


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Counts while the bytes arrive. Too large, too many or no space: the file becomes a ``RefusedFile``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.total = 0
        self.files = 0
        self.size = 0
        self.refusal = ""
        self.no_space = False

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:
        self.no_space = not has_space(content_length)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.size = 0
        self.refusal = ""
        self.files += 1
        super(TemporaryFileUploadHandler, self).new_file(*args, **kwargs)
        if self.no_space:
            self.refusal = NO_SPACE
        elif self.files > settings.UPLOAD_FILES:
            self.refusal = TOO_MANY.format(limit=settings.UPLOAD_FILES)
        else:
            try:
                self.file = TemporaryUploadedFile(
                    self.file_name or "", self.content_type, 0, self.charset, self.content_type_extra
                )
            except OSError:
                self.refusal = NO_SPACE

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.refusal:
            return
        if self.size > settings.UPLOAD_FILE_BYTES:
            self._drop(FILE_TOO_BIG.format(limit=settings.UPLOAD_FILE_BYTES // (1024 * 1024)))
        elif self.total + self.size > settings.UPLOAD_TOTAL_BYTES:
            self._drop(TOTAL_TOO_BIG.format(limit=settings.UPLOAD_TOTAL_BYTES // (1024 * 1024)))
        else:
            try:
                self.file.write(raw_data)
            except OSError:
                self._drop(NO_SPACE)

    def file_complete(self, file_size: int) -> UploadedFile:
        if not self.refusal:
            try:
                self.file.flush()
                self.file.seek(0)
            except OSError:
                self._drop(NO_SPACE)
        if self.refusal:
            return RefusedFile(self.file_name or "", self.content_type, self.size, self.refusal)
        self.total += self.size
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        if not self.refusal and hasattr(self, "file"):
            self._drop(NO_SPACE)

    def _drop(self, refusal: str) -> None:
        self.refusal = refusal
        try:
            self.file.close()
        except OSError:
            # the full disk refuses the last buffered bytes; the temporary file is gone all the same
            Path(self.file.temporary_file_path()).unlink(missing_ok=True)


def for_upload(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return what upload.js can follow: a script that goes after a redirect reads away what the next page should say."""
    if response.status_code != HTTPStatus.FOUND or "X-Upload" not in request.headers:
        return response
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"X-Next": response["Location"]})
