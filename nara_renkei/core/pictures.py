"""A picture that somebody uploads for a page of ours: read in a process of its own, made small, without what a camera adds."""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from .models import PrivateFile
from .page_images import PICTURE, draw
from .private_files import UploadRefused, check_upload, store_upload

NO_PICTURE: Final = "画像は、JPGかPNGにしてください。SVGなどのほかの種類は受け取れません。"
ENDED: Final = {
    "large": "画像が大きすぎます（6,000万画素まで）。小さくして保存し直してください。",
    "broken": "画像が壊れているか、途中で切れています。元のソフトで開いて、保存し直してください。",
    "stopped": "画像を読むのに時間かメモリーがかかりすぎます。小さくして保存し直してください。",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """What is kept of an upload."""

    file: PrivateFile
    width: int  # pixels
    height: int


def check_picture(upload: UploadedFile) -> None:
    """Raise UploadRefused for what is neither JPG nor PNG; the picture itself is read by ``keep_picture``."""
    if (upload.name or "").lower().rpartition(".")[2] not in {"jpg", "jpeg", "png"}:
        raise UploadRefused(NO_PICTURE)
    check_upload(upload)


def keep_picture(upload: UploadedFile, *, at: datetime) -> Picture:
    """Keep the picture as a JPEG of ours, at most 1,600 pixels a side; the upload itself is not kept.

    The JPEG waits for the scanner like every file. Raises UploadRefused with the sentence for its field.
    """
    check_picture(upload)
    with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as name:
        folder = Path(name)
        path = folder / "upload"
        path.write_bytes(b"".join(upload.chunks()))
        drawn, end = draw(path, PICTURE, folder)
    if end:
        raise UploadRefused(ENDED[end])
    stem = (upload.name or "").rpartition(".")[0]
    made = SimpleUploadedFile(f"{stem or '画像'}.jpg", drawn[0].data, content_type="image/jpeg")
    return Picture(store_upload(made, at=at), drawn[0].width, drawn[0].height)
