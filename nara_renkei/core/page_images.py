"""Pages of clean files as pictures, for staff who read by screen transfer only. The row is the truth."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from .models import FileState, PageImage, PrivateFile
from .private_files import UploadRefused, at_hand, store_bytes
from .request_ids import working_on

RENDERER: Final = Path(__file__).with_name("page_renderer.py")
PICTURE: Final = "picture"
PATIENCE: Final = 100  # seconds for one file; the renderer's own limit counts the processor's time only
MAX_ATTEMPTS: Final = 3
# longer than the hard limit of the PDF queue: after it the worker is gone
LEASE: Final = timedelta(seconds=360)

WORDS: Final = {
    "": "",
    "more": "ページが多いため、はじめの60ページだけを画像にしました。",
    "password": "パスワードのかかったPDFのため、画像にできません。パスワードのないPDFを、提案者に頼んでください。",
    "broken": "ファイルが壊れているか、特別な作りのため、画像にできないページがあります。",
    "large": "画像の点の数が多すぎるため、小さくできませんでした。",
    "stopped": "作るのに時間かメモリーがかかりすぎるため、途中で止めました。",
}
GAVE_UP: Final = "3回試みましたが、画像にできませんでした。"


@dataclass(frozen=True, slots=True)
class Drawn:
    page: int
    width: int  # pixels
    height: int
    data: bytes


def picture_waiting(at: datetime) -> PrivateFile | None:
    """Make the pictures of one file whose turn has come and return it; None when nothing waits.

    The file is claimed in a transaction of its own, so two workers never draw the same one, and a worker that
    dies leaves its attempt counted.
    """
    file = _claim(at)
    if file is None:
        return None
    with working_on(file):
        return _draw_and_keep(file, at)


def _draw_and_keep(file: PrivateFile, at: datetime) -> PrivateFile:
    try:
        with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder, at_hand(file) as path:
            pages, end = draw(path, file.content_type, Path(folder))
        _keep(file, pages, WORDS[end], at)
    except (UploadRefused, ConnectionError):
        # a full disk or a silent bucket is not this file's fault: the lease brings it back, and it counts for nothing
        PrivateFile.objects.filter(pk=file.pk).update(picture_attempts=max(0, file.picture_attempts - 1))
    return file


def draw(path: Path, kind: str, folder: Path) -> tuple[list[Drawn], str]:
    """Let the renderer draw in a process without our environment; return the pages and how it ended.

    ``kind``: the type of the file, or PICTURE for one JPEG instead of pages as WebP.
    """
    suffix = "jpg" if kind == PICTURE else "webp"
    command = [sys.executable, "-I", str(RENDERER), str(path), kind, str(folder)]
    try:
        done = subprocess.run(command, env={}, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 - our own file and interpreter
        said = done.stdout
    except subprocess.TimeoutExpired as exc:
        said = exc.stdout or b""
    pages: list[Drawn] = []
    for line in said.splitlines():
        words = json.loads(line)
        if "end" in words:
            return pages, words["end"]
        # the number is counted here: the renderer may have been taken over, and names no file
        data = (folder / f"{len(pages) + 1}.{suffix}").read_bytes()
        pages.append(Drawn(len(pages) + 1, words["width"], words["height"], data))
    return pages, "stopped"


@transaction.atomic
def _claim(at: datetime) -> PrivateFile | None:
    """Take the next file; the attempt is counted before the work. Three deaths under way end it."""
    due = PrivateFile.objects.filter(picture_due_at__lte=at, state=FileState.CLEAN).order_by("picture_due_at", "pk")
    while file := due.select_for_update(skip_locked=True).first():
        if file.picture_attempts >= MAX_ATTEMPTS:
            file.pictured_at, file.picture_due_at, file.picture_error = at, None, GAVE_UP
            file.save(update_fields=["pictured_at", "picture_due_at", "picture_error"])
            continue
        file.picture_attempts, file.picture_due_at = file.picture_attempts + 1, at + LEASE
        file.save(update_fields=["picture_attempts", "picture_due_at"])
        return file
    return None


@transaction.atomic
def _keep(file: PrivateFile, pages: list[Drawn], error: str, at: datetime) -> None:
    """Hand the pictures over; nothing when the file went meanwhile or another worker was faster."""
    held = PrivateFile.objects.select_for_update().filter(pk=file.pk, pictured_at=None).first()
    if held is None:
        return
    for drawn in pages:
        name = f"{held.original_name[:200]} {drawn.page}ページ目.webp"
        image = store_bytes(drawn.data, name=name, content_type="image/webp", at=at)
        PageImage.objects.create(source=held, page=drawn.page, image=image, width=drawn.width, height=drawn.height)
    held.pictured_at, held.picture_due_at, held.picture_error = at, None, error
    held.save(update_fields=["pictured_at", "picture_due_at", "picture_error"])
